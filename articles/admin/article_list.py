"""The list of articles: by state, and without the long texts."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article

Status = Article.Status


class ArticleList(ChangeList):
    """Fetches what the list shows, and none of the texts."""

    def get_queryset(self, *args: Any, **kwargs: Any) -> models.QuerySet:
        return super().get_queryset(*args, **kwargs).for_lists()


class StateFilter(admin.SimpleListFilter):
    """Keep articles in one state; without a choice, all that are not binned."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("draft", Status.DRAFT.label),
            ("in_review", Status.IN_REVIEW.label),
            ("scheduled", _("Scheduled")),
            ("published", Status.PUBLISHED.label),
            ("withdrawn", Status.WITHDRAWN.label),
            ("bin", _("In the bin")),
        ]

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> models.QuerySet:
        now, wanted = timezone.now(), self.value()
        if wanted == "bin":
            return queryset.filter(binned_at__isnull=False)
        queryset = queryset.filter(binned_at=None)
        if wanted == "scheduled":
            return queryset.filter(status=Status.PUBLISHED, published_at__gt=now)
        if wanted == "published":
            return queryset.filter(status=Status.PUBLISHED, published_at__lte=now)
        return queryset.filter(status=wanted) if wanted else queryset
