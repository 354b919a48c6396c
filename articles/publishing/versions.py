"""What an article said before an act changed it, kept so that it can be had back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import Truncator

from articles.content import Content
from articles.models import Article, Revision, User

from .content import IMPORTED, TYPED, content_of


@dataclass(frozen=True, slots=True)
class PreviousContent:
    """What an article said: its content, columns that are no part of it, its path."""

    content: Content
    columns: dict[str, Any]
    path: str


def previous_content(article: Article) -> PreviousContent:
    """Return what the article says now, before an import changes it."""
    columns = {name: getattr(article, name) for name in IMPORTED}
    return PreviousContent(content_of(article), columns, article.get_absolute_url())


def whole_of(article: Article) -> PreviousContent:
    """Return all that the article says as it is stored, before a save changes it.

    Its ``columns`` hold its corrections and related articles as well, the latter by uid.
    """
    linked = "lead_picture", "disclaimer"
    stored = Article.objects.select_related(*linked).get(pk=article.pk)
    former = previous_content(stored)
    more = {name: getattr(stored, name) for name in TYPED}
    more["see_also"] = [
        str(uid) for uid in stored.see_also.values_list("uid", flat=True)
    ]
    more["corrections"] = list(stored.corrections.values("at", "level", "text"))
    return replace(former, columns=former.columns | more)


def save_revision(
    article: Article,
    former: Content,
    *,
    by: User | None,
    remark: str,
    beside: Mapping[str, Any] | None = None,
) -> Revision:
    """Keep what the article said until the version it has now."""
    return Revision.objects.create(
        article=article,
        version=article.version - 1,
        content=former.to_json(),
        sha256=former.digest,
        beside=beside or {},
        by=by,
        remark=Truncator(remark).chars(Revision.LONGEST_REMARK),
    )
