"""Sitemaps, and the file for robots."""

from datetime import UTC, date, datetime, timedelta
from urllib.robotparser import RobotFileParser
from uuid import uuid4

import pytest
from defusedxml.ElementTree import fromstring
from django.utils import timezone

from articles.exporting import sitemap as limits
from articles.views import sitemaps
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_institution,
    make_page,
    make_topic,
)

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
OLD = datetime(2021, 5, 1, 9, tzinfo=UTC)


def rows(client, path):
    """Return path → (lastmod, alternates by code) of a sitemap or index."""
    response = client.get(path)
    assert response.status_code == 200, path
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return {
        row.findtext(f"{SPACE}loc").removeprefix(SITE): (
            row.findtext(f"{SPACE}lastmod"),
            {
                link.get("hreflang"): link.get("href").removeprefix(SITE)
                for link in row.iter(LINK)
            },
        )
        for row in fromstring(response.content)
    }


def make_old(**changes):
    return make_article(
        **{"published_at": OLD, "dated": OLD.date(), "listed_on": OLD.date()} | changes
    )


def test_sitemap_of_an_empty_site_names_its_lists(client):
    assert list(rows(client, "/sitemap.xml")) == ["/sitemap-lists.xml"]
    assert rows(client, "/sitemap-lists.xml")["/"][0] is None
    assert rows(client, "/sitemap-topics.xml") == {}


def test_sitemap_names_types_with_their_latest_change(client):
    make_old(topics=[make_topic()], revised_at=OLD + timedelta(days=2))
    page = make_page()
    changed = page.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    known = {path: at for path, (at, _links) in rows(client, "/sitemap.xml").items()}
    assert known == {
        "/sitemap-articles-2021-1.xml": "2021-05-03T09:00:00Z",
        "/sitemap-lists.xml": "2021-05-03T09:00:00Z",
        "/sitemap-topics.xml": "2021-05-03T09:00:00Z",
        "/sitemap-authors.xml": "2021-05-03T09:00:00Z",
        "/sitemap-pages.xml": changed,
    }
    assert all(client.get(path).status_code == 200 for path in known)


def test_sitemap_knows_no_other_sections(client):
    make_old()
    for name in ("people", "articles", "articles-2020-1", "articles-2021-2", "lists-1"):
        assert client.get(f"/sitemap-{name}.xml").status_code == 404
    assert client.get("/hi/sitemap.xml").status_code == 404
    assert client.get("/sitemap.xml/").status_code == 404


def test_article_sitemap_tells_true_changes(client, time_machine):
    make_old(slug="plain")
    make_old(slug="mended", revised_at=OLD + timedelta(days=2))
    saved = make_old(slug="saved")
    time_machine.move_to(timezone.now() + timedelta(days=1))
    saved.save()
    assert rows(client, "/sitemap-articles-2021-1.xml") == {
        "/articles/plain/": ("2021-05-01T09:00:00Z", {}),
        "/articles/mended/": ("2021-05-03T09:00:00Z", {}),
        "/articles/saved/": ("2021-05-01T09:00:00Z", {}),
    }


def test_article_sitemap_names_translations_of_other_years(client):
    key = uuid4()
    make_old(slug="a", translation_key=key)
    make_article(slug="b", language="hi", translation_key=key)
    make_article(
        slug="c", language="hi", status="draft", published_at=None,
        translation_key=make_old(slug="alone").translation_key,
    )  # fmt: skip
    pair = {"en": "/articles/a/", "hi": "/hi/articles/b/", "x-default": "/articles/a/"}
    found = rows(client, "/sitemap-articles-2021-1.xml")
    found |= rows(client, f"/sitemap-articles-{timezone.localdate().year}-1.xml")
    assert {path: links for path, (_at, links) in found.items()} == {
        "/articles/a/": pair,
        "/articles/alone/": {},
        "/hi/articles/b/": pair,
    }


