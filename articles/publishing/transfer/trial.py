"""Try a whole import: nothing of it lasts, and nobody waits for it meanwhile."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from articles.models import Edition

# How the folder of a copy is called; ``tidy`` removes one that a killed run has left.
TRIAL = "trial-"


@contextmanager
def trial() -> Iterator[None]:
    """Take back whatever is done inside.

    SQLite has one lock for all, and so the trial is done to a copy of the file, beside
    it. On PostgreSQL it is a transaction that counts no edition, the one row for which
    every other save would wait. Raises OSError and django.db.Error where there is no
    room for a copy.
    """
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():  # type: ignore[attr-defined]
        with on_a_copy():
            yield
        return
    with transaction.atomic():
        Edition.hold()
        yield
        transaction.set_rollback(True)


@contextmanager
def on_a_copy() -> Iterator[None]:
    """Let this thread's connection work on a copy of the SQLite file."""
    with tempfile.TemporaryDirectory(dir=settings.VIF_DATA_DIR, prefix=TRIAL) as at:
        copy, former = Path(at) / "copy.sqlite3", connection.settings_dict
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        connection.close()
        # Of this connection alone: the threads share one dictionary.
        connection.settings_dict = former | {"NAME": copy}
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict = former
