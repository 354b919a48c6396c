"""Backups under writes, killed, on a full disk; restorations killed or not to be."""

import json
import resource
import signal
import time
import zipfile

import pytest
from django.db import connection

from articles.backups import verify

from .site import Site, differences

TOTAL = 10**9
# Two rows whose sum never changes, though every transaction changes both.
WRITE = """
import sys, time
from django.db import transaction
from django.db.models import F
from articles.models import Counter
print("ready", flush=True)
while True:
    with transaction.atomic():
        Counter.objects.filter(key="one").update(count=F("count") - 1)
        time.sleep(0.001)
        Counter.objects.filter(key="two").update(count=F("count") + 1)
"""
MAKE_ROWS = f"""
from django.utils import timezone
from articles.models import Counter
for key, count in (("one", {TOTAL}), ("two", 0)):
    Counter.objects.create(key=key, window=0, count=count, until=timezone.now())
"""
COUNTED = """
from articles.models import Counter
print(Counter.objects.get(key="two").count)
"""
# Somebody who has the database open, and does nothing.
STAY = """
import time
from django.db import connection
from articles.models import Article
list(Article.objects.all())
print("ready", flush=True)
time.sleep(120)
"""


def begun(site, script):
    """Start a script; return its process once it says that it is ready."""
    process = site.start("shell", "--no-imports", "-c", script)
    assert process.stdout.readline() == "ready\n"
    return process


def ended(process):
    process.kill()
    process.communicate()


def counts_in(path):
    with zipfile.ZipFile(path) as pack:
        lines = pack.read("tables/articles_counter.jsonl").splitlines()
    rows = {row["key"]: row["count"] for row in map(json.loads, lines)}
    return rows["one"], rows["two"]


def test_backup_under_writes_holds_one_moment_and_halts_no_writer(small, tmp_path):
    small.shell(MAKE_ROWS)
    writer = begun(small, WRITE)
    try:
        seen = []
        for number in range(3):
            path = tmp_path / f"{number}.zip"
            small.manage("backup", path)
            one, two = counts_in(path)
            assert one + two == TOTAL
            seen.append(two)
        last = int(small.shell(COUNTED))
    finally:
        ended(writer)
    assert 0 < seen[0] < seen[1] < seen[2] < last


def test_killed_backup_leaves_no_file_of_a_good_name(loaded, tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir()
    loaded.manage("backup", folder)
    (good,) = folder.iterdir()
    before = good.read_bytes()
    # Long before it is done, in the middle of it, and about at its end.
    for wait in (0.0, 0.1, 0.3):
        process = loaded.start("backup", folder)
        end = time.monotonic() + 60
        while not list(folder.glob(".backup-*")) and process.poll() is None:
            assert time.monotonic() < end
            time.sleep(0.005)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        for path in folder.glob("*.zip"):
            assert zipfile.ZipFile(path).testzip() is None
            if path != good:
                verify(path, tell=lambda *_told: None)
                path.unlink()
    assert good.read_bytes() == before
    # What the killed ones have left goes with the next.
    loaded.manage("backup", folder)
    assert [path.name for path in folder.iterdir() if path.suffix != ".zip"] == []


def test_two_backups_at_once_are_both_good(loaded, tmp_path):
    paths = [tmp_path / "one.zip", tmp_path / "two.zip"]
    started = [loaded.start("backup", path) for path in paths]
    said = [process.communicate() for process in started]
    assert [process.returncode for process in started] == [0, 0], said
    for path in paths:
        verify(path, tell=lambda *_told: None)


@pytest.mark.parametrize("room", [20_000, 700_000])
def test_full_disk_leaves_nothing_and_the_old_backups(loaded, tmp_path, room):
    """A limit on the size of files is met as the end of a disk is."""
    (tmp_path / "old.zip").write_bytes(b"old")

    def narrow():
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    big = loaded.folder / "media" / "big.bin"
    big.write_bytes(b"x" * 10**6)
    try:
        status, said = loaded.run("backup", tmp_path / "new.zip", preexec_fn=narrow)
    finally:
        big.unlink()
    assert status == 1
    assert "No backup was made: " in said
    assert "Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["old.zip"]


def test_backup_replaces_no_file(loaded, tmp_path):
    path = tmp_path / "kept.zip"
    path.write_bytes(b"mine")
    status, said = loaded.run("backup", path)
    assert (status, "is there already" in said) == (1, True)
    assert path.read_bytes() == b"mine"
    status, said = loaded.run("backup", tmp_path / "none" / "kept.zip")
    assert (status, "No backup was made" in said) == (1, True)
    assert "Traceback" not in said


def test_site_that_is_open_is_not_replaced(small, backup):
    somebody = begun(small, STAY)
    try:
        status, said = small.run("restore", backup, "--replace", "--yes")
    finally:
        ended(somebody)
    assert status == 1
    assert "The site is running, or another program has its database." in said
    assert "Nothing was changed. Stop the site and start this again." in said
    assert not (small.folder / "media").exists()


def test_killed_restoration_leaves_the_former_site_and_can_be_started_again(
    loaded, small, backup, kept
):
    before = small.rows()
    for wait in (0.5, 2.0):
        process = small.start("restore", backup, "--replace", "--yes", "-v0")
        pictures = small.folder / "media" / "logo.svg"
        pictures.unlink(missing_ok=True)
        end = time.monotonic() + 120
        while not pictures.exists() and process.poll() is None:
            assert time.monotonic() < end
            time.sleep(0.005)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = small.rows()
        if differences(before, found):
            # It was quicker than we were: then it is whole.
            assert found["articles.Article"] == kept["articles.Article"]
            assert found["articles.Decision"][-1]["what"] == "restore backup"
            break
    small.manage("restore", backup, "--replace", "--yes")
    assert small.rows()["articles.Endnote"] == kept["articles.Endnote"]
    assert small.files() == loaded.files()
    assert [path for path in small.folder.rglob(".*") if path.exists()] == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="damages a SQLite file")
