"""The home page and the small pages."""

import re
from collections.abc import Iterable
from html import unescape

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.html import strip_tags

from articles.exporting import describe
from articles.models import Article, ArticleQuerySet, Block, Page, Topic
from articles.models.site.front_page import PAPERS, lead_first
from articles.views.lists.authors import published_authors

from .chrome import frame_of, in_every_language
from .resolve import lead_home
from .responses import public_page

PARAGRAPH = re.compile(r"<p\b.*?</p>", re.DOTALL)
TITLES = 3
Kind = Block.Kind


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Show what leads, and under it what editors have put there, or the usual."""
    if elsewhere := lead_home(request):
        return elsewhere
    frame = frame_of(request)
    frame.alternates = in_every_language("articles:home")
    blocks = Block.objects.of(frame.language)
    lead = fill(blocks, Article.objects.published().in_language(frame.language))
    context = {"lead": lead, "shelves": [block for block in blocks if block.shown]}
    return render(request, "articles/home.html", context)


@public_page
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show About, Contact and the like."""
    frame = frame_of(request)
    page = get_object_or_404(Page, slug=slug, language=frame.language)
    frame.alternates = {
        code: path
        for code, path in in_every_language("articles:page_detail", slug).items()
        if code in languages_of(slug)
    }
    context = {"page": page, "description": description_of(page)}
    return render(request, "articles/page_detail.html", context)


def description_of(page: Page) -> str:
    """Return the title and the beginning of the text, for search engines."""
    found = PARAGRAPH.search(page.html)
    text = unescape(strip_tags(found[0])) if found else ""
    return describe(f"{page.title}: {text}" if text else page.title)


def languages_of(slug: str) -> set[str]:
    known = Page.objects.filter(slug=slug).values_list("language", flat=True)
    return set(known) & dict(settings.LANGUAGES).keys()


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
