"""Let all that is read be of one moment, and keep nobody from writing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    connection,
    connections,
    transaction,
)

MOST_TOLD = 3


class DamagedDatabase(Exception):
    """SQLite finds its file damaged; the message says where."""


@contextmanager
def snapshot(work: Path) -> Iterator[None]:
    """Read one moment of the database inside; ``work`` is a folder to copy it to.

    SQLite is copied in one step and the copy read: a reader that takes its time would
    let the journal grow or, without a write-ahead log, would halt every writer.
    PostgreSQL shows a moment for as long as it is asked. Raises DamagedDatabase.
    """
    if connection.vendor == "sqlite":
        copy = work / "copy.sqlite3"
        copy_sqlite(copy)
        with opened(copy):
            check_sqlite()
            yield
        copy.unlink()
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            be_patient(cursor)
        yield


def be_patient(cursor: Any) -> None:
    """Lift PostgreSQL's limits, which are meant for pages, until the transaction ends."""
    cursor.execute("SET LOCAL statement_timeout = 0")
    cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def copy_sqlite(copy: Path) -> None:
    """Copy the database in one step: in many it would begin anew at every write."""
    target = sqlite3.connect(copy)
    try:
        connection.ensure_connection()
        copy.chmod(0o600)
        connection.connection.backup(target, pages=-1)
    except sqlite3.OperationalError as error:  # such as a disk that is full
        raise OSError(str(error)) from error
    except (sqlite3.DatabaseError, DatabaseError) as error:
        raise DamagedDatabase(str(error)) from error
    finally:
        target.close()


def check_sqlite() -> None:
    """Raise DamagedDatabase unless every page of the database is sound."""
    with connection.cursor() as cursor:
        try:
            cursor.execute(f"PRAGMA integrity_check({MOST_TOLD})")
            told = [str(row[0]) for row in cursor.fetchall()]
        except DatabaseError as error:
            raise DamagedDatabase(str(error)) from error
    if told != ["ok"]:
        raise DamagedDatabase("; ".join(" ".join(each.split()) for each in told))


@contextmanager
def opened(path: Path, pragmas: str = "") -> Iterator[None]:
    """Let a SQLite file stand in for the database: migrations, too, know but the one."""
    former = connections[DEFAULT_DB_ALIAS]
    options = {"init_command": pragmas}
    settings = former.settings_dict | {"NAME": str(path), "OPTIONS": options}
    load_chrome = type(former)(settings, DEFAULT_DB_ALIAS)
    connections[DEFAULT_DB_ALIAS] = load_chrome
    try:
        yield
    finally:
        load_chrome.close()
        connections[DEFAULT_DB_ALIAS] = former
