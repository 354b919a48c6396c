"""A missing or malformed setting stops the start in one sentence that names it."""

import os
import subprocess
import sys

import pytest

from vif_site import environment
from vif_site.environment import BadSetting

GOOD = {
    "SECRET_KEY": "k" * 60,
    "VIF_SITE_URL": "https://www.example.org",
}


def start(tmp_path, **changes):
    """Load the settings in a process of their own, as a start would."""
    variables = {
        name: value for name, value in (GOOD | changes).items() if value is not None
    }
    return subprocess.run(
        [sys.executable, "-c", "import vif_site.settings as s; print(s.ALLOWED_HOSTS)"],
        env={"PATH": os.environ["PATH"], "VIF_DATA_DIR": str(tmp_path)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_start_with_good_settings_works(tmp_path):
    done = start(tmp_path)
    assert (done.returncode, done.stdout) == (0, "['www.example.org']\n")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"SECRET_KEY": None},
            "SECRET_KEY: this setting is missing. Set it to at least 50 random "
            "characters and keep it secret.",
        ),
        (
            {"SECRET_KEY": "short"},
            "SECRET_KEY: it is too short. Use at least 50 characters.",
        ),
        (
            {"VIF_SITE_URL": None},
            "VIF_SITE_URL: this setting is missing. Set it to the address readers "
            "type, such as https://www.example.org.",
        ),
        (
            {"VIF_SITE_URL": "www.example.org"},
            "VIF_SITE_URL: “www.example.org” is not an address. Write "
            "https://www.example.org, without a path.",
        ),
        (
            {"VIF_SITE_URL": "http://www.example.org"},
            "VIF_SITE_URL: it must begin with https:// while VIF_HTTPS is on. "
            "On this machine alone, set VIF_HTTPS=off.",
        ),
        (
            {
                "VIF_HTTPS": "off",
                "VIF_SITE_URL": None,
                "ALLOWED_HOSTS": "www.example.org",
            },
            "VIF_HTTPS: it is off, but ALLOWED_HOSTS names a host that is not this "
            "machine. Set VIF_HTTPS=on.",
        ),
        (
            {"VIF_HTTPS": "perhaps"},
            "VIF_HTTPS: “perhaps” is neither on nor off. Write on or off.",
        ),
        ({"DEBUG": "on"}, "DEBUG: it may only be on while VIF_HTTPS is off."),
        ({"PORT": "eighty"}, "PORT: “eighty” is not a whole number from 1 to 65535."),
        ({"PORT": "70000"}, "PORT: “70000” is not a whole number from 1 to 65535."),
        (
            {"DATABASE_URL": "mysql://a/b"},
            "DATABASE_URL: the address names no database. Write "
            "sqlite:///folder/file.sqlite3, sqlite:////absolute/file.sqlite3 "
            "or postgres://user:password@host:5432/name.",
        ),
        (
            {"VIF_TIME_ZONE": "Mars/Olympus"},
            "VIF_TIME_ZONE: “Mars/Olympus” is no time zone. Write one such as "
            "Asia/Kolkata.",
        ),
        (
            {"VIF_CLIENT_HEADER": "X-Real-IP"},
            "VIF_CLIENT_HEADER: “X-Real-IP” is not safe. Use letters and digits, "
            "as in VifClient.",
        ),
        (
            {"VIF_COMMENT_SUM": "sometimes"},
            "VIF_COMMENT_SUM: “sometimes” is not known. Write one of: always, "
            "suspicion, off.",
        ),
        (
            {"VIF_LIMIT_POSTS": "many"},
            "VIF_LIMIT_POSTS: “many” is no limit. Write 5/600 for 5 in 600 seconds; "
            "at most 1000000 in 31622400 seconds.",
        ),
        (
            {"VIF_HTTPS": "off", "VIF_SITE_URL": "http://www.example.org"},
            "VIF_HTTPS: it is off, but VIF_SITE_URL names a host that is not this "
            "machine. Set VIF_HTTPS=on.",
        ),
        (
            {"ALLOWED_HOSTS": "www.example.org, *"},
            "ALLOWED_HOSTS: “*” lets in every host. Name those you serve.",
        ),
        (
            {"DATABASE_URL": "sqlite:////data/a?b.sqlite3"},
            "DATABASE_URL: the file's name breaks off at ? or #. Write %3F for ?, "
            "%23 for #.",
        ),
        (
            {"PORT": "8" * 5000},
            f"PORT: “{'8' * 60}…” is not a whole number from 1 to 65535.",
        ),
        (
            {"VIF_TIME_ZONE": "Asia"},
            "VIF_TIME_ZONE: “Asia” is no time zone. Write one such as Asia/Kolkata.",
        ),
        (
            {"ALLOWED_HOSTS": "https://www.example.org"},
            "ALLOWED_HOSTS: “https://www.example.org” is not a host. Write "
            "www.example.org, without https:// and without a port.",
        ),
        (
            {"ALLOWED_HOSTS": "www.example.org, www.example.org:443"},
            "ALLOWED_HOSTS: “www.example.org:443” is not a host. Write "
            "www.example.org, without https:// and without a port.",
        ),
        (
            {"ALLOWED_HOSTS": "www.example.org example.org"},
            "ALLOWED_HOSTS: “www.example.org example.org” is not a host. Write "
            "www.example.org, without https:// and without a port.",
        ),
        (
            {"ALLOWED_HOSTS": "example.org"},
            "ALLOWED_HOSTS: www.example.org is missing, the host of VIF_SITE_URL. "
            "Add it.",
        ),
        (
            {"SECRET_KEY_FALLBACKS": f"{'k' * 60}, {'l' * 49}"},
            "SECRET_KEY_FALLBACKS: a key in it is too short. Write each former key "
            "in full, at least 50 characters, with commas only between them.",
        ),
        (
            {"DATABASE_URL": "sqlite:////proc/version/site.sqlite3"},
            "DATABASE_URL: “/proc/version” is not a folder. Make it, or name the "
            "database in one that is there.",
        ),
        (
            {"DATABASE_URL": f"sqlite:////{'a' * 300}/site.sqlite3"},
            f"DATABASE_URL: “/{'a' * 59}…” is not a folder. Make it, or name the "
            "database in one that is there.",
        ),
        (
            {"VIF_INDEXNOW_KEY": "seven77"},
            "VIF_INDEXNOW_KEY: “seven77” is no key. "
            "Use 8 to 128 letters, digits and hyphens.",
        ),
        (
            {"VIF_INDEXNOW_URL": "ftp://example.org"},
            "VIF_INDEXNOW_URL: it must begin with https:// or http://.",
        ),
        (
            {"VIF_LEAST_FREE_MB": "much"},
            "VIF_LEAST_FREE_MB: “much” is not a whole number from 0 to 1000000.",
        ),
    ],
)
def test_start_with_bad_setting_stops_with_one_sentence(tmp_path, changes, sentence):
    done = start(tmp_path, **changes)
    assert (done.returncode, done.stderr, done.stdout) == (1, sentence + "\n", "")


