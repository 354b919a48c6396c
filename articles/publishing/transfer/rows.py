"""The rows that are written with their record: bylines, notes, blocks and the like."""

import uuid
from typing import Any

from django.db import models

from articles.models import Article, Byline, Endnote
from articles.publishing.saving import check, name_as_now

from .columns import to_plain
from .kinds import Kind, Rows
from .lines import Parsed, Values, plain_values


def differing_rows(kind: Kind, row: models.Model, parsed: Parsed) -> list[str]:
    """Return the names of the lists that the line tells otherwise than the record."""
    return [
        rows.name
        for rows in kind.rows
        if rows.name in parsed.rows and differ(rows, row, parsed.rows[rows.name])
    ]


def differ(rows: Rows, row: models.Model, wanted: list[Values]) -> bool:
    here = list(getattr(row, rows.name).all())
    if len(here) != len(wanted):
        return True
    return any(
        to_plain(each, name) != value
        for each, values in zip(here, wanted, strict=True)
        for name, value in plain_values(rows.model, values).items()
    )


def set_rows(kind: Kind, row: models.Model, parsed: Parsed) -> None:
    """Set the lists of a record that its line tells; the others stay."""
    for rows in kind.rows:
        wanted = parsed.rows.get(rows.name)
        if wanted is not None and differ(rows, row, wanted):
            replace_rows(rows, row, wanted)


def replace_rows(rows: Rows, row: models.Model, wanted: list[Values]) -> None:
    """Set a list anew. What an entry is silent on, the row of before goes on saying."""
    before = {key_of(rows, each): each for each in getattr(row, rows.name).all()}
    getattr(row, rows.name).all().delete()
    new = []
    for position, values in enumerate(wanted):
        made = rows.model(**{rows.parent: row}, **values)
        if hasattr(made, "position"):
            made.position = position
        known = before.get(key_of(rows, made)) if rows.key else None
        for name in set(rows.columns) - set(values) if known else ():
            setattr(made, name, getattr(known, name))
        if known is None and isinstance(made, Endnote) and "uid" not in values:
            made.uid = uuid.uuid5(made.article.uid, f"note {made.label}")
        check(made, whose=f"{rows.name} {position + 1}")
        for name in [name for name, value in values.items() if value is None]:
            # Checking may fill what is told to be empty.
            setattr(made, name, None)
        made.save()
        if isinstance(made, Byline) and not {"role", "affiliation"} & set(values):
            new += [] if known else [made]
    if isinstance(row, Article):
        name_as_now(new, row.language)


def key_of(rows: Rows, row: Any) -> str:
    return str(to_plain(row, rows.key)) if rows.key else ""
