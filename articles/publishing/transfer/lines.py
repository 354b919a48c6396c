"""One line of a file as values that a record can have."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from .columns import Find, InvalidValue, as_plain, from_plain, listed
from .kinds import Kind, Rows

Values = dict[str, Any]
# Fields of a line that are no columns, by kind of record.
BESIDE = {
    "picture": {"files"},
    "attachment": {"files"},
    "address": {"topic", "author", "page"},
}


@dataclass(slots=True)
class Parsed:
    """What a line says of a record; what it is silent on stands in none of these."""

    values: Values
    rows: dict[str, list[Values]]
    beside: dict[str, Any]
    remarks: list[str] = field(default_factory=list)


def parse(kind: Kind, fields: Mapping[str, Any], find: Find) -> Parsed:
    """Read a line's fields. Raises InvalidValue, which names the field."""
    beside = BESIDE.get(kind.name, set())
    rows = {each.name: each for each in kind.rows}
    known = {"record", *kind.columns, *rows, *beside}
    parsed = Parsed(
        values_of(kind.model, kind.columns, fields, find),
        {
            name: parse_rows(each, fields[name], find)
            for name, each in rows.items()
            if name in fields
        },
        {name: fields[name] for name in beside if name in fields},
    )
    for name in sorted(set(fields) - known)[:10]:
        told = f"“{name[:40]}” is no field of {kind.name} and was left out."
        parsed.remarks.append(told)
    for name in kind.key:
        if parsed.values.get(name) in (None, ""):
            raise InvalidValue(f"“{name}” is missing.")
    return parsed


def parse_rows(rows: Rows, told: Any, find: Find) -> list[Values]:
    """Read a list of rows, each with what it says and nothing more."""
    found = []
    for number, fields in enumerate(named(rows.name, listed, told), 1):
        if not isinstance(fields, dict):
            raise InvalidValue(f"Entry {number} of “{rows.name}” is no object.")
        try:
            found.append(values_of(rows.model, rows.columns, fields, find))
        except InvalidValue as error:
            raise InvalidValue(f"Entry {number} of “{rows.name}”: {error}") from error
    return found


def values_of(
    model: type[models.Model],
    columns: tuple[str, ...],
    fields: Mapping[str, Any],
    find: Find,
) -> Values:
    values = {}
    for name in columns:
        if name in fields:
            column = model._meta.get_field(name)
            values[name] = named(
                name,
                lambda told, column=column: from_plain(column, told, find),
                fields[name],
            )
    return values


def named(name: str, read: Any, told: Any) -> Any:
    """Read a value; where that fails, say of which field."""
    try:
        return read(told)
    except InvalidValue as error:
        raise InvalidValue(f"“{name}” {error}.") from error


def plain_values(model: type[models.Model], values: Values) -> Values:
    """Return values as JSON holds them, to be compared."""
    return {
        name: as_plain(model._meta.get_field(name), value)
        for name, value in values.items()
    }
