"""Which works an article cites, as keys by which others that cite them are found."""

from django.db import models

from .article import Article


class CitedSource(models.Model):
    """One work that an article cites; ``publishing.rebuild`` writes them.

    ``key`` is what ``text.work_key`` makes of an entry of ``Article.sources``.
    """

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="cited_sources", db_index=False
    )
    key = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "key"], name="cited_source_stands_once"
            )
        ]
        indexes = [models.Index(fields=["key", "article"], name="cited_source_keys")]

    def __str__(self) -> str:
        return self.key
