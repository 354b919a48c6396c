"""Sitemaps as sitemaps.org and Google's extensions define them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .escaping import escaped, xml_moment

MOST = 50_000
MOST_NEWS = 1_000
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


@dataclass(frozen=True, slots=True)
class Location:
    """One page: its absolute address, and when readers last found it changed.

    ``alternates`` map codes of languages to absolute addresses, its own among them;
    empty where it stands in one language only.
    """

    address: str
    updated_at: datetime | None = None
    alternates: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One new article, as news sitemaps name it."""

    address: str
    title: str
    language: str
    site_name: str
    published_at: datetime


def to_index(locations: Iterable[Location]) -> str:
    """Return the list of sitemaps."""
    rows = [
        f"<sitemap><loc>{escaped(one.address)}</loc>{_changed(one)}</sitemap>\n"
        for one in locations
    ]
    return _document("sitemapindex", SITEMAP, rows)


def to_sitemap(locations: Iterable[Location]) -> str:
    """Return the list of pages; callers give at most ``MOST``."""
    rows = [
        f"<url><loc>{escaped(one.address)}</loc>{_changed(one)}"
        f"{''.join(_alternate(*pair) for pair in one.alternates.items())}</url>\n"
        for one in locations
    ]
    return _document("urlset", f"{SITEMAP} {XHTML}", rows)


def to_news_sitemap(items: Iterable[NewsItem]) -> str:
    """Return the list of news; callers give at most ``MOST_NEWS``."""
    return _document("urlset", f"{SITEMAP} {NEWS}", [_news(item) for item in items])


def _news(item: NewsItem) -> str:
    return (
        f"<url><loc>{escaped(item.address)}</loc><news:news><news:publication>"
        f"<news:name>{escaped(item.site_name)}</news:name>"
        f"<news:language>{escaped(item.language)}</news:language></news:publication>"
        f"<news:publication_date>{xml_moment(item.published_at)}"
        f"</news:publication_date><news:title>{escaped(item.title)}</news:title>"
        "</news:news></url>\n"
    )


def _document(root: str, namespaces: str, rows: list[str]) -> str:
    return f"{DECLARATION}<{root} {namespaces}>\n{''.join(rows)}</{root}>\n"


def _changed(one: Location) -> str:
    if one.updated_at is None:
        return ""
    return f"<lastmod>{xml_moment(one.updated_at)}</lastmod>"


def _alternate(code: str, address: str) -> str:
    return (
        f'<xhtml:link rel="alternate" hreflang="{escaped(code)}"'
        f' href="{escaped(address)}"/>'
    )
