"""Undo a merge: bring back the record that went, with what still names the other."""

from typing import Any, cast

from django.core import serializers
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from articles.audit import record
from articles.models import (
    Address,
    Article,
    Author,
    Block,
    Byline,
    FrontPage,
    MenuItem,
    Merge,
    Topic,
    User,
)
from articles.publishing.addresses import paths_of

from .merging import Mergeable, Moved, touch

KINDS: dict[str, type[Author] | type[Topic]] = {"author": Author, "topic": Topic}


class CannotUndo(Exception):
    """The merge cannot be undone: ``undone`` already, the record that was kept is
    ``kept-gone``, or the address of the other is ``taken``."""


@transaction.atomic
def undo_merge(made: Merge, *, by: User | None) -> Mergeable:
    """Bring back what was merged, with all that still names the kept one; return it.

    What editors have changed since stays as they left it. Raises CannotUndo.
    """
    made = Merge.objects.select_for_update().get(pk=made.pk)
    if made.undone_at:
        raise CannotUndo("undone")
    rows = KINDS[made.model]._base_manager.select_for_update()
    kept = rows.filter(uid=made.kept).first()
    if kept is None:
        raise CannotUndo("kept-gone")
    other = bring_back(made)
    moved = Moved(**made.moved)
    if isinstance(kept, Author) and isinstance(other, Author):
        give_back_bylines(kept, other, moved)
    if isinstance(kept, Topic) and isinstance(other, Topic):
        give_back_topic(kept, other, moved)
    give_back_paths(kept, moved)
    made.undone_at = timezone.now()
    made.save(update_fields=["undone_at"])
    record("undo merge", other, by=by, before=str(kept), after=str(other))
    touch(moved.articles)
    return other


def bring_back(made: Merge) -> Mergeable:
    """Write the removed record as it was, but for what it named that is gone now."""
    (found,) = serializers.deserialize("json", made.removed)
    other = cast(Mergeable, found.object)
    for link in other._meta.concrete_fields:
        if isinstance(link, models.ForeignKey) and not is_free(other, link):
            setattr(other, link.attname, None)
    try:
        with transaction.atomic():
            found.save(force_insert=True)
    except IntegrityError:
        raise CannotUndo("taken") from None
    return other


def is_free(other: Mergeable, link: "models.ForeignKey[Any, Any]") -> bool:
    """Tell whether what this field names is there, and not named by another alone."""
    key = getattr(other, link.attname)
    is_there = link.related_model._base_manager.filter(pk=key).exists()
    rivals = type(other)._base_manager.filter(**{link.attname: key})
    return is_there and not (link.unique and rivals.exists())


def give_back_bylines(kept: Author, other: Author, moved: Moved) -> None:
    # Where the other has been named anew since, its place is there already.
    named = Byline.objects.filter(author=other).values("article")
    # By article, since a re-import writes the rows anew.
    given_up = [place["article_id"] for place in moved.places]
    rows = Byline.objects.filter(article__in=moved.articles, author=kept)
    rows.exclude(article__in=given_up).exclude(article__in=named).update(author=other)
    for place in moved.places:
        is_there = Article.objects.filter(pk=place["article_id"]).exists()
        if is_there:
            Byline.objects.get_or_create(
                article_id=place["article_id"],
                author=other,
                defaults={n: place[n] for n in ("position", "role", "affiliation")},
            )


def give_back_topic(kept: Topic, other: Topic, moved: Moved) -> None:
    rows = Article.topics.through.objects
    rows.filter(topic=kept, article__in=moved.rows).update(topic=other)
    both = set(moved.articles) - set(moved.rows)
    for article in Article.objects.filter(pk__in=both, topics=kept):
        article.topics.add(other)
    Block.objects.filter(pk__in=moved.blocks, topic=kept).update(topic=other)
    for block in moved.given_up:
        if FrontPage.objects.filter(pk=block["front_page_id"]).exists():
            Block.objects.create(**{n: v for n, v in block.items() if n != "id"})


def give_back_paths(kept: Mergeable, moved: Moved) -> None:
    new = paths_of(kept).values()
    Address.objects.filter(pk__in=moved.addresses, leads_to__in=new).delete()
    for model, led in ((MenuItem, moved.menu_items), (Address, moved.redirected)):
        for key, path in led.items():
            model.objects.filter(pk=key, leads_to__in=new).update(leads_to=path)
