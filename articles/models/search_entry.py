"""What search knows of an article: its words, folded and stemmed."""

from django.db import models

from .article import Article


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
