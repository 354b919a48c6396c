"""Words that mean the same to search, as editors keep them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.search import stems_of


class SpellingQuerySet(models.QuerySet):
    def groups(self) -> list[list[str]]:
        """Return each group as the list of its words or phrases."""
        return [words.split(",") for words in self.values_list("words", flat=True)]


class Spelling(models.Model):
    """A group of spellings or names; whoever looks for one finds all."""

    words = models.CharField(
        _("words"),
        max_length=500,
        unique=True,
        help_text=_(
            "Separated by commas, such as: Tokayev, Tokaev. A name of several words "
            "may stand beside its short form: CSTO, Collective Security Treaty "
            "Organization."
        ),
    )

    objects = SpellingQuerySet.as_manager()

    class Meta:
        ordering = ["words"]
        verbose_name = _("spelling")
        verbose_name_plural = _("spellings")

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        super().clean()
        if len({tuple(stems_of(each)) for each in self.words.split(",")} - {()}) < 2:
            message = _("Write at least two words that differ, separated by a comma.")
            raise ValidationError({"words": ValidationError(message, "one-word")})
