"""The menu of each language, as editors set it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .destination import NO_DESTINATION, leads_somewhere, validate_destination
from .front_page import FrontPage


class MenuItem(models.Model):
    """One entry of the menu. The other languages follow it by themselves."""

    front_page = models.ForeignKey(FrontPage, models.CASCADE, related_name="menu")
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    label = models.CharField(_("words"), max_length=60)
    leads_to = models.CharField(
        _("leads to"),
        max_length=500,
        validators=[validate_destination],
        help_text=NO_DESTINATION,
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=leads_somewhere("leads_to"),
                name="menu_item_leads_somewhere",
                violation_error_message=NO_DESTINATION,
            )
        ]
        verbose_name = _("menu entry")
        verbose_name_plural = _("menu")

    def __str__(self) -> str:
        return self.label
