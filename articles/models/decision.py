"""The audit: one row for every act that the public or a user's rights could feel."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.Model):
    """Append-only. Names are kept as they then were, so a row outlives its subject."""

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        related_name="+",
        null=True,
    )
    by_name = models.CharField(_("name then"), max_length=150, blank=True)
    what = models.CharField(_("what"), max_length=40)
    model = models.CharField(_("kind of record"), max_length=60)
    record = models.CharField(_("record"), max_length=40)
    title = models.CharField(_("title then"), max_length=300)
    before = models.CharField(_("from"), max_length=300, blank=True)
    after = models.CharField(_("to"), max_length=300, blank=True)
    why = models.TextField(_("why"), blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["model", "record"], name="decision_records")]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name}: {self.what} {self.title}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk:
            raise TypeError("A decision is never changed. Record another one.")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> None:
        raise TypeError("A decision is never deleted.")
