"""What an article said when somebody opened its form, to tell who changed what since."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from articles.content import NOTE_FIELDS, Content, texts_of
from articles.models import Article, Byline, Picture, Revision, Topic
from articles.publishing.content import IMPORTED, TYPED, endnote_of


@dataclass(frozen=True, slots=True)
class Base:
    """The values of the article's fields by name, and those of its rows by uid.

    Both are empty where no Revision of that version was kept.
    """

    article: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)

    def row(self, instance: models.Model) -> dict[str, Any]:
        """Return the values of a note, or of the place of an author in the byline."""
        if isinstance(instance, Byline):
            return self.rows.get(str(instance.author.uid), {})
        return self.rows.get(str(getattr(instance, "uid", "")), {})


def base_of(article: int, version: int | None) -> Base:
    """Return what this version of the article said, from its Revision."""
    kept = Revision.objects.filter(article=article, version=version).first()
    if kept is None:
        return Base()
    try:
        content = kept.value
    except ValueError:  # of a schema to come, or of one long gone
        return Base()
    return Base(values_of(content, kept.beside), rows_of(content))


def values_of(content: Content, beside: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = texts_of(content)
    values["topics"] = keys_of(Topic, content.topics)
    values["lead_picture"] = next(iter(keys_of(Picture, [content.lead_picture])), None)
    if "see_also" in beside:
        values["see_also"] = keys_of(Article, beside["see_also"])
    for name in (*IMPORTED, *TYPED):
        if name in beside:
            column: Any = Article._meta.get_field(name)
            values[column.name] = column.to_python(beside[name])
    return values


def keys_of(model: type[models.Model], uids: Any) -> list[int]:
    wanted = [uid for uid in uids if uid]
    rows = model._default_manager.filter(uid__in=wanted) if wanted else []
    return [row.pk for row in rows]


def rows_of(content: Content) -> dict[str, dict[str, Any]]:
    rows = {}
    for note in content.notes:
        row = endnote_of(Article(), note, 0)
        rows[note.uid] = {name: getattr(row, name) for name in NOTE_FIELDS}
    for place in content.byline:
        rows[place.author] = {"role": place.role, "affiliation": place.affiliation}
    return rows
