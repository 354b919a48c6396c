"""A secret link that shows a draft for a week."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from .article import Article

LIFE = timedelta(days=7)


def new_token() -> str:
    return secrets.token_urlsafe(16)


def a_week_from_now() -> datetime:
    return timezone.now() + LIFE


class PreviewQuerySet(models.QuerySet):
    def usable(self) -> "PreviewQuerySet":
        return self.filter(expires_at__gt=timezone.now(), article__binned_at=None)


class Preview(models.Model):
    """Deleting the row takes the link back."""

    token = models.CharField(
        max_length=22, unique=True, default=new_token, editable=False
    )
    article = models.ForeignKey(Article, models.CASCADE, related_name="previews")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )
    expires_at = models.DateTimeField(_("expires at"), default=a_week_from_now)

    objects = PreviewQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return f"{self.article} ({self.expires_at:%Y-%m-%d})"

    def get_absolute_url(self) -> str:
        with translation.override(self.article.language):
            return reverse("articles:preview", args=[self.token])

    @property
    def is_over(self) -> bool:
        """Whether readers can see the article, or could since the link was made."""
        article = self.article
        if article.is_published or not article.was_published:
            return article.is_published
        gone_at = article.withdrawn_at
        return gone_at is None or self.expires_at - LIFE < gone_at
