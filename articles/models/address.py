"""Old addresses that must still lead home."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class AddressQuerySet(models.QuerySet):
    def at(self, path: str) -> "Address | None":
        return self.select_related("article").filter(path=path).first()


class Address(models.Model):
    """A path that was once in use: it leads to an article, elsewhere, or is gone."""

    path = models.CharField(
        _("old path"), max_length=500, unique=True, help_text=_("Begins with /.")
    )
    article = models.ForeignKey(
        Article,
        models.CASCADE,
        verbose_name=_("article"),
        related_name="addresses",
        null=True,
        blank=True,
    )
    leads_to = models.CharField(
        _("leads to"),
        max_length=500,
        blank=True,
        help_text=_("A path on this site, where no article is named."),
    )
    is_gone = models.BooleanField(_("gone for good"), default=False)

    objects = AddressQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(path__startswith="/"), name="address_is_a_path"
            ),
            models.CheckConstraint(
                condition=models.Q(leads_to="")
                | (
                    models.Q(leads_to__startswith="/")
                    & ~models.Q(leads_to__startswith="//")
                    & ~models.Q(leads_to__startswith="/\\")
                ),
                name="address_stays_on_the_site",
                violation_error_message=_("Write a path on this site, as in /about/."),
            ),
            models.CheckConstraint(
                condition=models.Q(article__isnull=False, leads_to="", is_gone=False)
                | (
                    models.Q(article__isnull=True, is_gone=False)
                    & ~models.Q(leads_to="")
                )
                | models.Q(article__isnull=True, leads_to="", is_gone=True),
                name="address_has_one_end",
                violation_error_message=_(
                    "Name an article, or a path, or mark the address as gone."
                ),
            ),
        ]
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")

    def __str__(self) -> str:
        return self.path

    def clean(self) -> None:
        super().clean()
        if not self.leads_to:
            return
        ahead = Address.objects.at(self.leads_to)
        if self.leads_to == self.path or (ahead and ahead.pk != self.pk):
            message = _(
                "%(path)s is an old address itself. Write where that one leads."
            )
            error = ValidationError(message, "chain", {"path": self.leads_to})
            raise ValidationError({"leads_to": error})

    @property
    def target(self) -> str:
        return self.article.get_absolute_url() if self.article else self.leads_to
