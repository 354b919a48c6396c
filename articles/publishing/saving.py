"""Save a change that somebody made, unless somebody else was first."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction

from articles import text
from articles.audit import record
from articles.models import Address, Article, Byline, Correction, Revision, User

from .addressing import keep_old_address
from .former import Former, keep_revision, whole_of
from .rebuilding import rebuild

LONGEST_SLUG = 80


class StaleVersion(Exception):
    """Someone else has saved since this version was opened; nothing was changed."""


def claim_version(article: Article, seen: int) -> None:
    """Make the article's version one more than ``seen``, if it still is ``seen``.

    One conditional UPDATE, so of many savers at once exactly one succeeds; the
    others get StaleVersion. The caller's transaction must also hold the change.
    """
    rows = Article.objects.filter(pk=article.pk, version=seen)
    if not rows.update(version=models.F("version") + 1):
        raise StaleVersion
    article.version = seen + 1


def begin_save(article: Article, seen: int, *, by: User | None) -> Former:
    """Claim the version, and keep what the article said until now as a Revision.

    Returns that. Raises StaleVersion; the caller's transaction must hold the change.
    """
    claim_version(article, seen)
    former = whole_of(article)
    keep_revision(
        article, former.content, by=by, remark=Revision.SAVE, beside=former.columns
    )
    return former


@transaction.atomic
def finish_save(article: Article, *, by: User | None, old_path: str = "") -> Article:
    """Do what every save of an article owes: derive, keep the old address, record.

    ``old_path`` is the article's path before the change; where the public has seen
    it, it goes on leading to the article.
    """
    keep_old_address(article, old_path)
    note_revision(article)
    rebuild(article)
    record("save", article, by=by, is_public=article.was_published)
    return article


def name_as_now(places: Iterable[Byline], language: str) -> None:
    """Give places in a byline the author's role of today, unless one was typed."""
    for place in places:
        if not place.role and not place.affiliation:
            place.role = place.author.in_language("role", language)
            place.affiliation = place.author.in_language("affiliation", language)
            place.save(update_fields=["role", "affiliation"])


def note_revision(article: Article) -> None:
    """Let the date of revision follow the corrections; a typing error moves nothing."""
    told = article.corrections.exclude(level=Correction.Level.TYPO)
    latest = told.aggregate(at=models.Max("at"))["at"]
    if latest != article.revised_at:
        article.revised_at = latest
        article.save(update_fields=["revised_at"])


def new_slug(title: str, taken: "models.QuerySet[Any]") -> str:
    """Return a slug for this title that no row of ``taken`` has, or has had."""
    slug = text.slug(title)
    if len(slug) > LONGEST_SLUG:
        slug = slug[: LONGEST_SLUG + 1].rpartition("-")[0] or slug[:LONGEST_SLUG]
    slug = slug or "untitled"
    number, free = 1, slug
    while is_taken(free, taken):
        number += 1
        free = f"{slug}-{number}"
    return free


def is_taken(slug: str, others: "models.QuerySet[Any]") -> bool:
    """Tell whether one of the other records has this slug; of articles, whether it
    leads readers to another place from of old."""
    if others.filter(slug=slug).exists():
        return True
    if others.model is not Article:
        return False
    paths = [
        Article(slug=slug, language=code).get_absolute_url()
        for code, _name in settings.LANGUAGES
    ]
    leads_off = models.Q(article__in=others) | models.Q(article=None)
    return Address.objects.filter(leads_off, path__in=paths).exists()
