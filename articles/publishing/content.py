"""Gather an article's content into one value, and set it in its place again."""

from datetime import date
from typing import Any

from articles.content import (
    KEYS,
    NOTE_FIELDS,
    Content,
    ContentByline,
    Field,
    Note,
    fields_of,
    texts_of,
)
from articles.models import Article, Endnote


def content_of(article: Article) -> Content:
    """Return what the article says now, as it stands in the database."""
    return Content(
        **texts_of(article),
        notes=tuple(note_of(note) for note in article.endnotes.all()),
        byline=tuple(
            ContentByline(
                author=str(place.author.uid),
                name=place.author.full_name,
                role=place.role,
                affiliation=place.affiliation,
            )
            for place in article.bylines.select_related("author")
        ),
        topics=tuple(sorted(str(topic.uid) for topic in article.topics.all())),
        lead_picture=str(article.lead_picture.uid) if article.lead_picture else "",
        disclaimer=article.disclaimer.name
        if article.disclaimer
        else article.disclaimer_choice,
    )


def note_of(note: Endnote) -> Note:
    values: dict[str, Any] = {
        name: as_plain(getattr(note, name)) for name in NOTE_FIELDS
    }
    return Note(**values)


def as_plain(value: Any) -> str | bool:
    """Return a day in ISO 8601, a uid as text, and "" for none of them."""
    if isinstance(value, bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def endnote_of(article: Article, note: Note, position: int) -> Endnote:
    """Return the row of a note that was kept."""
    columns: dict[str, Any] = {
        name: Endnote._meta.get_field(name) for name in NOTE_FIELDS
    }
    values = {
        name: column.to_python(
            (getattr(note, name) or None) if column.null else getattr(note, name)
        )
        for name, column in columns.items()
    }
    return Endnote(article=article, position=position, **values)


def columns_of(*fields: Field) -> list[str]:
    """Return the columns of the article's own row that hold these fields, as Django
    names what they hold: ``owner_id``, not ``owner``."""
    names = [name for field in fields for name in field.columns or [field.name]]
    known = [Article._meta.get_field(name) for name in names]
    return [
        column.attname
        for column in known
        if column.concrete and not column.many_to_many
    ]


# What an import changes beside the content, and what a form or a file changes besides.
IMPORTED = columns_of(*fields_of("import"), KEYS["disclaimer"])
TYPED = [*columns_of(*fields_of("record")), "owner_id"]
