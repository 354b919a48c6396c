"""Sitemaps as documents."""

from datetime import UTC, datetime

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from articles.exporting import Location, NewsItem, to_index, to_news_sitemap, to_sitemap

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
AT = datetime(2022, 6, 3, 9, tzinfo=UTC)


def test_page_names_its_languages_and_its_change():
    alternates = {"en": "https://example.org/a/", "hi": "https://example.org/hi/a/"}
    one = Location("https://example.org/a/", AT, alternates)
    [url] = fromstring(to_sitemap([one]))
    assert [child.text for child in url[:2]] == [
        "https://example.org/a/",
        "2022-06-03T09:00:00Z",
    ]
    assert {link.get("hreflang"): link.get("href") for link in url[2:]} == alternates
    assert {link.get("rel") for link in url[2:]} == {"alternate"}


def test_unknown_change_is_not_named():
    [url] = fromstring(to_sitemap([Location("https://example.org/a/")]))
    assert [child.tag for child in url] == [f"{SPACE}loc"]


def test_index_names_sitemaps():
    root = fromstring(to_index([Location("https://example.org/sitemap-a.xml", AT)]))
    assert root.tag == f"{SPACE}sitemapindex"
    assert [child.text for child in root[0]] == [
        "https://example.org/sitemap-a.xml",
        "2022-06-03T09:00:00Z",
    ]


@given(st.text())
def test_news_with_any_title_is_read_back(title):
    item = NewsItem("https://example.org/a/", f"<b>{title}", "hi", "मेरिडियन & Co", AT)
    [url] = fromstring(to_news_sitemap([item]))
    news = url.find(f"{NEWS}news")
    assert news.findtext(f"{NEWS}title").startswith("<b>")
    assert news.findtext(f"{NEWS}publication_date") == "2022-06-03T09:00:00Z"
    publication = news.find(f"{NEWS}publication")
    assert [child.text for child in publication] == ["मेरिडियन & Co", "hi"]
