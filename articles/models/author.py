"""A person whose work is published here. Not a user: authors need no log-in."""

import re
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .picture import Picture
from .translation import Translated

ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def validate_orcid(value: str) -> None:
    """Check the form and the check digit (ISO 7064, MOD 11-2)."""
    digits = value.replace("-", "")
    if ORCID.fullmatch(value):
        total = 0
        for digit in digits[:-1]:
            total = (total + int(digit)) * 2
        if "0123456789X"[(12 - total % 11) % 11] == digits[-1]:
            return
    message = _("Write the sixteen characters as in 0000-0002-1825-0097.")
    raise ValidationError(message, "orcid")


class AuthorQuerySet(models.QuerySet):
    def by_name(self) -> "AuthorQuerySet":
        return self.order_by("family_name", "given_names", "pk")

    def who_wrote(self, articles: models.QuerySet) -> "AuthorQuerySet":
        """Keep those who wrote at least one of these articles."""
        writers = self.model.objects.filter(bylines__article__in=articles)
        return self.filter(pk__in=writers.order_by().values("pk"))


class Author(Translated):
    """A person, as known today; a ``Byline`` keeps how each article named them."""

    TRANSLATABLE = (
        "honorific",
        "given_names",
        "family_name",
        "display_name",
        "role",
        "affiliation",
        "biography",
    )

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    honorific = models.CharField(
        _("honorific"), max_length=40, blank=True, help_text=_("Such as Dr or Lt Gen.")
    )
    given_names = models.CharField(_("given names"), max_length=120, blank=True)
    family_name = models.CharField(
        _("family name"),
        max_length=120,
        help_text=_(
            "Lists are ordered by it. A single name or an organisation goes here."
        ),
    )
    display_name = models.CharField(
        _("name as shown"),
        max_length=240,
        blank=True,
        help_text=_("Left empty, it is the given names and the family name."),
    )
    is_organisation = models.BooleanField(
        _("an organisation"),
        default=False,
        help_text=_("Not a person: the name is cited whole, as it is shown."),
    )
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    role = models.CharField(
        _("role"), max_length=200, blank=True, help_text=_("Such as Associate Fellow.")
    )
    affiliation = models.CharField(_("affiliation"), max_length=200, blank=True)
    biography = models.TextField(
        _("biography"), blank=True, help_text=_("At most 120 words. Markdown.")
    )
    photograph = models.ForeignKey(
        Picture,
        models.PROTECT,
        verbose_name=_("photograph"),
        related_name="+",
        null=True,
        blank=True,
    )
    orcid = models.CharField(
        "ORCID", max_length=19, blank=True, validators=[validate_orcid]
    )
    links = models.TextField(
        _("links"),
        blank=True,
        help_text=_("Other pages of this person, one to a line."),
    )
    is_present = models.BooleanField(
        _("works here now"), default=True, help_text=_("Clear it for former staff.")
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("user"),
        related_name="author",
        null=True,
        blank=True,
        help_text=_("Only if this person also logs in."),
    )

    objects = AuthorQuerySet.as_manager()

    class Meta:
        ordering = ["family_name", "given_names", "pk"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        wrong = [link for link in self.link_list if not is_web_address(link)]
        if wrong:
            message = _("“%(link)s” is not an address. Write it with https://.")
            raise ValidationError(
                {"links": ValidationError(message, "link", {"link": wrong[0]})}
            )

    def get_absolute_url(self) -> str:
        return reverse("articles:author_detail", args=[self.slug])

    @property
    def name(self) -> str:
        """The name without honorific, in the language of the page."""
        shown = self.in_language("display_name")
        given, family = self.in_language("given_names"), self.in_language("family_name")
        return shown or f"{given} {family}".strip()

    @property
    def full_name(self) -> str:
        """The name with its honorific."""
        return f"{self.in_language('honorific')} {self.name}".strip()

    @property
    def all_names(self) -> list[str]:
        """The parts of the name in every language, for search."""
        return self.in_every_language("given_names", "family_name", "display_name")

    @property
    def link_list(self) -> list[str]:
        return self.links.split()


def is_web_address(text: str) -> bool:
    """Tell whether this is an http or https address without surprises."""
    return bool(re.fullmatch(r"https?://[^\s<>\"']{3,2000}", text))
