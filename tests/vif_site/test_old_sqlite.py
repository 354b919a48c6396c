"""The site without pysqlite3, on the SQLite that Python itself has."""

import subprocess
import sys

import pytest

from vif_site.databases import keeps_writes

from .running import ROOT, Site

HIDDEN = {"PYTHONPATH": str(ROOT / "tests" / "without")}
VERSION = "import sqlite3; print(*sqlite3.sqlite_version_info)"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    data = tmp_path_factory.mktemp("old") / "data"
    running = Site(data, VIF_EMPTY="off", **HIDDEN)
    try:
        yield running.wait_until_ready()
    finally:
        running.close()


@pytest.mark.parametrize(
    "path", ["/", "/articles/", "/articles/two-gauges-and-a-sea/", "/search/?q=harbour"]
)
def test_page_is_answered_on_pythons_own_sqlite(site, path):
    assert site.status(path) == 200, site.said


def test_journal_is_one_that_this_library_keeps_whole(site):
    run = subprocess.run(
        [sys.executable, "-c", VERSION], capture_output=True, text=True, check=True
    )
    version = tuple(map(int, run.stdout.split()))
    [path] = site.data.glob("site.sqlite3")
    with path.open("rb") as file:
        header = file.read(20)
    # sqlite.org/fileformat2.html, 1.3.3: 1 for a rollback journal, 2 for WAL.
    assert header[18:20] == (b"\2\2" if keeps_writes(version) else b"\1\1")
