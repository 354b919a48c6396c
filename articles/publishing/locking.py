"""Hold one article while an act changes it, so that no other save is overwritten."""

from articles.models import Article


def hold(article: Article) -> None:
    """Fetch the article anew; until the transaction ends nobody else changes it."""
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())


def store(article: Article, *fields: str) -> None:
    """Write these fields alone, as one more version: an older form is then refused."""
    article.version += 1
    article.save(update_fields=[*fields, "version", "changed_at"])
