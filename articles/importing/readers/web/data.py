"""What a page says about itself in its data: title, people, date, address, language."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bs4 import BeautifulSoup

from articles.importing.understanding.dates import Dated, read_date
from articles.importing.writing.addresses import is_web, whole

from .tree import close_text, named

MOST_OBJECTS = 500
_ARTICLES = frozenset(
    {
        *("article", "newsarticle", "scholarlyarticle", "report", "blogposting"),
        *("opinionnewsarticle", "analysisnewsarticle", "techarticle", "webpage"),
        *("review", "interview", "reportagenewsarticle", "creativework", "chapter"),
    }
)
_TITLES = ("citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title")
_PEOPLE = (
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "author",
    "article:author",
)
_DATES = (
    *("citation_publication_date", "citation_date", "citation_online_date"),
    *("article:published_time", "dc.date", "dcterms.date", "dc.date.issued"),
    *("datepublished", "pubdate", "publish-date", "date", "parsely-pub-date"),
)
_STANDFIRSTS = ("citation_abstract", "description", "og:description", "dc.description")
_SITES = ("og:site_name", "citation_publisher", "application-name", "dc.publisher")
_NOBODY = frozenset(
    {"admin", "administrator", "webmaster", "superuser", "editor", "root"}
)
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?=$|[T\s])")


@dataclass(slots=True)
class PageData:
    """What stands in a page's data; an empty field where nothing does."""

    titles: list[str] = field(default_factory=list)
    standfirst: str = ""
    people: list[str] = field(default_factory=list)
    dated: Dated | None = None
    address: str = ""
    base: str = ""
    language: str = ""
    site: str = ""


def read_data(
    page: BeautifulSoup, json_texts: Sequence[str], saved_from: str
) -> PageData:
    """Read JSON-LD, Highwire, Dublin Core and Open Graph tags, and microdata."""
    metas = _metas(page)
    objects = [entry for text in json_texts for entry in _articles(text)]
    data = PageData()
    data.address = _address(page, metas, objects, saved_from)
    base = page.find("base", href=True)
    data.base = whole(named(base, "href"), data.address) if base else data.address
    data.titles = [
        _text(entry.get("headline") or entry.get("name")) for entry in objects
    ]
    data.titles += [value for name in _TITLES for value in metas.get(name, [])]
    data.titles += [close_text(page.title)] if page.title else []
    data.titles = [title for title in data.titles if title]
    data.people = _people(objects, metas)
    data.dated = _date(page, metas, objects)
    data.site = _first(metas, _SITES)
    data.standfirst = _standfirst(objects, metas)
    html = page.find("html")
    data.language = named(html, "lang") or named(html, "xml:lang") if html else ""
    if page.body and not data.language:
        data.language = named(page.body, "lang")
    data.language = data.language or _first(metas, ("citation_language", "dc.language"))
    return data


def _metas(page: BeautifulSoup) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in page.find_all("meta"):
        name = named(tag, "name") or named(tag, "property") or named(tag, "itemprop")
        content = " ".join(named(tag, "content").split())
        if name and content:
            found.setdefault(name.lower(), []).append(content)
    return found


def _first(metas: dict[str, list[str]], names: Sequence[str]) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _articles(text: str) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD text that describe an article, wherever they stand."""
    try:
        waiting: list[Any] = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(MOST_OBJECTS):
        if not waiting:
            return
        entry = waiting.pop(0)
        if isinstance(entry, list):
            waiting += entry
        elif isinstance(entry, dict):
            kinds = entry.get("@type")
            named_kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(str(kind).lower() in _ARTICLES for kind in named_kinds):
                yield entry
            waiting += [entry[key] for key in ("@graph", "mainEntity") if key in entry]


# What JSON can spell and nothing can hold: NUL, and half a pair of surrogates.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return (
        " ".join(_UNSTORABLE.sub("", value).split()) if isinstance(value, str) else ""
    )


def _people(objects: list[dict[str, Any]], metas: dict[str, list[str]]) -> list[str]:
    """The names of the authors, from the first place that has some."""
    for entry in objects:
        authors = entry.get("author") or entry.get("creator") or []
        names = [_name(author) for author in _as_list(authors)]
        if any(_is_somebody(name) for name in names):
            return [name for name in names if _is_somebody(name)]
    for meta in _PEOPLE:
        names = [_straight(name) for name in metas.get(meta, []) if _is_somebody(name)]
        if names:
            return names
    return []


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _name(author: Any) -> str:
    return _text(author.get("name")) if isinstance(author, dict) else _text(author)


def _is_somebody(name: str) -> bool:
    return bool(name) and name.casefold() not in _NOBODY and "://" not in name


def _straight(name: str) -> str:
    """A name in its order: "Gupta, Pravesh" is Pravesh Gupta."""
    family, comma, given = name.partition(",")
    is_inverted = comma and len(family.split()) <= 2 and len(given.split()) <= 3
    return (
        f"{given.strip()} {family.strip()}" if is_inverted and given.strip() else name
    )


def _date(
    page: BeautifulSoup, metas: dict[str, list[str]], objects: list[dict[str, Any]]
) -> Dated | None:
    told = [_text(entry.get("datePublished")) for entry in objects]
    told += [value for name in _DATES for value in metas.get(name, [])]
    times = page.find_all("time", attrs={"datetime": True})
    certain = [
        t
        for t in times
        if t.has_attr("pubdate") or t.get("itemprop") == "datePublished"
    ]
    outside = [
        t for t in times if t.find_parent(["aside", "nav", "footer", "li"]) is None
    ]
    told += [named(tag, "datetime") for tag in (*certain, *outside[:1])]
    return next(filter(None, map(_dated, told)), None)


def _dated(text: str) -> Dated | None:
    """A date as data spell it; the day as written there, whatever the zone."""
    match = _ISO.match(text.strip())
    if match is None:
        return read_date(text, trusted=True)
    year, month, day = match.groups(default="1")
    try:
        return Dated(
            date(int(year), int(month), int(day)), "day" if match[3] else "month"
        )
    except ValueError:
        return None


def _address(
    page: BeautifulSoup,
    metas: dict[str, list[str]],
    objects: list[dict[str, Any]],
    saved_from: str,
) -> str:
    link = page.find("link", rel="canonical", href=True)
    told = [named(link, "href")] if link else []
    told += metas.get("og:url", [])
    told += [_text(entry.get("url")) for entry in objects]
    told.append(saved_from)
    return next((address for address in told if is_web(address)), "")


def _standfirst(objects: list[dict[str, Any]], metas: dict[str, list[str]]) -> str:
    told = [
        _text(entry.get(key))
        for entry in objects
        for key in ("alternativeHeadline", "abstract", "description")
    ]
    told.append(_first(metas, _STANDFIRSTS))
    return next(filter(None, told), "")
