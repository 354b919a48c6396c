"""Keep what search knows of articles in step with them."""

from articles.models import Article, ArticleQuerySet, SearchEntry
from articles.search import LONGEST_WORD, WHOLE, stem, words_of


def index(article: Article) -> None:
    """Store anew the words of an article: its text, notes, people and topics.

    ``plain`` and ``sources`` must be derived already.
    """
    notes = [f"{source['text']} {source['url']}" for source in article.sources]
    texts = {
        "title": [article.title],
        "people": people_of(article),
        "topics": topics_of(article),
        "text": [article.standfirst, article.plain],
        "notes": notes,
    }
    words = {name: words_of("\n".join(parts)) for name, parts in texts.items()}
    columns = {name: " ".join(map(stem, found)) for name, found in words.items()}
    unlike = {word for found in words.values() for word in found}
    columns["wholes"] = " ".join(
        f"{WHOLE}{word[:LONGEST_WORD]}"
        for word in sorted(unlike)
        if not stem(word).startswith(word)
    )
    SearchEntry.objects.update_or_create(article=article, defaults=columns)


def index_all(articles: ArticleQuerySet) -> None:
    """Index each of these; for what is said of them elsewhere, such as a name.

    Must run in a transaction: each is held, so that no older words are stored.
    """
    for article in articles.order_by("pk").select_for_update():
        index(article)


def people_of(article: Article) -> list[str]:
    """Return each author's names in every language, with role and affiliation then."""
    found: list[str] = []
    for byline in article.bylines.select_related("author"):
        found += [*byline.author.all_names, byline.role, byline.affiliation]
    return found


def topics_of(article: Article) -> list[str]:
    topics = article.topics.all()
    return [name for topic in topics for name in topic.in_every_language("name")]
