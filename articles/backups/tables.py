"""The rows of the database as lines of JSON that any database can take in again.

Each table is written as the migrations describe it that the database has seen, and not
as the program does today: so a database that is older than the program can be kept
too, and a backup is taken in as what it was, and then migrated.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import Error, connection, models
from django.db.migrations.loader import MigrationLoader

from .manifest import DamagedBackup

# Whoever was logged in logs in again; failed log-ins hold addresses of visitors.
LEFT_OUT = ("axes", "sessions")
# An article with all that is made of it may take a megabyte.
READ_AT_ONCE, WRITTEN_AT_ONCE = 50, 100
Node = tuple[str, str]
Model = type[models.Model]


class NotStorable(Exception):
    """A row does not fit into this database; the message says which, and why."""


class UnknownMigrations(Exception):
    """There are migrations of a later version; the message names some."""


def seen_migrations() -> set[Node]:
    """Return the migrations that this database has seen, of apps that are installed.

    Raises UnknownMigrations.
    """
    loader = MigrationLoader(connection)
    seen = {
        node for node in loader.applied_migrations if node[0] in loader.migrated_apps
    }
    check_known(seen)
    return seen


def check_known(nodes: Iterable[Node]) -> None:
    """Raise UnknownMigrations unless this version of the program has all of them."""
    unknown = sorted(set(nodes) - set(MigrationLoader(None).disk_migrations))
    if unknown:
        raise UnknownMigrations(", ".join(".".join(node) for node in unknown[:5]))


def last_of(nodes: Iterable[Node]) -> list[Node]:
    """Return those after which no other of the same app comes."""
    graph, nodes = MigrationLoader(None).graph, set(nodes)
    followed = {
        parent.key
        for node in nodes
        for parent in graph.node_map[node].parents
        if parent.key[0] == node[0]
    }
    return sorted(nodes - followed)


def models_at(nodes: Iterable[Node]) -> list[Model]:
    """Return the models, with those of many-to-many tables, after these migrations."""
    loader = MigrationLoader(None)
    apps = loader.project_state(last_of(nodes), at_end=True).apps
    found = apps.get_models(include_auto_created=True)
    return sorted(filter(is_kept, found), key=lambda model: model._meta.db_table)


def is_kept(model: Model) -> bool:
    meta = model._meta
    return meta.managed and not meta.proxy and meta.app_label not in LEFT_OUT


def write_rows(model: Model) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield each row of a table, as values by column and as one line."""
    fields = model._meta.concrete_fields
    columns = [str(field.column) for field in fields]
    rows = model._base_manager.order_by("pk").values_list(
        *(field.attname for field in fields)
    )
    for row in rows.iterator(chunk_size=READ_AT_ONCE):
        values = dict(zip(columns, row, strict=True))
        # ASCII alone: half a pair of surrogates, which JSON can hold, has no UTF-8.
        yield values, json.dumps(values, default=to_plain).encode() + b"\n"


def to_plain(value: Any) -> str:
    """Write what JSON has no form for. Raises TypeError for what no model here holds."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in a backup")


def read_line(line: bytes, name: str) -> dict[str, Any]:
    """Return the values of a row by column. Raises DamagedBackup; ``name`` says where."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DamagedBackup(f"{name} is damaged: a line is not JSON.") from error
    if not isinstance(values, dict):
        raise DamagedBackup(f"{name} is damaged: a line is no row.")
    return values


def load_rows(model: Model, rows: Iterable[dict[str, Any]]) -> Iterator[int]:
    """Insert rows as they were, with their keys; yield how many are in, now and then.

    Raises NotStorable for what this database cannot hold.
    """
    fields, table = model._meta.concrete_fields, model._meta.db_table
    name = connection.ops.quote_name
    columns = ", ".join(name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {name(table)} ({columns}) VALUES ({places})"  # noqa: S608 -- names of our own
    done, rows = 0, iter(rows)
    while batch := list(islice(rows, WRITTEN_AT_ONCE)):
        try:
            stored = [[to_stored(field, row) for field in fields] for row in batch]
            with connection.cursor() as cursor:
                cursor.executemany(sql, stored)
        except (Error, ValidationError, KeyError, ValueError, TypeError) as error:
            why = " ".join(str(error).split())
            raise NotStorable(f"Rows after the {done}th of {table}: {why}") from error
        done += len(batch)
        yield done


def to_stored(field: "models.Field[Any, Any]", row: dict[str, Any]) -> Any:
    """Return a value as this database takes it."""
    value = field.to_python(row[str(field.column)])
    if isinstance(field, models.JSONField) and not field.null:
        # Or the null of JSON would become that of SQL.
        return field.get_db_prep_value(value, connection)
    return field.get_db_prep_save(value, connection)


def empty_tables(found: Iterable[Model]) -> None:
    """Delete all rows, such as migrations have made."""
    name = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in found:
            cursor.execute(f"DELETE FROM {name(model._meta.db_table)}")  # noqa: S608 -- names of our own


def reset_sequences(found: Iterable[Model]) -> None:
    """Have new rows numbered after those that were brought in."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(found))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
