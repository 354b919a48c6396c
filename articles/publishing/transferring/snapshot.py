"""See the database as it is at one moment, and keep nobody from writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# Django's own transactions would hold SQLite's one lock for writers all the while.
BEGIN = {
    "sqlite": "BEGIN DEFERRED",
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


@contextmanager
def snapshot() -> Iterator[None]:
    """Let all that is read inside be of one moment; within a transaction, do nothing."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
