"""Turn DATABASE_URL into Django's DATABASES, and stand in a safe SQLite.

SQLite before 3.51.3 (but for 3.50.7 and 3.44.6 of their lines) can lose
acknowledged writes when two connections use a write-ahead log ("WAL-reset",
sqlite.org/wal.html). ``pysqlite3`` brings a newer library where it has wheels;
elsewhere the journal falls back to TRUNCATE and a system check says so.
"""

import contextlib
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core import checks

from articles import site_id

from . import environment
from .environment import BadSetting

try:
    import pysqlite3
except ImportError:
    import sqlite3
else:
    # Django's back end imports the standard name.
    sys.modules["sqlite3"] = sqlite3 = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

NAME = "DATABASE_URL"
ADVICE = (
    "Write sqlite:///folder/file.sqlite3, sqlite:////absolute/file.sqlite3 "
    "or postgres://user:password@host:5432/name."
)
FILE = "site.sqlite3"
SQLITE = "django.db.backends.sqlite3"


class ExistingFile(sqlite3.Connection):
    """A connection to a database that is there.

    SQLite makes a file that is missing, and an empty one would be served.
    """

    def __init__(self, database: Path | str, **options: Any) -> None:
        if isinstance(database, Path):
            options["uri"] = True
            database = f"{database.as_uri()}?mode=rw"
        super().__init__(database, **options)


def keeps_writes(version: tuple[int, int, int]) -> bool:
    """Tell whether this SQLite library is free of the WAL-reset fault."""
    line = version[:2]
    least = {(3, 50): 7, (3, 44): 6}
    return version >= (3, 51, 3) or version[2] >= least.get(line, 1000)


def distrusts_schemas() -> bool:
    """Tell whether this SQLite library works with ``trusted_schema=OFF``.

    Older ones (3.40) then refuse JSON_VALID, which the tables of JSON fields ask.
    """
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA trusted_schema=OFF")
        try:
            connection.execute("CREATE TABLE tried (it TEXT CHECK (JSON_VALID(it)))")
        except sqlite3.OperationalError:
            return False
    return True


HAS_SAFE_SQLITE = keeps_writes(sqlite3.sqlite_version_info)
DISTRUSTS_SCHEMAS = distrusts_schemas()


def from_environment(*, data: Path, base: Path) -> dict[str, object]:
    """Return what DATABASE_URL names, or else the SQLite file in the data folder.

    Where the folder is of a site that has been made, no file is made. Raises
    BadSetting.
    """
    url = environment.text(NAME, "")
    settings = from_url(url, base=base) if url else sqlite(data / FILE)
    if settings["ENGINE"] == SQLITE and (data / site_id.FILE).exists():
        settings["OPTIONS"]["factory"] = ExistingFile
    return settings


def from_url(url: str, *, base: Path) -> dict[str, object]:
    """Return the settings of one database.

    A relative SQLite path is taken from ``base``. Raises BadSetting.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadSetting(NAME, f"the address cannot be read. {ADVICE}") from None
    if parts.scheme == "sqlite" and not parts.netloc and len(parts.path) > 1:
        if parts.query or parts.fragment:
            sentence = (
                "the file's name breaks off at ? or #. Write %3F for ?, %23 for #."
            )
            raise BadSetting(NAME, sentence)
        return sqlite(checked(base / unquote(parts.path[1:])))
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme in {"postgres", "postgresql"} and name:
        options = dict(parse_qsl(parts.query))
        settings = postgres() | {
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", "") or parts.hostname or "",
            "PORT": str(port or ""),
        }
        settings["OPTIONS"] |= options
        return settings
    raise BadSetting(NAME, f"the address names no database. {ADVICE}")


def checked(path: Path) -> Path:
    """Return the path of a file that can be opened or made, by its folder.

    SQLite would only say that it is "unable to open database file". Raises BadSetting.
    """
    folder = str(path.parent)
    # Not Path.is_dir, which raises for what cannot be looked at.
    if not os.path.isdir(folder):
        advice = "Make it, or name the database in one that is there."
        raise BadSetting(
            NAME, f"{environment.quoted(folder)} is not a folder. {advice}"
        )
    if os.path.isdir(path):
        sentence = f"{environment.quoted(str(path))} is a folder. Name a file in it."
        raise BadSetting(NAME, sentence)
    return path


def sqlite(path: Path) -> dict[str, object]:
    """Return settings whose figures are argued in docs/settings.md."""
    journal = ("WAL", "FULL") if HAS_SAFE_SQLITE else ("TRUNCATE", "EXTRA")
    pragmas = {
        "journal_mode": journal[0],
        "synchronous": journal[1],
        "journal_size_limit": 67108864,
        "cache_size": -16000,
        "mmap_size": 0,
        "secure_delete": "ON",
        "trusted_schema": "OFF" if DISTRUSTS_SCHEMAS else "ON",
        "cell_size_check": "ON",
    }
    return {
        "ENGINE": SQLITE,
        "NAME": path,
        "ATOMIC_REQUESTS": False,
        # A thread keeps its connection. The last one that closes takes the journal
        # away, and on a full or read-only disk nobody could make it anew to read.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "".join(f"PRAGMA {k}={v};" for k, v in pragmas.items()),
        },
    }


def empty_journal(path: Path) -> None:
    """Write the journal into the database's file, so that it alone holds everything.

    Where another server still has the file open, what can be written is, and the
    journal stays. A file that is gone is not made.
    """
    with (
        contextlib.suppress(sqlite3.OperationalError),
        contextlib.closing(ExistingFile(path, timeout=1)) as connection,
    ):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def postgres() -> dict[str, object]:
    """Return settings under which a thread keeps its connection, and tests it first.

    A pool would test its connections one by one with a growing pause between them, and
    so turn readers away for seconds after a restart of the server.
    """
    if find_spec("psycopg") is None:
        sentence = "PostgreSQL needs the packages in requirements-postgres.txt."
        raise BadSetting(NAME, sentence)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "connect_timeout": 2,
            "options": (
                "-c statement_timeout=10000"
                " -c idle_in_transaction_session_timeout=30000"
            ),
        },
    }


@checks.register(checks.Tags.database)
def check_sqlite(
    app_configs: object, databases: list[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """Warn when an affected SQLite library has forced the slower journal."""
    if HAS_SAFE_SQLITE:
        return []
    message = (
        f"SQLite {sqlite3.sqlite_version} can lose acknowledged writes in WAL mode, "
        "so the slower TRUNCATE journal is used."
    )
    hint = "Install pysqlite3 0.6.1 or newer, or a Python with SQLite 3.51.3."
    return [checks.Warning(message, hint=hint, id="vif.W001")]
