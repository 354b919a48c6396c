"""Which articles: live, published, of an author, newest first."""

from datetime import datetime

from django.db import models
from django.utils import timezone

from articles.models.author import Author

from .byline import Byline


class ArticleQuerySet(models.QuerySet):
    def live(self) -> "ArticleQuerySet":
        """Leave out drafts of changes to other articles, and the bin."""
        return self.filter(draft_of=None, binned_at=None)

    def published(self, at: datetime | None = None) -> "ArticleQuerySet":
        """Keep what the public may see at this moment (now)."""
        return self.live().filter(
            status=self.model.Status.PUBLISHED, published_at__lte=at or timezone.now()
        )

    def owned_by(self, user: models.Model) -> "ArticleQuerySet":
        return self.filter(owner=user)

    def by(self, author: Author) -> "ArticleQuerySet":
        return self.filter(bylines__author=author)

    def in_language(self, language: str) -> "ArticleQuerySet":
        return self.filter(language=language)

    def newest_first(self) -> "ArticleQuerySet":
        return self.order_by("-listed_on", "-published_at", "-pk")

    def for_lists(self) -> "ArticleQuerySet":
        """Fetch what a list shows in two queries, without the long texts."""
        return self.defer(
            "source", "html", "notes_html", "plain", "outline", "sources", "findings"
        ).prefetch_related(
            models.Prefetch("bylines", Byline.objects.select_related("author"))
        )
