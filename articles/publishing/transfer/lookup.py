"""Find the records that a line names, and those that are here already."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from articles.models import Author, Institution, Merge, Topic
from articles.publishing.people.matching import folded, names_of

from .columns import InvalidValue
from .kinds import INSTITUTION, NAMED_BY, Kind
from .lines import Parsed, Values

MOST_MERGES = 10


class Finder:
    """Finds records by what others call them.

    ``aliases`` are records of the file that were found here under another uid.
    """

    def __init__(self) -> None:
        self.aliases: dict[tuple[type[models.Model], str], Any] = {}

    def __call__(self, model: type[models.Model], name: str) -> models.Model:
        """Return the record of this name; raise InvalidValue where there is none."""
        found = self.look(model, name)
        if found is None:
            kind = model._meta.verbose_name
            raise InvalidValue(f"names the {kind} {name[:60]}, which is not here")
        return found

    def look(self, model: type[models.Model], name: str) -> models.Model | None:
        key = self.aliases.get((model, name.lower()))
        wanted = {"pk": key} if key else {NAMED_BY[model]: name}
        try:
            return model._default_manager.filter(**wanted).first()
        except ValidationError:
            # No UUID at all.
            return None


def here_already(kind: Kind, parsed: Parsed) -> models.Model | None:
    """Return the record that a line is about, by its key, to be changed."""
    if kind is INSTITUTION:
        return Institution.objects.select_for_update().first()
    wanted = {name: parsed.values[name] for name in kind.key}
    rows = kind.model._default_manager.select_for_update()
    return rows.filter(**wanted).first()


def merged_into(kind: Kind, parsed: Parsed) -> models.Model | None:
    """Return the person or topic into which editors have merged a line's, if they did."""
    if kind.model not in (Author, Topic):
        return None
    uid = str(parsed.values["uid"])
    rows = kind.model._default_manager
    merges = Merge.objects.filter(model=kind.model._meta.model_name, undone_at=None)
    for _step in range(MOST_MERGES):
        merge = merges.filter(removed__contains=f'"{uid}"').first()
        if merge is None:
            return None
        uid = str(merge.kept)
        found: models.Model | None = rows.filter(uid=uid).first()
        if found:
            return found
    return None


def of_this_name(kind: Kind, values: Values) -> models.Model | None:
    """Return the person or topic here whose name a line has, in whatever language."""
    if kind.model is Topic:
        return topic_named(values)
    if kind.model is Author:
        return author_named(values)
    return None


def topic_named(values: Values) -> Topic | None:
    wanted = folded(values.get("name", ""))
    topic: Topic
    for topic in Topic.objects.filter(axis=values.get("axis", "")):
        if wanted in map(folded, topic.in_every_language("name")):
            return topic
    return None


def author_named(values: Values) -> Author | None:
    wanted = Author(**{**values, "photograph": None})
    if not wanted.has_well_formed_translations():
        return None  # to be refused by name when it is written
    names = names_of(wanted)
    author: Author
    for author in Author.objects.order_by("pk"):
        if names & names_of(author):
            return author
    return None
