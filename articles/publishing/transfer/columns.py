"""One column of a record as JSON holds it, and back."""

import json
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from articles.models.validators import FIRST_YEAR, LAST_YEAR
from articles.publishing.saving import too_long

from .kinds import NAMED_BY

MOST_SMALL, MOST = 2**15 - 1, 2**31 - 1
Field = Any
# Returns the record of a model with this name, or raises InvalidValue.
Find = Callable[[type[models.Model], str], models.Model]


class InvalidValue(ValueError):
    """A value that this site cannot keep; the text is a plain sentence."""


def to_plain(row: models.Model, name: str) -> Any:
    """Return a column of a record as JSON holds it; others are named, not held."""
    field = row._meta.get_field(name)
    value = getattr(row, name)
    if isinstance(field, models.ManyToManyField):
        value = value.all()
    return as_plain(field, value)


def as_plain(field: Any, value: Any) -> Any:
    """Return a value that a column may have as JSON holds it."""
    if isinstance(field, models.ManyToManyField):
        return sorted({name_of(row) for row in value})
    if isinstance(field, models.JSONField):
        # One database keeps the order of keys, another does not.
        return json.loads(json.dumps(value, sort_keys=True))
    if isinstance(value, models.Model):
        return name_of(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or value is None:
        return value
    return int(value) if isinstance(value, int) else str(value)


def name_of(row: models.Model) -> str:
    """Return what other records call this one."""
    return str(getattr(row, NAMED_BY[type(row)]))


def from_plain(field: Field, value: Any, find: Find) -> Any:
    """Return the value for a column; raise InvalidValue where JSON holds no such thing."""
    if isinstance(field, models.ManyToManyField):
        return [find(related(field), text(each)) for each in listed(value)]
    if value is None:
        if field.null:
            return None
        raise InvalidValue("is empty")
    if isinstance(field, models.ForeignKey):
        return find(related(field), text(value))
    read = next(read for kind, read in READERS.items() if isinstance(field, kind))
    found = read(value)
    check_length(found)
    check_choice(field, found)
    if isinstance(field, models.JSONField):
        check_shape(found, field.default)
    if isinstance(field, models.PositiveSmallIntegerField) and found > MOST_SMALL:
        raise InvalidValue("is too large a number")
    return found


def check_length(value: Any) -> None:
    """Refuse a text that is longer than the renderer takes."""
    error = too_long(value) if isinstance(value, str) else None
    if error:
        raise InvalidValue(f"is too long. {' '.join(error.messages).rstrip('.')}")


def related(field: Any) -> type[models.Model]:
    model: type[models.Model] = field.related_model
    return model


def check_choice(field: Field, value: Any) -> None:
    """Refuse what is none of a field's choices, also where no form would show it."""
    known = [key for key, _label in field.flatchoices]
    if known and value not in known and not (field.blank and value == ""):
        choices = ", ".join(map(str, known))
        raise InvalidValue(f"is “{str(value)[:40]}”, and can be: {choices}")


def check_shape(value: Any, shape: type) -> None:
    """Refuse JSON other than an object, whose model checks it, or a list of texts."""
    if not isinstance(value, shape):
        raise InvalidValue(f"is no {'list' if shape is list else 'object'}")
    if isinstance(value, list) and not all(isinstance(each, str) for each in value):
        raise InvalidValue("is no list of texts")


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise InvalidValue("is no text")
    return value


def listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise InvalidValue("is no list")
    return value


def whether(value: Any) -> bool:
    if not isinstance(value, bool):
        raise InvalidValue("is neither true nor false")
    return value


def number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidValue("is no whole number")
    if not 0 <= value <= MOST:
        raise InvalidValue("is too large or too small a number")
    return value


def unique_id(value: Any) -> uuid.UUID:
    try:
        return uuid.UUID(text(value))
    except ValueError as error:
        raise InvalidValue("is no UUID") from error


def day(value: Any) -> date:
    try:
        found = date.fromisoformat(text(value))
    except ValueError as error:
        raise InvalidValue("is no date such as 2026-01-31") from error
    check_year(found)
    return found


def moment(value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(text(value))
    except ValueError as error:
        raise InvalidValue("is no moment such as 2026-01-31T12:00:00+00:00") from error
    check_year(found)
    if found.tzinfo is None:
        raise InvalidValue("has no zone; write +00:00 at its end for UTC")
    return found


def check_year(found: date) -> None:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise InvalidValue(
            f"lies in {found.year}, not between {FIRST_YEAR} and {LAST_YEAR}"
        )


def anything(value: Any) -> Any:
    return value


# The more special ones first.
READERS: Mapping[type[Any], Callable[[Any], Any]] = {
    models.JSONField: anything,
    models.BooleanField: whether,
    models.DateTimeField: moment,
    models.DateField: day,
    models.UUIDField: unique_id,
    models.IntegerField: number,
    models.CharField: text,
    models.TextField: text,
}
