"""Commands killed in the middle, as a machine that is switched off would."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from tests.factories import make_article

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("VIF_FAULTS_KILLS", "3"))  # bench.faults asks for more
ARTICLES = 40


def started(folder, *arguments):
    """Start a command of manage.py on a database of its own in this folder."""
    return subprocess.Popen(
        [sys.executable, "-u", "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ
        | {
            "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "VIF_TEST_DATA_DIR": str(folder),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def finished(folder, *arguments):
    process = started(folder, *arguments)
    output, _nothing = process.communicate(timeout=120)
    assert process.returncode == 0, output
    return output.decode()


def asked(folder, sql):
    """Return the rows that the database in this folder has for a question."""
    database = sqlite3.connect(folder / "site.sqlite3", timeout=60)
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()


SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"


@pytest.mark.django_db
def test_migration_killed_at_any_moment_is_finished_by_the_next(tmp_path, tell):
    for _ in range(KILLS):
        process = started(tmp_path, "migrate", "-v1")
        steps = random.randint(1, 20)  # noqa: S311 -- a moment, no secret
        while steps and (line := process.stdout.readline()):
            steps -= b"Applying" in line
        process.kill()
        process.communicate()
        assert asked(tmp_path, "PRAGMA integrity_check") == [("ok",)]
    finished(tmp_path, "migrate", "-v0")
    finished(tmp_path, "migrate", "--check")
    assert "No changes" in finished(tmp_path, "makemigrations", "--check", "--dry-run")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(SCHEMA)
            assert set(asked(tmp_path, SCHEMA)) == set(cursor.fetchall())
    tell(tried=KILLS, lost="nothing", readers="nothing: the site does not run then")


@pytest.mark.django_db
def test_import_killed_at_any_moment_is_finished_by_the_next(tmp_path, tell):
    for number in range(ARTICLES):
        notes = {"1": "One.", "2": "Two."}
        make_article(title=f"T{number}", source="A.[^1] B.[^2]", notes=notes)
    call_command("export_site", str(tmp_path / "site.jsonl"), verbosity=0)
    finished(tmp_path, "migrate", "-v0")
    count = "SELECT count(*) FROM articles_article"
    for kill in range(1, KILLS + 1):
        process = started(tmp_path, "import_site", str(tmp_path / "site.jsonl"))
        least = kill * ARTICLES // (KILLS + 1)
        while asked(tmp_path, count)[0][0] < least and process.poll() is None:
            time.sleep(0.01)
        process.kill()
        process.communicate()
        assert asked(tmp_path, "PRAGMA integrity_check") == [("ok",)]
        assert halves(tmp_path) == []
    finished(tmp_path, "import_site", str(tmp_path / "site.jsonl"))
    assert asked(tmp_path, count) == [(ARTICLES,)]
    assert halves(tmp_path) == []
    tell(tried=KILLS, lost="nothing", readers="each article whole or not yet")


def halves(folder):
    """Return the articles that are there without all of their notes and authors."""
    return asked(
        folder,
        "SELECT title FROM articles_article AS a WHERE"
        " (SELECT count(*) FROM articles_endnote WHERE article_id = a.id) <> 2"
        " OR NOT EXISTS (SELECT 1 FROM articles_byline WHERE article_id = a.id)"
        " OR html = ''",
    )
