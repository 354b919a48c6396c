"""The index of articles, and words that mean the same."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article.article import Article
from articles.search import stems_of


class SearchEntry(models.Model):
    """The stems of one article, joined by spaces, by where they stand.

    ``publishing.index`` writes it. The database builds its own index from these
    columns (migration 0002): FTS5 by triggers, PostgreSQL by generated columns. On
    SQLite a migration that alters this table must make the triggers again.
    """

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="search_entry"
    )
    title = models.TextField(blank=True)
    people = models.TextField(blank=True)
    topics = models.TextField(blank=True)
    text = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    # Whole words that their stems do not begin, for a search for beginnings.
    wholes = models.TextField(blank=True)

    def __str__(self) -> str:
        return str(self.article_id)


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
