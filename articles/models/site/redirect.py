"""Old addresses that must still lead home."""

import posixpath
import re
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article.article import Article

ODD = re.compile(r"[\x00-\x1f\x7f]")


def spellings(path: str) -> list[str]:
    """Return the paths under which an address may be kept, the likeliest first.

    As it is, and with percent signs read; each with and without its last slash.
    """
    paths = []
    for known in (path, unquote(path)):
        bare = known.removesuffix("/")
        paths += [known, bare if known.endswith("/") else f"{bare}/"]
    # No database holds a zero byte, and some will not be asked for one.
    return [path for path in dict.fromkeys(paths) if path and "\0" not in path]


class AddressQuerySet(models.QuerySet):
    def at(self, path: str) -> "Address | None":
        """Return the address that answers for this path, in whatever spelling."""
        paths = spellings(path)
        found = self.select_related("article").filter(path__in=paths)
        return min(found, key=lambda one: paths.index(one.path), default=None)


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
        """Keep the path as the site will be asked for it; refuse to lead in a circle."""
        super().clean()
        self.path = unquote(self.path)
        self.check_characters()
        if self.leads_to and self.leads_back:
            message = _(
                "%(path)s is an old address itself. Write where that one leads."
            )
            error = ValidationError(message, "chain", {"path": self.leads_to})
            raise ValidationError({"leads_to": error})

    def check_characters(self) -> None:
        """Refuse what browsers leave out: /<tab>/evil.example would lead off the site."""
        message = _("Write a path with no tab and no line break in it.")
        errors = {
            name: ValidationError(message, "odd-characters")
            for name in ("path", "leads_to")
            if ODD.search(getattr(self, name))
        }
        if errors:
            raise ValidationError(errors)

    @property
    def leads_back(self) -> bool:
        """Whether a browser that follows leads_to comes to an old address, or to this.

        It takes out dots (/a/../old/), and what follows ? or # is no part of a path.
        """
        path = unquote(re.split(r"[?#]", self.leads_to, maxsplit=1)[0])
        paths = {*spellings(path), *spellings(posixpath.normpath(path))}
        others = Address.objects.exclude(pk=self.pk)
        return self.path in paths or others.filter(path__in=paths).exists()

    @property
    def target(self) -> str:
        return self.article.get_absolute_url() if self.article else self.leads_to
