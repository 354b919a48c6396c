"""The database and the folders that a backup is to be brought into."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from .archive import sync_folder
from .files import INCOMING, MEDIA, stored_files
from .snapshots import be_patient

OURS = "articles_"
# What a site without content has too, or what nobody would miss, by how it begins.
NOT_CONTENT = ("counter", "decision", "edition", "search", "siteidentity", "spent")
TOLD = ("article", "comment", "author", "picture", "page", "user")
PATIENCE = 2  # seconds that a lock is waited for
COMPANIONS = ("-wal", "-shm", "-journal")
STRANGERS = "The database holds tables of something else: {}. Give the site its own."


class CannotRestore(Exception):
    """Nothing was changed; the message is one sentence that says why."""


class SiteIsRunning(CannotRestore):
    """Somebody else has the database open."""

    def __init__(self) -> None:
        super().__init__("The site is running, or another program has its database.")


@dataclass(frozen=True, slots=True)
class Target:
    """What would be lost: rows by their kind, and how many files."""

    rows: dict[str, int]
    files: int
    is_damaged: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.files or self.is_damaged)

    def __str__(self) -> str:
        told = [f"{kind}s: {self.rows[kind]}" for kind in TOLD if kind in self.rows]
        others = sum(self.rows.values()) - sum(self.rows.get(kind, 0) for kind in TOLD)
        told += [f"other rows: {others}"] * bool(others)
        told += ["a database that cannot be read"] * self.is_damaged
        told += [f"files: {self.files}"] * bool(self.files)
        return ", ".join(told)


def sqlite_path() -> Path | None:
    """Return where the database lies, if it is SQLite's."""
    if connection.vendor != "sqlite":
        return None
    return Path(connection.settings_dict["NAME"])


def look_at_target() -> Target:
    """Tell what is there now; make no database by looking for one.

    Raises CannotRestore where the database is also used for something else.
    """
    files = sum(1 for room in (MEDIA, INCOMING) for _file in stored_files(room))
    path = sqlite_path()
    if path and not (path.exists() and path.stat().st_size):
        return Target({}, files)
    try:
        return Target(content_rows(), files)
    except DatabaseError:
        if not path:
            raise
        return Target({}, files, is_damaged=True)


def content_rows() -> dict[str, int]:
    """Count the rows of each kind of record, of whatever version the tables are."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        strangers = sorted(filter(is_strange, tables))
        if strangers:
            raise CannotRestore(STRANGERS.format(", ".join(strangers[:5])))
        found = {}
        for table in sorted(tables):
            kind = table.removeprefix(OURS)
            if kind != table and not kind.startswith(NOT_CONTENT):
                name = connection.ops.quote_name(table)
                cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608 -- a table's name
                found[kind] = cursor.fetchone()[0]
    return {kind: count for kind, count in found.items() if count}


def is_strange(table: str) -> bool:
    """Tell whether a table belongs to no app of the site."""
    labels = {node[0] for node in MigrationLoader(None).disk_migrations}
    return not table.startswith(("django_", *(f"{label}_" for label in labels)))


def check_not_running() -> None:
    """Raise SiteIsRunning where that can be told."""
    path = sqlite_path()
    if path is None:
        check_nobody_connected()
    elif path.exists():
        with held(path):
            pass


def check_nobody_connected() -> None:
    """Ask PostgreSQL for others that came as the site's user.

    Django's pool opens connections ahead, so it is closed for it.
    """
    database: Any = connection
    database.close()
    database.close_pool()
    database.settings_dict["OPTIONS"].pop("pool", None)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND datname = current_database() AND usename = current_user"
            " AND backend_type = 'client backend'"
        )
        if cursor.fetchone()[0]:
            raise SiteIsRunning


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Have a SQLite file to oneself, all of it in the one file.

    Whoever has it open with a write-ahead log holds a lock, also while idle. What is
    no database cannot be held, and nobody can use it either. Raises SiteIsRunning.
    """
    connection.close()
    raw = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        lock(raw)
        yield
    finally:
        raw.close()


def lock(raw: Any) -> None:
    try:
        raw.execute("PRAGMA journal_mode=DELETE").fetchall()
        raw.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise SiteIsRunning from error
        if "readonly" in str(error) or "unable to open" in str(error):
            raise CannotRestore(f"The database cannot be written: {error}.") from error
    except sqlite3.DatabaseError:  # damaged
        pass


def replace_sqlite(new: Path, path: Path) -> None:
    """Put a finished database in the place of another, in one step."""
    with held(path) if path.exists() else nullcontext():
        # A journal that has stayed beside a damaged file would be played into the new.
        for companion in COMPANIONS:
            path.with_name(path.name + companion).unlink(missing_ok=True)
        new.replace(path)
        sync_folder(path.parent)


def drop_tables(cursor: Any) -> None:
    """Empty PostgreSQL's schema, in the caller's transaction. Raises DatabaseError."""
    be_patient(cursor)
    cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
    tables = connection.introspection.table_names(cursor)
    names = ", ".join(map(connection.ops.quote_name, tables))
    if names:
        cursor.execute(f"DROP TABLE {names} CASCADE")
