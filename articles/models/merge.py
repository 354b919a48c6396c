"""Two authors or two topics that were made one, and all that is needed to part them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Merge(models.Model):
    """One record that was merged into another of its kind, and is gone since.

    ``removed`` is that record as Django's serializers write it; ``moved`` names what
    followed it, by kind, as ``publishing.merging`` reads it when the merge is undone.
    """

    model = models.CharField(_("kind of record"), max_length=60, editable=False)
    kept = models.UUIDField(editable=False)
    kept_title = models.CharField(_("kept"), max_length=300, editable=False)
    removed = models.TextField(editable=False)
    removed_title = models.CharField(
        _("merged into it"), max_length=300, editable=False
    )
    moved = models.JSONField(default=dict, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        related_name="+",
        null=True,
        editable=False,
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("merge")
        verbose_name_plural = _("merges")

    def __str__(self) -> str:
        return f"{self.removed_title} → {self.kept_title}"
