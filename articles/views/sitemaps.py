"""What search engines are told: which pages stand, since when, and where not to go."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from articles.exporting import Location, NewsItem, to_index, to_news_sitemap, to_sitemap
from articles.exporting.sitemap import MOST_NEWS
from articles.models import Article, Institution

from .citation import absolute
from .frame import in_every_language, public_page
from .locations import (
    articles_by_year,
    articles_of,
    authors,
    latest_change,
    lists,
    pages,
    topics,
)

XML = "application/xml; charset=utf-8"
NEWS_DAYS = 2
SECTIONS: dict[str, Callable[[], list[Location]]] = {
    "lists": lists,
    "topics": topics,
    "authors": authors,
    "pages": pages,
}
# In an address that is made only to be turned into a pattern.
ANY = "0" * 22
HIDDEN = {
    "articles:search": (),
    "articles:preview": (ANY,),
    "articles:comment_form": (ANY,),
}


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Send the index: articles by the year of their place in lists, then all else."""
    known = [
        Location(absolute(reverse("article_sitemap", args=[year, part])), latest)
        for year, part, latest in articles_by_year()
    ]
    for section, locations in SECTIONS.items():
        if found := locations():
            path = reverse("sitemap_section", args=[section])
            known.append(Location(absolute(path), latest_change(found)))
    return HttpResponse(to_index(known), content_type=XML)


@public_page
def article_sitemap(request: HttpRequest, year: str, part: str) -> HttpResponse:
    """Send the articles of a year, in parts of at most 50,000. Raises Http404."""
    found = articles_of(int(year), int(part))
    if not found:
        raise Http404
    return HttpResponse(to_sitemap(found), content_type=XML)


@public_page
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    """Send the pages of one type. Raises Http404."""
    if section not in SECTIONS:
        raise Http404
    return HttpResponse(to_sitemap(SECTIONS[section]()), content_type=XML)


@public_page
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Send what was published in the last two days; often that is nothing.

    What has no date of its own, or an old one, is no news on whatever day it came.
    """
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    articles = Article.objects.published().filter(
        published_at__gt=since,
        dated__gte=timezone.localdate(since),
        dated_precision=Article.Precision.DAY,
    )
    rows = articles.order_by("-published_at", "-pk").only(
        "title", "slug", "language", "published_at"
    )
    institution = Institution.current()
    items = [news_item(article, institution) for article in rows[:MOST_NEWS]]
    return HttpResponse(to_news_sitemap(items), content_type=XML)


def news_item(article: Article, institution: Institution) -> NewsItem:
    with translation.override(article.language):
        name = institution.in_language("name") or institution.in_language("short_name")
    return NewsItem(
        address=absolute(article.get_absolute_url()),
        title=article.title,
        language=article.language,
        site_name=name or absolute("/"),
        published_at=article.published_at,
    )


@public_page
def indexnow_key(request: HttpRequest, key: str) -> HttpResponse:
    """Show search engines that word of changes comes from this site."""
    if key != settings.VIF_INDEXNOW_KEY:
        raise Http404
    return HttpResponse(key, content_type="text/plain; charset=utf-8")


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Say where robots find the index, and what is not worth their while."""
    paths = [reverse("admin:index")]
    for name, args in HIDDEN.items():
        paths += in_every_language(name, *args).values()
    lines = [
        "User-agent: *",
        # A star stands for any characters (RFC 9309, 2.2.3).
        *(f"Disallow: {path.replace(ANY, '*')}" for path in paths),
        "",
        *(f"Sitemap: {absolute(reverse(n))}" for n in ("sitemap", "news_sitemap")),
    ]
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
