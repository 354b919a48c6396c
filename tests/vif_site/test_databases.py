"""The databases are set as docs/settings.md says."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vif_site import databases
from vif_site.environment import BadSetting


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_libraries_that_may_lose_writes_are_known(version, is_safe):
    assert databases.keeps_writes(version) is is_safe


@pytest.mark.parametrize("name", ["a#b", "a?b", "a%23b", "a b", "संस्थान"])
def test_data_folder_of_any_name_holds_the_database(monkeypatch, tmp_path, name):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings = databases.from_environment(data=tmp_path / name, base=Path())
    assert settings["NAME"] == tmp_path / name / "site.sqlite3"


def test_name_that_is_escaped_in_the_address_is_read(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/a%23b%3Fc%25.sqlite3")
    settings = databases.from_environment(data=Path(), base=Path())
    assert settings["NAME"] == tmp_path / "a#b?c%.sqlite3"


def test_relative_and_absolute_paths(tmp_path):
    (tmp_path / "var").mkdir()
    urls = ("sqlite:///var/a.sqlite3", f"sqlite:///{tmp_path}/a.sqlite3")
    relative, absolute = (databases.from_url(url, base=tmp_path) for url in urls)
    assert relative["NAME"] == tmp_path / "var" / "a.sqlite3"
    assert absolute["NAME"] == tmp_path / "a.sqlite3"


@pytest.mark.parametrize("folder", ["none", "file", "a%00b", "x" * 300])
def test_folder_that_is_none_stops_the_start(tmp_path, folder):
    (tmp_path / "file").write_text("")
    url = f"sqlite:///{tmp_path}/{folder}/a.sqlite3"
    with pytest.raises(BadSetting, match=r"^DATABASE_URL: .* is not a folder\."):
        databases.from_url(url, base=tmp_path)


def test_folder_is_no_database(tmp_path):
    with pytest.raises(BadSetting, match=r"^DATABASE_URL: .* is a folder\."):
        databases.from_url(f"sqlite:///{tmp_path}", base=tmp_path)


def test_postgres_address_with_password_and_socket():
    settings = databases.from_url(
        "postgres://vif:p%40ss@db.example.org:5433/site", base=Path()
    )
    assert [settings[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "site",
        "vif",
        "p@ss",
        "db.example.org",
        "5433",
    ]
    by_socket = databases.from_url("postgres://vif@/site?host=/run/pg", base=Path())
    assert by_socket["HOST"] == "/run/pg"


def test_affected_library_falls_back_and_is_reported(monkeypatch):
    monkeypatch.setattr(databases, "HAS_SAFE_SQLITE", False)
    settings = databases.sqlite(Path("a.sqlite3"))
    assert "journal_mode=TRUNCATE" in settings["OPTIONS"]["init_command"]
    assert "synchronous=EXTRA" in settings["OPTIONS"]["init_command"]
    [warning] = databases.check_sqlite(None)
    assert warning.id == "vif.W001"


PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "journal_size_limit": 67108864,
    "cache_size": -16000,
    "mmap_size": 0,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
}
PROGRAM = """
import json, sys
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    names = json.loads(sys.argv[1])
    print(json.dumps([cursor.execute(f"PRAGMA {n}").fetchone()[0] for n in names]))
"""


@pytest.mark.skipif(not databases.HAS_SAFE_SQLITE, reason="no current SQLite here")
def test_file_has_the_settings_it_should(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(list(PRAGMAS))],
        env={
            "DJANGO_SETTINGS_MODULE": "vif_site.settings",
            "PATH": os.environ["PATH"],
            "SECRET_KEY": "k" * 60,
            "VIF_DATA_DIR": str(tmp_path),
            "VIF_HTTPS": "off",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == list(PRAGMAS.values())


def test_writers_wait_their_turn_and_never_upgrade_a_read():
    options = databases.sqlite(Path("a.sqlite3"))["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)


FULL_DISK = """
import io, json, resource, sys
from wsgiref.util import setup_testing_defaults
import django
django.setup()
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
call_command("migrate", verbosity=0)
call_command("set_up_groups", verbosity=0)
call_command("set_up_demonstration", verbosity=0)
from articles.models import Article
from django.db import connections
path = Article.objects.published().first().get_absolute_url()
connections.close_all()
application = get_wsgi_application()

def status(path, text=""):
    body = f"text={text}".encode()
    environ = {
        "PATH_INFO": path,
        "REQUEST_METHOD": "POST" if text else "GET",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    setup_testing_defaults(environ)
    found = []
    answer = application(environ, lambda status, headers: found.append(status[:3]))
    page = b"".join(answer).decode()
    answer.close()
    return [found[0], bool(text) and text in page]

def fill(limit):
    sys.dont_write_bytecode = True  # it would be cut off, and stay
    _soft, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))

statuses = [status(path)]
fill(0)  # not a byte more can be written to any file
statuses += [status("/"), status(path), status(path + "comment/", "kept")]
statuses += [status(path)]
fill(resource.RLIM_INFINITY)
statuses += [status(path), status(path + "comment/", "kept")]
print(json.dumps(statuses))
"""


@pytest.mark.skipif(not databases.HAS_SAFE_SQLITE, reason="no current SQLite here")
def test_full_disk_is_still_read_and_hands_back_what_was_typed(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK],
        env={
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PATH": os.environ["PATH"],
            "VIF_TEST_DATA_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    ok, kept = ["200", False], ["503", True]
    assert json.loads(done.stdout) == [ok, ok, ok, kept, ok, ok, ["422", True]]
