"""What stands on the home page, in as many queries whatever editors put there."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.utils import timezone

from articles.models import Article, ArticleQuerySet, Block, Topic
from articles.models.front_page import PAPERS, lead_first

from .authors import published_authors

TITLES = 3
Kind = Block.Kind


def fill(blocks: list[Block], published: ArticleQuerySet) -> Article | None:
    """Give each block its ``shown``, and return the article that leads.

    That one is not among the latest; below them an article may stand once more.
    """
    latest, papers = (most(blocks, kind) for kind in (Kind.LATEST, Kind.PAPERS))
    articles = list(pick(published, 1 + latest, papers))
    topics = {
        Kind.STRIP: [block.topic for block in blocks if block.topic],
        Kind.PROGRAMMES: programmes(published, most(blocks, Kind.PROGRAMMES)),
    }
    longest = max(TITLES, most(blocks, Kind.STRIP))
    give_newest([*topics[Kind.STRIP], *topics[Kind.PROGRAMMES]], published, longest)
    for block in blocks:
        block.shown = shown_in(block, articles, topics[Kind.PROGRAMMES])
    return articles[0] if articles else None


def most(blocks: list[Block], kind: str) -> int:
    """Return how much the blocks of this kind show at most; 0 where there is none."""
    return max((block.limit for block in blocks if block.kind == kind), default=0)


def pick(published: ArticleQuerySet, first: int, papers: int) -> ArticleQuerySet:
    """Return the lead and the latest, and as many papers; the lead first.

    Each part is found by an index and the whole by its keys, so that the many other
    rows of a large site stay unread.
    """
    leading = Article.objects.filter(lead_until__gt=timezone.now())
    newest = published.newest_first()
    parts = [published.filter(pk__in=leading.values("pk")), newest[:first]]
    if papers:
        parts.append(newest.filter(kind__in=PAPERS)[:papers])
    wanted = Q()
    for part in parts:
        wanted |= Q(pk__in=part.values("pk"))
    picked = lead_first(Article.objects.filter(wanted))
    return picked.for_lists().select_related("lead_picture")


def programmes(published: ArticleQuerySet, count: int) -> list[Topic]:
    """Return the first programmes under which something is published."""
    if not count:
        return []
    has_work = Exists(published.filter(topics=OuterRef("pk")))
    return list(Topic.objects.filter(has_work, axis=Topic.Axis.PROGRAMME)[:count])


def give_newest(topics: list[Topic], published: ArticleQuerySet, count: int) -> None:
    """Give each topic its ``newest`` articles, in one query for them all."""
    newest = published.newest_first().only(
        "title", "slug", "language", "dated", "dated_precision"
    )
    prefetch_related_objects(topics, Prefetch("articles", newest[:count], "newest"))


def shown_in(
    block: Block, articles: list[Article], known: list[Topic]
) -> Iterable[object]:
    """Return what a block shows; an empty block is not printed."""
    if block.kind == Kind.LATEST:
        return sorted(articles[1:], key=newness, reverse=True)[: block.limit]
    if block.kind == Kind.PAPERS:
        papers = [article for article in articles if article.kind in PAPERS]
        return sorted(papers, key=newness, reverse=True)[: block.limit]
    if block.kind == Kind.STRIP:
        return block.topic.newest[: block.limit]
    if block.kind == Kind.PROGRAMMES:
        return [(topic, topic.newest[:TITLES]) for topic in known]
    return list(published_authors().filter(is_present=True).by_name()[: block.limit])


def newness(article: Article) -> tuple:
    """The order of ``newest_first``, of articles that are fetched already."""
    return article.listed_on, article.published_at, article.pk
