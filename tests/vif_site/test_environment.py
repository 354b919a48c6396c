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
            {"VIF_HTTPS": "off", "ALLOWED_HOSTS": "www.example.org"},
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
            "VIF_LIMIT_POSTS: “many” is no limit. Write 5/600 for 5 in 600 seconds.",
        ),
    ],
)
def test_start_with_bad_setting_stops_with_one_sentence(tmp_path, changes, sentence):
    done = start(tmp_path, **changes)
    assert (done.returncode, done.stderr, done.stdout) == (1, sentence + "\n", "")


def test_folder_that_cannot_be_made_is_named(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("VIF_DATA_DIR", str(tmp_path / "file" / "below"))
    with pytest.raises(BadSetting, match=r"VIF_DATA_DIR: the folder .* cannot be made"):
        environment.folder("VIF_DATA_DIR", tmp_path)


def test_limits_read_several_spans(monkeypatch):
    monkeypatch.setenv("VIF_LIMIT_POSTS", "3/60, 10/600")
    assert environment.limits("VIF_LIMIT_POSTS", "1/1") == [(3, 60), (10, 600)]
