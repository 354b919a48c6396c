"""A picture, upright and stripped, with what readers must be told of it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Picture(models.Model):
    """One re-encoded picture and its smaller renditions.

    ``renditions`` is a list of {"path", "width", "height"}, narrowest first.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(_("file"), upload_to="pictures/", editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    renditions = models.JSONField(default=list, editable=False)
    alt = models.CharField(
        _("text for those who cannot see it"),
        max_length=500,
        blank=True,
        help_text=_("Say what the picture shows, in one sentence."),
    )
    is_decoration = models.BooleanField(
        _("decoration"),
        default=False,
        help_text=_("It tells readers nothing, so no text is needed."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Who made it, and under which licence. Printed after “Image:”."),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_decoration=True) | ~models.Q(alt=""),
                name="picture_has_alt_or_is_decoration",
                violation_error_message=_(
                    "Say what the picture shows, or mark it as decoration."
                ),
            )
        ]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.alt or self.caption or str(self.uid)

    @property
    def srcset(self) -> str:
        """Return the renditions as an ``img`` element wants them."""
        storage = self.file.storage
        return ", ".join(
            f"{storage.url(made['path'])} {made['width']}w" for made in self.renditions
        )