def test_article_sitemap_comes_in_parts(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST", 2)
    for _ in range(3):
        make_old()
    known = [path for path in rows(client, "/sitemap.xml") if "articles" in path]
    assert known == ["/sitemap-articles-2021-1.xml", "/sitemap-articles-2021-2.xml"]
    assert [len(rows(client, path)) for path in known] == [2, 1]
    assert (limits.MOST, limits.MOST_NEWS) == (50_000, 1_000)


def test_sitemap_section_lists_pages_in_their_languages(client):
    make_old(topics=[make_topic(slug="energy")], authors=[make_author(slug="asha")])
    make_page(slug="about")
    make_page(slug="about", language="hi")
    make_page(slug="privacy", language="hi")
    found = rows(client, "/sitemap-topics.xml")
    assert found == {"/topics/topic/energy/": ("2021-05-01T09:00:00Z", {})}
    assert list(rows(client, "/sitemap-authors.xml")) == [
        "/authors/asha/",
        "/hi/authors/asha/",
    ]
    found = rows(client, "/sitemap-pages.xml")
    assert set(found) == {"/about/", "/hi/about/", "/hi/privacy/"}
    assert found["/about/"][1] == found["/hi/about/"][1]
    assert found["/hi/privacy/"][1] == {}
    found = rows(client, "/sitemap-lists.xml")
    assert found["/articles/"][0] == "2021-05-01T09:00:00Z"
    assert found["/hi/articles/"][0] is None
    assert found["/archive/2021/"] == ("2021-05-01T09:00:00Z", {})
    assert "/archive/2021/05/" in found


def test_every_address_in_a_sitemap_is_canonical(client):
    key = uuid4()
    asha, energy = make_author(slug="asha"), make_topic(axis="region")
    make_old(translation_key=key, authors=[asha], topics=[energy])
    make_old(translation_key=key, language="hi", authors=[asha], topics=[energy])
    make_old(authors=[], listed_on=date(202, 1, 1))
    make_page()
    for section in rows(client, "/sitemap.xml"):
        for path in rows(client, section):
            response = client.get(path)
            assert response.status_code == 200, path
            assert f'<link rel="canonical" href="{SITE}{path}">' in response.text
            assert 'content="noindex' not in response.text, path


def test_news_sitemap_holds_the_last_two_days(client):
    make_institution()
    now = timezone.now()
    make_article(slug="new", title="Water & power")
    make_article(slug="hindi", language="hi")
    make_article(slug="old", published_at=now - timedelta(days=2, minutes=1))
    make_article(slug="undated", dated=None, date_unknown=True)
    make_article(slug="from-an-archive", dated=date(2015, 1, 1))
    make_article(slug="of-a-month", dated_precision="month")
    root = fromstring(client.get("/news-sitemap.xml").content)
    items = {url.findtext(f"{SPACE}loc"): url.find(f"{NEWS}news") for url in root}
    assert set(items) == {f"{SITE}/articles/new/", f"{SITE}/hi/articles/hindi/"}
    news = items[f"{SITE}/articles/new/"]
    assert news.findtext(f"{NEWS}title") == "Water & power"
    assert news.findtext(f"{NEWS}publication/{NEWS}name") == "Meridian Institute"
    assert news.findtext(f"{NEWS}publication/{NEWS}language") == "en"


def test_news_sitemap_without_news_is_empty(client):
    make_old()
    response = client.get("/news-sitemap.xml")
    assert (response.status_code, len(fromstring(response.content))) == (200, 0)


def test_robots_name_the_index_and_keep_out_of_forms(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.text.splitlines()
    assert f"Sitemap: {SITE}/sitemap.xml" in lines
    assert f"Sitemap: {SITE}/news-sitemap.xml" in lines
    assert lines[1:8] == [
        "Disallow: /admin/",
        "Disallow: /search/",
        "Disallow: /hi/search/",
        "Disallow: /preview/*/",
        "Disallow: /hi/preview/*/",
        "Disallow: /articles/*/comment/",
        "Disallow: /hi/articles/*/comment/",
    ]
    assert client.get("/hi/robots.txt").status_code == 404


def test_robots_may_read_all_that_is_published(client):
    make_old(slug="a")
    make_comment(state="approved")
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").text.splitlines())
    for section in rows(client, "/sitemap.xml"):
        assert parser.can_fetch("*", section)
        assert all(parser.can_fetch("*", path) for path in rows(client, section))
    assert not parser.can_fetch("*", "/search/?q=water")
    assert parser.can_fetch("*", "/feeds/articles.atom")


SITEMAPS = {
    "/sitemap.xml": 7,
    "/sitemap-articles-2021-1.xml": 2,
    "/sitemap-lists.xml": 3,
    "/sitemap-topics.xml": 1,
    "/sitemap-authors.xml": 1,
    "/sitemap-pages.xml": 1,
    "/news-sitemap.xml": 2,
    "/robots.txt": 0,
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path", SITEMAPS)
def test_sitemap_takes_the_same_queries(client, path, count, django_assert_num_queries):
    for _ in range(count):
        make_old(topics=[make_topic()])
        make_article()
        make_page()
    with django_assert_num_queries(SITEMAPS[path]):
        client.get(path)


def test_sitemap_of_no_year_is_unknown(client):
    assert client.get("/sitemap-articles-0000-1.xml").status_code == 404
