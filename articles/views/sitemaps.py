"""The sitemaps, and robots.txt."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from operator import attrgetter

from django.conf import settings
from django.db.models import Count, Max
from django.db.models.functions import Coalesce, Greatest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from articles.exporting import Location, NewsItem, to_index, to_news_sitemap, to_sitemap
from articles.exporting.sitemap import MOST, MOST_NEWS
from articles.models import Article, Institution, Page
from articles.views.lists.archive import EARLIEST

from .chrome import in_every_language
from .citation import absolute
from .responses import public_page

# Pages that list articles, whatever there is to list.
LISTS = ("home", "article_list", "topic_list", "author_list", "archive", "feed_list")
# Stands in for a slug while the addresses of thousands are made.
PLACE = "0-slug-0"
XML = "application/xml; charset=utf-8"
NEWS_DAYS = 2
# In an address that is made only to be turned into a pattern.
ANY = "0" * 22
HIDDEN = {
    "articles:search": (),
    "articles:preview": (ANY,),
    "articles:comment_form": (ANY,),
}


def last_changed_at() -> Greatest:
    """When readers were last told of a change to an article."""
    return Greatest("published_at", Coalesce("revised_at", "published_at"))


def latest_change(locations: Iterable[Location]) -> datetime | None:
    return max(filter(None, map(attrgetter("updated_at"), locations)), default=None)


def articles_by_year() -> Iterator[tuple[str, int, datetime]]:
    """Yield (year, number of the part, latest change of the year), in one query."""
    rows = (
        Article.objects.published()
        .order_by("-listed_on__year")
        .values_list("listed_on__year")
        .annotate(count=Count("pk"), latest=Max(last_changed_at()))
    )
    for year, count, latest in rows:
        for part in range(1, -(-count // MOST) + 1):
            yield f"{year:04}", part, latest


def articles_of(year: int, part: int) -> list[Location]:
    """Return the articles of a year with their other languages, in two queries."""
    published = Article.objects.published()
    inside = published.filter(listed_on__year=year).order_by("pk")
    rows = list(
        inside.annotate(last_changed_at=last_changed_at()).values_list(
            "slug", "language", "translation_key", "last_changed_at"
        )[(part - 1) * MOST : part * MOST]
    )
    in_many = (
        published.values("translation_key")
        .annotate(count=Count("pk"))
        .filter(count__gt=1)
        .order_by()
    )
    versions: dict[object, dict[str, str]] = defaultdict(dict)
    others = published.filter(translation_key__in=in_many.values("translation_key"))
    paths = in_every_language("articles:article_detail", PLACE)
    for key, code, slug in others.order_by().values_list(
        "translation_key", "language", "slug"
    ):
        versions[key][code] = paths[code].replace(PLACE, slug)
    return [
        Location(
            absolute(paths[code].replace(PLACE, slug)),
            changed,
            hreflang(versions.get(key, {})),
        )
        for slug, code, key, changed in rows
    ]


def lists() -> list[Location]:
    """Return the lists in every language; each is as new as its newest article."""
    newest = newest_by("language")
    found: list[Location] = []
    for name in LISTS:
        paths = in_every_language(f"articles:{name}")
        found += in_languages(paths, {code: newest.get((code,)) for code in paths})
    for name, *parts in (
        ("archive_year", "listed_on__year"),
        ("archive_month", "listed_on__year", "listed_on__month"),
    ):
        found += archives(name, parts)
    return found


def archives(name: str, parts: list[str]) -> Iterator[Location]:
    """Yield the pages of years or months, in the languages that have any articles."""
    for numbers, changes in by_language(newest_by(*parts, "language")).items():
        if numbers[0] >= EARLIEST.year:
            args = [f"{numbers[0]}", *(f"{number:02}" for number in numbers[1:])]
            yield from in_languages(
                in_every_language(f"articles:{name}", *args), changes
            )


def topics() -> list[Location]:
    """Return each topic in the languages in which something stands on it."""
    newest = newest_by("topics__axis", "topics__slug", "language")
    return [
        location
        for (axis, slug), changes in by_language(newest).items()
        if axis
        for location in in_languages(
            in_every_language("articles:topic_detail", axis, slug), changes
        )
    ]


def authors() -> list[Location]:
    """Return each author in every language, since all their work stands on each page."""
    found: list[Location] = []
    for (slug,), changed in newest_by("bylines__author__slug").items():
        if slug:
            paths = in_every_language("articles:author_detail", slug)
            found += in_languages(paths, dict.fromkeys(paths, changed))
    return found


def pages() -> list[Location]:
    """Return the small pages."""
    changes: dict[str, dict[str, datetime]] = defaultdict(dict)
    for slug, code, changed in Page.objects.values_list(
        "slug", "language", "changed_at"
    ):
        changes[slug][code] = changed
    return [
        location
        for slug, changed in changes.items()
        for location in in_languages(
            in_every_language("articles:page_detail", slug), changed
        )
    ]


def newest_by(*parts: str) -> dict[tuple, datetime]:
    """Return the latest change of the published articles by these, in one query."""
    rows = (
        Article.objects.published()
        .order_by(*parts)
        .values_list(*parts)
        .annotate(latest=Max(last_changed_at()))
    )
    return {tuple(values): latest for *values, latest in rows}


def by_language(
    newest: Mapping[tuple, datetime],
) -> dict[tuple, dict[str, datetime]]:
    """Take the language, which stands last, out of the keys."""
    found: dict[tuple, dict[str, datetime]] = defaultdict(dict)
    for (*parts, code), changed in newest.items():
        found[tuple(parts)][code] = changed
    return found


def in_languages(
    paths: Mapping[str, str], changes: Mapping[str, datetime | None]
) -> list[Location]:
    """Return one page in the languages that ``changes`` has, each naming the others."""
    known = {code: path for code, path in paths.items() if code in changes}
    return [
        Location(absolute(path), changes[code], hreflang(known))
        for code, path in known.items()
    ]


def hreflang(paths: Mapping[str, str]) -> dict[str, str]:
    """Return the same pairs as the head of the page has; none for a single language."""
    if len(paths) < 2:
        return {}
    known = {
        code: absolute(paths[code]) for code, _ in settings.LANGUAGES if code in paths
    }
    default = known.get(settings.LANGUAGE_CODE)
    return known | {"x-default": default} if default else known


SECTIONS: dict[str, Callable[[], list[Location]]] = {
    "lists": lists,
    "topics": topics,
    "authors": authors,
    "pages": pages,
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
