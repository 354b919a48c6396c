"""A small standing page: About, Contact, Privacy and the like."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField

from articles.models.translation import languages
from articles.models.validators import validate_slug

# First parts of addresses that belong to the site.
RESERVED = {
    "admin",
    "api",
    "archive",
    "articles",
    "authors",
    "feeds",
    "media",
    "preview",
    "search",
    "static",
    "topics",
    *(code for code, _name in settings.LANGUAGES),
}


def validate_not_reserved(slug: str) -> None:
    if slug in RESERVED:
        message = _("“%(slug)s” is an address of the site itself. Choose another.")
        raise ValidationError(message, "reserved", {"slug": slug})


class Page(models.Model):
    """Title and Markdown; ``html`` is derived by ``publishing.rebuild_page``."""

    title = models.CharField(_("title"), max_length=120)
    slug = models.CharField(
        _("address"), max_length=60, validators=[validate_slug, validate_not_reserved]
    )
    language = models.CharField(
        _("language"), max_length=10, choices=languages, default="en"
    )
    source = MarkdownxField(_("text"))
    html = models.TextField(editable=False, blank=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        ordering = ["language", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "language"],
                name="page_slug_unique_in_language",
                violation_error_message=_("Another page has this address."),
            )
        ]
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        with translation.override(self.language):
            return reverse("articles:page_detail", args=[self.slug])
