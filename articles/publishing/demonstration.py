"""What belongs to the demonstration, and how a site is rid of it.

What was made is remembered with a sum of its words. The articles go with all that
hangs on them; of the rest, what an editor has changed since, or uses elsewhere, stays.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models, transaction

from articles.audit import record
from articles.models import (
    Address,
    Article,
    Author,
    Comment,
    Demonstration,
    Institution,
    MenuItem,
    Page,
    Picture,
    Spelling,
    Topic,
    User,
)
from articles.models.site.redirect import spellings
from articles.publishing.files.attachments import drop_attachments
from articles.publishing.files.cache import clear_cached_files
from articles.publishing.files.pictures import drop_files

from .addresses import paths_of
from .derived import naming

# Each kind after those that name it.
KINDS: tuple[type[models.Model], ...] = (
    Article,
    Author,
    Topic,
    Picture,
    Page,
    Spelling,
    Institution,
)
# By these an article is known again; of the other kinds all that an editor can change.
WORDS = ("title", "standfirst", "source")
# What is made of the rest, and when.
DERIVED = {"id", "html", "changed_at", "uploaded_at", "width", "height", "renditions"}


@dataclass(frozen=True, slots=True)
class Removal:
    """What goes: ``changed`` are articles that were changed since, and go too."""

    articles: list[Article]
    changed: list[Article]
    comments: int
    others: list[models.Model]


def remember_demonstration(records: Iterable[models.Model]) -> None:
    """Write down that these records are the demonstration's, as they are now."""
    sums: dict[str, dict[str, str]] = {}
    for each in records:
        sums.setdefault(each._meta.model_name or "", {})[str(each.pk)] = sum_of(each)
    if sums:
        Demonstration.objects.update_or_create(pk=1, defaults={"records": sums})


def sum_of(one: models.Model) -> str:
    fields = [field.attname for field in one._meta.concrete_fields]
    names = WORDS if isinstance(one, Article) else sorted({*fields} - DERIVED)
    words = [str(getattr(one, name)) for name in names]
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def plan_removal() -> Removal | None:
    """Return what ``remove_demonstration`` would remove; None where there is nothing."""
    known = Demonstration.objects.first()
    if known is None:
        return None
    articles = Article.objects.filter(pk__in=known.records.get("article", ()))
    found = list(articles.order_by("listed_on"))
    going = articles_going(found)
    return Removal(
        articles=found,
        changed=[each for each in found if not is_as_made(each, known)],
        comments=Comment.objects.filter(article__in=going).count(),
        others=[
            each
            for kind in KINDS
            if kind is not Article
            for each in rows_of(kind, known)
            if is_as_made(each, known) and not is_needed(each, going, known)
        ],
    )


def rows_of(
    kind: type[models.Model], known: Demonstration
) -> "models.QuerySet[models.Model]":
    keys = known.records.get(kind._meta.model_name or "", ())
    return kind._default_manager.filter(pk__in=list(keys)).order_by("pk")


def articles_going(articles: list[Article]) -> list[int]:
    """Return the keys of these articles and of the drafts of their changes."""
    keys = [each.pk for each in articles]
    drafts = Article.objects.filter(draft_of__in=keys).values_list("pk", flat=True)
    return [*keys, *drafts]


def is_as_made(one: models.Model, known: Demonstration) -> bool:
    kept = known.records.get(one._meta.model_name or "", {})
    return bool(kept.get(str(one.pk)) == sum_of(one))


def is_needed(one: models.Model, going: list[int], known: Demonstration) -> bool:
    """Tell whether an article or a page that stays, or an author, uses it."""
    staying = Article.objects.exclude(pk__in=going)
    if isinstance(one, Author):
        return staying.filter(bylines__author=one).exists()
    if isinstance(one, Topic):
        return staying.filter(topics=one).exists()
    if isinstance(one, Picture):
        articles, pages = naming(one)
        return (
            staying.filter(lead_picture=one).exists()
            or articles.exclude(pk__in=going).exists()
            or not all(is_as_made(page, known) for page in pages)
            or Author.objects.filter(photograph=one).exists()
        )
    return False


@transaction.atomic
def remove_demonstration(*, by: User | None) -> Removal | None:
    """Remove what is planned; return it, or None where there was nothing.

    Files go once the transaction has ended well.
    """
    list(Demonstration.objects.select_for_update())
    plan = plan_removal()
    if plan is None:
        return None
    going = articles_going(plan.articles)
    record("remove-demonstration", Demonstration.objects.get(), by=by)
    forget_paths([*plan.articles, *plan.others])
    for article in plan.articles:
        drop_attachments(article)
        clear_cached_files(article)
    Comment.objects.filter(article__in=going).delete()
    Article.objects.filter(pk__in=going).delete()
    for each in plan.others:
        if isinstance(each, Picture):
            drop_files(each)
        each.delete()
    Demonstration.objects.all().delete()
    return plan


def forget_paths(records: list[models.Model]) -> None:
    """Remove the menu entries and old addresses that lead to what goes."""
    paths: list[str] = []
    for each in records:
        if isinstance(each, Author | Page | Topic):
            paths += paths_of(each).values()
        elif isinstance(each, Article):
            paths.append(each.get_absolute_url())
    led = [spelt for path in paths for spelt in spellings(path)]
    MenuItem.objects.filter(leads_to__in=led).delete()
    Address.objects.filter(leads_to__in=led).delete()
