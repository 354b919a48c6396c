"""The institution that publishes: one row, which may be empty."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.translation import Translated


class Institution(Translated):
    """Names, addresses and standing texts; no template knows any of them."""

    TRANSLATABLE = ("name", "short_name", "tagline", "disclaimer", "statement")

    name = models.CharField(_("name"), max_length=200, blank=True)
    short_name = models.CharField(
        _("short name"),
        max_length=60,
        blank=True,
        help_text=_("Stands at the top of every page."),
    )
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    postal_address = models.TextField(_("postal address"), blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    disclaimer = models.TextField(
        _("standard disclaimer"),
        blank=True,
        help_text=_("Stands under every article that has no other."),
    )
    statement = models.TextField(
        _("funding and independence"),
        blank=True,
        help_text=_("Stands at the foot of every page."),
    )
    licence_name = models.CharField(
        _("licence"), max_length=120, blank=True, help_text=_("Such as CC BY 4.0.")
    )
    licence_url = models.CharField(
        _("address of the licence"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1), name="institution_is_one_row"
            )
        ]
        verbose_name = _("institution")
        verbose_name_plural = _("institution")

    def __str__(self) -> str:
        return self.name or str(_("The institution"))

    def save(self, *args: object, **kwargs: object) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> "Institution":
        """Return the row, or an empty one that is not saved."""
        return cls.objects.first() or cls(pk=1)
