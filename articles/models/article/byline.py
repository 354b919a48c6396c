"""Who wrote an article, as they then were."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.author import Author


class Byline(models.Model):
    """One author's place on one article, with role and affiliation as they then were."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="bylines"
    )
    author = models.ForeignKey(
        Author, models.PROTECT, verbose_name=_("author"), related_name="bylines"
    )
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    role = models.CharField(_("role then"), max_length=200, blank=True)
    affiliation = models.CharField(_("affiliation then"), max_length=200, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author"],
                name="byline_names_an_author_once",
                violation_error_message=_("This author stands in the byline already."),
            )
        ]
        verbose_name = _("byline")
        verbose_name_plural = _("byline")

    def __str__(self) -> str:
        return ", ".join(filter(None, [str(self.author), self.role, self.affiliation]))
