"""Keep the keys of the works an article cites in step with its notes."""

from articles import text
from articles.models import Article, CitedSource


def keep_cited(article: Article) -> None:
    """Store anew which works the article cites; ``sources`` must be derived already."""
    keys = {text.work_key(text.Source(**source)) for source in article.sources} - {""}
    known = set(article.cited_sources.values_list("key", flat=True))
    if known - keys:
        article.cited_sources.exclude(key__in=keys).delete()
    CitedSource.objects.bulk_create(
        CitedSource(article=article, key=key) for key in sorted(keys - known)
    )