def test_damaged_database_is_told_and_replaced(empty, backup, kept):
    path = empty.folder / "site.sqlite3"
    path.write_bytes(b"no database at all" * 500)
    path.with_name("site.sqlite3-wal").write_bytes(b"left")
    status, said = empty.run("restore", backup)
    assert (status, "a database that cannot be read" in said) == (1, True)
    empty.manage("restore", backup, "--replace", "--yes")
    assert empty.rows()["articles.Article"] == kept["articles.Article"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="damages a SQLite file")
def test_damaged_database_is_not_kept_as_a_backup(small, tmp_path):
    path = small.folder / "site.sqlite3"
    small.shell(
        "from django.db import connection; c = connection.cursor();"
        "c.execute('PRAGMA wal_checkpoint(TRUNCATE)')"
    )
    data = bytearray(path.read_bytes())
    data[8192:12288] = bytes(4096)
    path.write_bytes(data)
    status, said = small.run("backup", tmp_path / "kept.zip")
    assert status == 1
    assert "no backup was made" in said.lower()
    assert not (tmp_path / "kept.zip").exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="limits of PostgreSQL")
def test_row_that_does_not_fit_is_named_and_changes_nothing(empty, tmp_path, db):
    small = Site.of("sqlite", tmp_path / "small")
    small.manage("migrate", "-v0")
    # SQLite holds what no form lets in.
    small.shell(
        "from articles.models import Topic;"
        "Topic.objects.create(axis='topic', slug='x', name='x' * 5000)"
    )
    small.manage("backup", tmp_path / "kept.zip")
    empty.manage("migrate", "-v0")
    before = empty.rows()
    status, said = empty.run("restore", tmp_path / "kept.zip")
    assert status == 1
    assert "of articles_topic: value too long" in said
    assert "The database is as it was." in said
    assert empty.rows() == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a schema of PostgreSQL")
def test_database_of_something_else_is_left_alone(small, backup):
    small.shell(
        "from django.db import connection;"
        "connection.cursor().execute('CREATE TABLE accounts (id int)')"
    )
    status, said = small.run("restore", backup, "--replace", "--yes")
    assert status == 1
    assert "holds tables of something else: accounts." in said
    assert said.strip().endswith("Give the site its own. Nothing was changed.")
