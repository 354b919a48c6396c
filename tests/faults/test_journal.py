"""The journal of SQLite: cut, altered, or gone when the site is started again."""

import random
import shutil
import sqlite3
from contextlib import closing

import pytest

from vif_site import databases

pytestmark = pytest.mark.skipif(
    not databases.HAS_SAFE_SQLITE, reason="no current SQLite here"
)
PLACES = 100
# Of these rows the first are in the file, and all others in the journal alone.
IN_FILE, ROWS = 40, 160
NAME = "site.sqlite3"


def opened(folder):
    path = folder / NAME
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(databases.sqlite(path)["OPTIONS"]["init_command"])
    return connection


@pytest.fixture
def killed(tmp_path):
    """A folder as a killed site leaves it: a row in two tables by each transaction."""
    folder, before = tmp_path / "killed", tmp_path / "before"
    before.mkdir()
    with closing(opened(before)) as connection:
        connection.executescript("CREATE TABLE one (n, t); CREATE TABLE two (n, t)")
        for number in range(ROWS):
            connection.execute("BEGIN IMMEDIATE")
            for table in ("one", "two"):
                row = (number, f"{number} " * 300)
                connection.execute(f"INSERT INTO {table} VALUES (?, ?)", row)  # noqa: S608
            connection.execute("COMMIT")
            if number == IN_FILE - 1:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copytree(before, folder)
    return folder


def rows_of(folder):
    """Open it as the site does; return the numbers in both tables, which must agree."""
    with closing(opened(folder)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        one, two = (
            connection.execute(f"SELECT n, t FROM {table} ORDER BY n").fetchall()  # noqa: S608
            for table in ("one", "two")
        )
    assert one == two == [(n, f"{n} " * 300) for n, _text in one]
    return [number for number, _text in one]


def cut(data, chance):
    return data[: chance.randrange(len(data))]


def turn_a_bit(data, chance):
    changed = bytearray(data)
    changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


@pytest.mark.parametrize("spoil", [cut, turn_a_bit])
def test_spoilt_journal_opens_to_what_was_stored_before_that_place(
    killed, tmp_path, tell, spoil
):
    assert rows_of(shutil.copytree(killed, tmp_path / "whole")) == list(range(ROWS))
    chance = random.Random(3)  # noqa: S311 -- a place, no secret
    whole, lengths = (killed / f"{NAME}-wal").read_bytes(), set()
    for number in range(PLACES):
        folder = shutil.copytree(killed, tmp_path / str(number))
        (folder / f"{NAME}-wal").write_bytes(spoil(whole, chance))
        found = rows_of(folder)
        assert found == list(range(len(found)))
        assert IN_FILE <= len(found) <= ROWS
        lengths.add(len(found))
    assert len(lengths) > PLACES // 4
    tell(
        tried=PLACES,
        lost="what was stored after the place, and nobody is told of it",
        readers="the state at that place, whole",
    )


def test_index_of_the_journal_that_is_gone_is_made_anew(killed, tell):
    (killed / f"{NAME}-shm").unlink()
    assert rows_of(killed) == list(range(ROWS))
    tell(tried=1, lost="nothing", readers="every page")


def test_database_without_its_journal_opens_to_what_is_in_the_file(killed, tell):
    (killed / f"{NAME}-wal").unlink()
    assert rows_of(killed) == list(range(IN_FILE))
    tell(
        tried=1,
        lost="what only the journal held, and nobody is told of it",
        readers="the state that the file holds, whole",
    )
