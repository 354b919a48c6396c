"""Choose which article leads the home page of a language."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles.audit import record
from articles.models import Article, User

from .locking import hold, store


@transaction.atomic
def lead_with(
    article: Article | None, *, language: str, until: datetime | None, by: User | None
) -> None:
    """Let this article lead until then, and none of the others that lead now.

    Without an article the newest leads. What is not published yet stays as it is: it
    was set to lead when it appears.
    """
    key = article.pk if article else None
    leading = Article.objects.published().in_language(language)
    for other in leading.filter(lead_until__gt=timezone.now()).exclude(pk=key):
        set_lead(other, None, by=by)
    if article:
        set_lead(article, until, by=by)


def set_lead(article: Article, until: datetime | None, *, by: User | None) -> None:
    hold(article)
    before, article.lead_until = article.lead_until, until
    if before == until:
        return
    store(article, "lead_until")
    record("lead", article, by=by, before=text(before), after=text(until))


def text(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
