"""A disclaimer that articles share by name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.translation import Translated


class Disclaimer(Translated):
    """A named text, for articles that need another than the standard one."""

    TRANSLATABLE = ("text",)

    name = models.CharField(
        _("name"), max_length=120, unique=True, help_text=_("Seen by editors only.")
    )
    text = models.TextField(_("text"), help_text=_("Readers see it whole."))

    class Meta:
        ordering = ["name"]
        verbose_name = _("disclaimer")
        verbose_name_plural = _("disclaimers")

    def __str__(self) -> str:
        return self.name
