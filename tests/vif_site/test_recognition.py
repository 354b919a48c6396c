"""Start refuses a database that is not there, not whole, or not this site's."""

import ctypes
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing

import pytest

from articles import site_id
from articles.models import Article, SiteIdentity
from tests.factories import make_user
from vif_site import recognition, start

from .running import ROOT, Site, environment_of, free_port, refusal

# linux/prctl.h and linux/capability.h: root may write whatever its mode says.
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
OTHER = uuid.UUID(int=7)


def change(data, sql, *values):
    with closing(sqlite3.connect(data / "site.sqlite3")) as connection, connection:
        return connection.execute(sql, values).fetchall()


def empty(data):
    path = data / "site.sqlite3"
    path.unlink()
    change(data, "PRAGMA user_version=1")


def spoil(data):
    with (data / "site.sqlite3").open("r+b") as file:
        file.seek(8192)
        file.write(b"spoilt" * 20_000)


def foresee_version(data):
    sql = "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)"
    change(data, sql, "articles", "9999_from_later", "2030-01-01")


def lose_folder(data):
    """Leave the database alone in a folder without pictures and without an id."""
    (data / "site-id.txt").unlink()
    shutil.rmtree(data / "media")


@pytest.mark.parametrize(
    ("spoilt", "name", "said"),
    [
        (lambda data: (data / "site.sqlite3").unlink(), "DATABASE_URL", "is gone"),
        (
            lambda data: os.truncate(data / "site.sqlite3", 0),
            "DATABASE_URL",
            "is empty (0 bytes). Restore a backup",
        ),
        (empty, "DATABASE_URL", "the database is empty, though"),
        (
            lambda data: os.truncate(data / "site.sqlite3", 500_000),
            "DATABASE_URL",
            "is damaged",
        ),
        (spoil, "DATABASE_URL", "is damaged"),
        (
            lambda data: (data / "site.sqlite3").write_text("no database " * 999),
            "DATABASE_URL",
            "is damaged (file is not a database). Restore a backup.",
        ),
        (foresee_version, "DATABASE_URL", "a newer version of this program"),
        (
            lambda data: change(data, "DELETE FROM articles_siteidentity"),
            "DATABASE_URL",
            "the database is without the id of the site in",
        ),
        (
            lambda data: change(
                data, "UPDATE articles_siteidentity SET uid = ?", OTHER.hex
            ),
            "DATABASE_URL",
            "the database is of another site than",
        ),
        (
            lambda data: (data / "site-id.txt").write_text("no id"),
            "VIF_DATA_DIR",
            "site-id.txt holds no site id. Put the former file back",
        ),
        (lose_folder, "VIF_DATA_DIR", "lacks the pictures of the site"),
    ],
    ids=range(11),
)
def test_database_that_is_not_the_right_one_stops_the_start(data, spoilt, name, said):
    spoilt(data)
    before = files(data)
    sentence = refusal(data)
    assert sentence.startswith(f"{name}: "), sentence
    assert said in sentence
    assert sentence.count("\n") == 1
    assert files(data) == before


def files(data):
    """Return the sizes of what counts; SQLite may add and remove its journal."""
    kept = ("site.sqlite3", "site-id.txt", "secret-key.txt", "first-login.txt")
    return {
        name: (data / name).stat().st_size for name in kept if (data / name).exists()
    }


def test_pictures_without_a_database_are_of_a_site_too(data):
    # One of version 0.1, which had no id.
    (data / "site-id.txt").unlink()
    (data / "site.sqlite3").unlink()
    assert "is gone" in refusal(data)
    assert not (data / "site.sqlite3").exists()


def without_power():
    """Give up root's right to write what it may not, in a process to come."""
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="root's rights are Linux's")
@pytest.mark.parametrize(
    ("name", "mode", "said"),
    [
        ("site.sqlite3", 0o400, "site.sqlite3 cannot be written"),
        ("", 0o500, "cannot be written. Let this user write it"),
        ("secret-key.txt", 0o000, "secret-key.txt cannot be written"),
    ],
)
def test_what_cannot_be_written_stops_the_start(data, name, mode, said):
    (data / name).chmod(mode)
    try:
        assert said in refusal(data, preexec_fn=without_power)
    finally:
        (data / name).chmod(0o700)


def test_server_that_cannot_be_reached_stops_the_start(tmp_path):
    pytest.importorskip("psycopg_pool")
    url = f"postgres://vif:secret@127.0.0.1:{free_port()}/site"
    sentence = refusal(tmp_path / "data", DATABASE_URL=url)
    assert sentence.startswith("DATABASE_URL: the database cannot be reached (")
    assert "Start its server" in sentence
    assert "secret" not in sentence
    assert sentence.count("\n") == 1


def start_and_stop(data):
    site = Site(data)
    try:
        site.wait_until_ready()
        site.process.send_signal(signal.SIGTERM)
        site.wait_for_end()
    finally:
        site.close()


def test_site_of_version_0_1_is_given_an_id_and_keeps_all_it_has(data):
    (data / "site-id.txt").unlink()
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "articles", "0016"],
        cwd=ROOT,
        env=environment_of(data, 1, SECRET_KEY="k" * 60, VIF_HTTPS="off"),
        capture_output=True,
        check=True,
    )
    count = "SELECT count(*) FROM articles_article"
    before = change(data, count)
    start_and_stop(data)
    assert change(data, count) == before
    [(uid,)] = change(data, "SELECT uid FROM articles_siteidentity")
    assert site_id.read(data) == uuid.UUID(uid)


def test_folder_that_lost_its_id_takes_that_of_its_database(data):
    before = site_id.read(data)
    (data / "site-id.txt").unlink()
    start_and_stop(data)
    assert site_id.read(data) == before


@pytest.mark.django_db
def test_site_is_new_until_it_has_a_user_or_an_id():
    assert recognition.is_new()
    user = make_user()
    assert not recognition.is_new()
    user.delete()
    assert recognition.is_new()
    SiteIdentity.settle()
    assert not recognition.is_new()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("is_public", "empty", "is_old"),
    [(True, "", False), (False, "1", False), (False, "", True)],
)
def test_demonstration_is_not_made(settings, monkeypatch, is_public, empty, is_old):
    settings.VIF_HTTPS = is_public
    monkeypatch.setenv("VIF_EMPTY", empty)
    if is_old:
        SiteIdentity.settle()
    start.make_demonstration()
    assert not Article.objects.exists()
