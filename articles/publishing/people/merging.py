"""Two authors, or two topics, that are one: merge them, and see it before.

The record that is kept stays as it is. What named the other follows it: bylines or
articles, the blocks and the menu of front pages, and its addresses in every language.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core import serializers
from django.db import models, transaction

from articles.audit import record
from articles.models import (
    Address,
    Article,
    Author,
    Block,
    Byline,
    MenuItem,
    Merge,
    Topic,
    User,
)
from articles.models.site.redirect import spellings
from articles.publishing.addresses import pages_of, paths_of
from articles.publishing.derived import index_all

Mergeable = Author | Topic


class CannotMerge(Exception):
    """The records cannot be merged: ``same``, ``other-kind``, or one is ``gone``."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a merge would change, before anything is changed.

    ``shared`` are articles that name both already: there the kept one's place stays.
    """

    articles: list[Article]
    shared: list[Article]
    blocks: int
    menu_items: int
    paths: list[str]


@dataclass(slots=True)
class Moved:
    """What followed, by keys; ``places`` and ``given_up`` are bylines and blocks that
    stood beside the kept one's and were given up, whole."""

    rows: list[int] = field(default_factory=list)
    places: list[dict[str, Any]] = field(default_factory=list)
    articles: list[int] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    given_up: list[dict[str, Any]] = field(default_factory=list)
    menu_items: dict[str, str] = field(default_factory=dict)
    addresses: list[int] = field(default_factory=list)
    redirected: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def plan_merge(kept: Mergeable, other: Mergeable) -> Plan:
    """Return what ``merge`` would change. Raises CannotMerge."""
    check(kept, other)
    both = kept.articles.values("pk")
    paths = paths_of(other)
    return Plan(
        articles=list(other.articles.exclude(pk__in=both).only("title", "slug")),
        shared=list(other.articles.filter(pk__in=both).only("title", "slug")),
        blocks=blocks_of(other).count(),
        menu_items=MenuItem.objects.filter(leads_to__in=paths.values()).count(),
        paths=list(pages_of(other).values()),
    )


@transaction.atomic
def merge(kept: Mergeable, other: Mergeable, *, by: User | None) -> Merge:
    """Let all that names ``other`` name ``kept``, and remove ``other``.

    Each article counts one version more, so that a form opened before is refused.
    Raises CannotMerge.
    """
    check(kept, other)
    kept, other = held(kept, other)
    articles = list(
        other.articles.order_by("pk").select_for_update().values_list("pk", flat=True)
    )
    moved = Moved(articles=articles)
    if isinstance(kept, Author) and isinstance(other, Author):
        move_bylines(kept, other, moved)
    if isinstance(kept, Topic) and isinstance(other, Topic):
        move_topic(kept, other, moved)
    move_paths(kept, other, moved)
    made = Merge.objects.create(
        model=other._meta.model_name or "",
        kept=kept.uid,
        kept_title=str(kept)[:300],
        removed=serializers.serialize("json", [other]),
        removed_title=str(other)[:300],
        moved=moved.as_dict(),
        by=by,
    )
    record("merge", kept, by=by, before=str(other), after=str(kept))
    other.delete()
    touch(articles)
    return made


def check(kept: Mergeable, other: Mergeable) -> None:
    if type(kept) is not type(other):
        raise CannotMerge("other-kind")
    if kept.pk == other.pk:
        raise CannotMerge("same")


def held(kept: Mergeable, other: Mergeable) -> tuple[Mergeable, Mergeable]:
    """Fetch both anew; until the transaction ends nobody else merges or deletes them."""
    rows = type(kept)._base_manager.select_for_update().order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[kept.pk, other.pk])}
    if len(found) < 2:
        raise CannotMerge("gone")
    return found[kept.pk], found[other.pk]


def blocks_of(one: Mergeable) -> "models.QuerySet[Block]":
    """Return the blocks of front pages that show it."""
    rows = Block.objects.all()
    return rows.filter(topic=one) if isinstance(one, Topic) else rows.none()


def move_bylines(kept: Author, other: Author, moved: Moved) -> None:
    named = Byline.objects.filter(author=kept).values("article")
    given_up = other.bylines.filter(article__in=named)
    moved.places = [dict(place) for place in given_up.values()]
    given_up.delete()
    moved.rows = list(other.bylines.values_list("pk", flat=True))
    other.bylines.update(author=kept)


def move_topic(kept: Topic, other: Topic, moved: Moved) -> None:
    rows = Article.topics.through.objects
    named = rows.filter(topic=kept).values("article")
    moved.rows = list(
        rows.filter(topic=other)
        .exclude(article__in=named)
        .values_list("article_id", flat=True)
    )
    rows.filter(topic=other, article__in=moved.rows).update(topic=kept)
    rows.filter(topic=other).delete()
    twice = blocks_of(other).filter(front_page__blocks__topic=kept)
    moved.given_up = [dict(block) for block in twice.values()]
    Block.objects.filter(pk__in=[block["id"] for block in moved.given_up]).delete()
    blocks = blocks_of(other)
    moved.blocks = list(blocks.values_list("pk", flat=True))
    blocks.update(topic=kept)


def move_paths(kept: Mergeable, other: Mergeable, moved: Moved) -> None:
    """Let the other's addresses lead to the kept one, and what led there too.

    What was an old address at these paths itself must lead nowhere else from now on.
    """
    new = paths_of(kept)
    for code, path in paths_of(other).items():
        for item in MenuItem.objects.filter(leads_to=path):
            moved.menu_items[str(item.pk)] = path
            MenuItem.objects.filter(pk=item.pk).update(leads_to=new[code])
        Address.objects.filter(path__in=spellings(new[code])).delete()
        led_on = models.Q(path=path) & ~models.Q(leads_to="")
        for address in Address.objects.filter(led_on | models.Q(leads_to=path)):
            moved.redirected[str(address.pk)] = address.leads_to
            Address.objects.filter(pk=address.pk).update(leads_to=new[code])
        address, is_new = Address.objects.get_or_create(
            path=path, defaults={"leads_to": new[code]}
        )
        if is_new:
            moved.addresses.append(address.pk)


def touch(articles: list[int]) -> None:
    """Count a version more for each article, and let search know its names."""
    rows = Article.objects.filter(pk__in=articles)
    rows.update(version=models.F("version") + 1)
    index_all(rows)
