"""Save an article: its version, the rows that are locked, what may not be stored."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles import text
from articles.audit import record
from articles.models import Article, Byline, Correction, Revision, User

from .addresses import redirect_old_path
from .derived import rebuild
from .versions import PreviousContent, save_revision, whole_of


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


def begin_save(article: Article, seen: int, *, by: User | None) -> PreviousContent:
    """Claim the version, and keep what the article said until now as a Revision.

    Returns that. Raises StaleVersion; the caller's transaction must hold the change.
    """
    claim_version(article, seen)
    former = whole_of(article)
    save_revision(
        article, former.content, by=by, remark=Revision.SAVE, beside=former.columns
    )
    return former


@transaction.atomic
def finish_save(article: Article, *, by: User | None, old_path: str = "") -> Article:
    """Do what every save of an article owes: derive, keep the old address, record.

    ``old_path`` is the article's path before the change; where the public has seen
    it, it goes on leading to the article.
    """
    redirect_old_path(article, old_path)
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


def check(row: models.Model, whose: str = "", **options: Any) -> None:
    """Check a row before it is saved; ``options`` are those of ``full_clean``.

    Raises ValidationError by field. Nobody sees the field beside its message, so each
    begins with whose it is (a person, a note) and the field's name in words.
    """
    try:
        row.full_clean(**options)
    except ValidationError as error:
        told = {
            field: [amiss(row, field, said, whose) for said in errors]
            for field, errors in error.error_dict.items()
        }
        raise ValidationError(told) from error


def amiss(
    row: models.Model, field: str, said: ValidationError, whose: str = ""
) -> ValidationError:
    """Return the error with the name of the row's field, in words, before it."""
    name = ""
    if field != NON_FIELD_ERRORS:
        name = str(getattr(row._meta.get_field(field), "verbose_name", field))
    called = ", ".join(filter(None, [whose, name])) or str(row._meta.verbose_name)
    return ValidationError(f"{called}: {' '.join(said.messages)}", said.code)


def too_long(said: str) -> ValidationError | None:
    """Return what is wrong with a text that is longer than the renderer takes."""
    if len(said) <= text.MAXIMUM_SOURCE:
        return None
    message = _(
        "The text has %(count)d characters, and %(most)d is the most. Divide it into parts."
    )
    figures = {"count": len(said), "most": text.MAXIMUM_SOURCE}
    return ValidationError(message, "too-long", figures)


def hold(article: Article) -> None:
    """Fetch the article anew; until the transaction ends nobody else changes it."""
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())


def store(article: Article, *fields: str) -> None:
    """Write these fields alone, as one more version: an older form is then refused."""
    article.version += 1
    article.save(update_fields=[*fields, "version", "changed_at"])
