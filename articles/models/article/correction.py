"""A dated note of what was put right in a published article."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class Correction(models.Model):
    """Readers see it above the text; a typo is kept for the record only."""

    class Level(models.TextChoices):
        TYPO = "typo", _("Typing error")
        CLARIFICATION = "clarification", _("Clarification")
        CORRECTION = "correction", _("Correction")
        RETRACTION = "retraction", _("Retraction")

    article = models.ForeignKey(Article, models.CASCADE, related_name="corrections")
    at = models.DateTimeField(_("at"))
    level = models.CharField(_("level"), max_length=13, choices=Level)
    text = models.TextField(_("what was put right"))

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.text[:60]}"
