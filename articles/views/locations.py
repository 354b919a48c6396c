"""The pages that stand in sitemaps: each is canonical, and answers 200."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from operator import attrgetter

from django.conf import settings
from django.db.models import Count, Max
from django.db.models.functions import Coalesce, Greatest

from articles.exporting import Location
from articles.exporting.sitemap import MOST
from articles.models import Article, Page

from .archive import EARLIEST
from .citation import absolute
from .frame import in_every_language

# Pages that list articles, whatever there is to list.
LISTS = ("home", "article_list", "topic_list", "author_list", "archive", "feed_list")
# Stands in for a slug while the addresses of thousands are made.
PLACE = "0-slug-0"


def told_at() -> Greatest:
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
        .annotate(count=Count("pk"), latest=Max(told_at()))
    )
    for year, count, latest in rows:
        for part in range(1, -(-count // MOST) + 1):
            yield f"{year:04}", part, latest


def articles_of(year: int, part: int) -> list[Location]:
    """Return the articles of a year with their other languages, in two queries."""
    published = Article.objects.published()
    inside = published.filter(listed_on__year=year).order_by("pk")
    rows = list(
        inside.annotate(told_at=told_at()).values_list(
            "slug", "language", "translation_key", "told_at"
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
        .annotate(latest=Max(told_at()))
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