@pytest.mark.parametrize(
    ("address", "typed", "hosts"),
    [
        ("https://www.example.org:8443", None, ["www.example.org"]),
        ("https://WWW.example.org", "www.example.org,", ["www.example.org"]),
        ("https://www.example.org", ".example.org", [".example.org"]),
        ("https://www.example.org", "WWW.Example.org", ["www.example.org"]),
        ("https://[2001:db8::1]:8443", None, ["[2001:db8::1]"]),
        ("https://192.0.2.1", "192.0.2.1, a.example", ["192.0.2.1", "a.example"]),
    ],
)
def test_hosts_that_are_answered_hold_the_site(tmp_path, address, typed, hosts):
    done = start(tmp_path, VIF_SITE_URL=address, ALLOWED_HOSTS=typed)
    assert (done.returncode, done.stdout) == (0, f"{hosts}\n")


def test_former_keys_are_read(tmp_path):
    keys = f"{'k' * 50}, {'l' * 60}"
    assert start(tmp_path, SECRET_KEY_FALLBACKS=keys).returncode == 0


def test_folder_that_cannot_be_made_is_named(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("VIF_DATA_DIR", str(tmp_path / "file" / "below"))
    with pytest.raises(BadSetting, match=r"VIF_DATA_DIR: the folder .* cannot be made"):
        environment.folder("VIF_DATA_DIR", tmp_path)


def test_limits_read_several_spans(monkeypatch):
    monkeypatch.setenv("VIF_LIMIT_POSTS", "3/60, 10/600")
    assert environment.limits("VIF_LIMIT_POSTS", "1/1") == [(3, 60), (10, 600)]


@pytest.mark.parametrize(
    "pair",
    [
        "0/600",
        "5/0",
        "5/99999999999",
        "5/31622401",
        "1000001/600",
        "9" * 5000 + "/600",
        "5/" + "9" * 5000,
        "-1/600",
        "5",
        "5/600/7",
    ],
)
def test_limits_that_could_not_be_counted_are_refused(monkeypatch, pair):
    monkeypatch.setenv("VIF_LIMIT_POSTS", pair)
    with pytest.raises(BadSetting, match=r"VIF_LIMIT_POSTS: .* is no limit"):
        environment.limits("VIF_LIMIT_POSTS", "1/1")


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org:port",
        "https://www.example.org:99999",
        "https://www.example.org:0",
        "https://www.example.org:",
        "https://www.example.org?page=1",
        "https://www.example.org/?",
        "https://www.example.org#top",
        "https://www.example.org/path",
        "https://user@www.example.org",
        "https://user:word@www.example.org",
        "https://www.exa mple.org",
        "https://www.exa\nmple.org",
        "https://[::1",
        "https://[x]",
        "https://",
        "//www.example.org",
        "ftp://www.example.org",
    ],
)
def test_site_address_is_a_scheme_and_a_host_alone(monkeypatch, address):
    monkeypatch.setenv("VIF_SITE_URL", address)
    with pytest.raises(BadSetting, match=r"VIF_SITE_URL: .* is not an address") as bad:
        environment.site("VIF_SITE_URL", None, advice="")
    assert "\n" not in str(bad.value)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://www.example.org", "https://www.example.org"),
        ("https://www.example.org/", "https://www.example.org"),
        ("HTTPS://www.example.org:8443", "https://www.example.org:8443"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_site_address_may_have_a_port(monkeypatch, typed, address):
    monkeypatch.setenv("VIF_SITE_URL", typed)
    assert environment.site("VIF_SITE_URL", None, advice="").geturl() == address


def test_folder_that_is_made_is_its_owners_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("VIF_DATA_DIR", str(tmp_path / "data"))
    assert environment.folder("VIF_DATA_DIR", tmp_path).stat().st_mode & 0o777 == 0o700
