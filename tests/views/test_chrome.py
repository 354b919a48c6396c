"""What stands around every page, and how every page is sent."""

import gzip
import itertools
import json
import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from tests.factories import (
    make_article,
    make_author,
    make_institution,
    make_page,
    make_user,
)
from vif_site.bundles import JOINED, join

pytestmark = pytest.mark.django_db
PATHS = ["/", "/articles/", "/articles/a/", "/authors/", "/authors/asha/", "/about/"]
PATHS += [f"/hi{path}" for path in ("/", "/articles/", "/articles/b/", "/authors/")]


@pytest.fixture
def site():
    author = make_author(slug="asha")
    make_article(slug="a", authors=[author])
    make_article(slug="b", language="hi", authors=[author])
    make_page(slug="about", title="About")
    make_page(slug="contact", title="Contact")


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("path", [*PATHS, "/nowhere/"])
def test_public_page_is_the_same_for_everyone(client, path):
    response = client.get(path)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"] == (
        "public, max-age=60, stale-while-revalidate=600"
    )
    client.force_login(make_user(username="Priscilla"))
    again = client.get(path)
    assert again.content == response.content
    assert not again.cookies


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("path", PATHS)
def test_public_page_has_an_entity_tag(client, path):
    assert client.get(path)["ETag"]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("path", [*PATHS, "/nowhere/"])
def test_public_page_has_no_inline_style_or_script(client, path):
    shown = BeautifulSoup(client.get(path).content, "html.parser")
    assert shown.find_all("style") == []
    assert shown.find_all(style=True) == []
    kinds = {script.get("type") for script in shown.find_all("script", src=False)}
    assert kinds <= {"application/ld+json"}
    assert [script["src"] for script in shown.find_all("script", src=True)] == [
        "/static/js/theme.js",
        "/static/js/site.js",
    ]
    assert not [n for tag in shown.find_all() for n in tag.attrs if n.startswith("on")]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("path", [*PATHS, "/nowhere/"])
def test_public_page_has_one_heading_and_a_language(client, path):
    shown = BeautifulSoup(client.get(path).content, "html.parser")
    assert len(shown.find_all("h1")) == 1
    assert shown.html["lang"] == ("hi" if path.startswith("/hi/") else "en")
    levels = [int(h.name[1]) for h in shown.find_all(re.compile(r"^h[1-6]$"))]
    steps = itertools.pairwise(levels)
    assert all(after <= before + 1 for before, after in steps)


@pytest.mark.usefixtures("site")
def test_titles_and_descriptions_are_unique(client):
    shown = [BeautifulSoup(client.get(p).content, "html.parser") for p in PATHS]
    english = shown[:6]
    assert len({s.title.text for s in english}) == 6
    descriptions = [
        s.select_one('meta[name="description"]')["content"] for s in english
    ]
    assert all(descriptions)
    assert len(set(descriptions)) == 6


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("path", PATHS)
def test_contact_stands_in_the_same_place(client, path):
    shown = BeautifulSoup(client.get(path).content, "html.parser")
    assert shown.select_one(".site-footer li").text == "Contact"


def test_contact_without_a_page_is_the_address(client):
    make_institution(email="desk@example.org")
    shown = BeautifulSoup(client.get("/").content, "html.parser")
    link = shown.select_one(".site-footer li a")
    assert (link.text, link["href"]) == ("Contact", "mailto:desk@example.org")


def test_footer_of_an_empty_institution_has_no_gaps(client):
    footer = BeautifulSoup(client.get("/").content, "html.parser").footer
    assert footer.find_all("address") == []
    assert "licence" not in footer.text
    assert f"time zone {settings.TIME_ZONE}" in " ".join(footer.text.split())


def test_footer_falls_back_to_pages_of_the_first_language(client):
    make_page(slug="about", title="About")
    make_page(slug="about", title="परिचय", language="hi")
    make_page(slug="privacy", title="Privacy")
    footer = BeautifulSoup(client.get("/hi/").content, "html.parser").footer
    items = [(a.text, a["href"], a.get("lang")) for a in footer.select("li a")[:-1]]
    assert items == [("परिचय", "/hi/about/", None), ("Privacy", "/privacy/", "en")]


@pytest.mark.usefixtures("site")
def test_menu_marks_where_the_reader_is(client):
    shown = BeautifulSoup(client.get("/articles/a/").content, "html.parser")
    assert [a.text for a in shown.select(".site-nav [aria-current]")] == ["Articles"]


def test_style_and_scripts_are_light():
    folder = settings.BASE_DIR / "static"
    theme = (folder / "js" / "theme.js").read_bytes()
    style, script = (join(folder, name).encode() for name in JOINED)
    assert len(theme) <= 400
    assert len(gzip.compress(theme)) + len(gzip.compress(script)) <= 4096
    assert len(gzip.compress(style)) <= 8192


def test_stylesheet_keeps_to_the_rules():
    folder = settings.BASE_DIR / "static" / "css"
    for path in set(folder.rglob("*.css")) - {folder / "admin.css"}:
        text = path.read_text(encoding="utf-8")
        assert "box-shadow" not in text, path
        assert "text-transform" not in text, path
        assert not re.search(r"font-size:\s*[\d.]+px", text), path
        assert set(re.findall(r"border-radius: (.*);", text)) <= {"0", "2px"}, path
        assert not re.search(r"[{,}]\s*#[a-z][^;{}]*\{", text), path
        if path.name != "print.css":
            assert "!important" not in text, path
        if path.parent.name == "components":
            assert len(text.splitlines()) <= 120, path


# Fetching ahead


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("path", PATHS)
def test_lists_tell_what_to_fetch_ahead_and_articles_do_not(client, path):
    rules = client.get(path).get("Speculation-Rules")
    is_article = "/articles/" in path and not path.endswith("articles/")
    assert rules == (None if is_article else '"/static/prefetch.speculationrules"')


def test_rules_of_fetching_ahead_are_of_their_type(client):
    response = client.get("/static/prefetch.speculationrules")
    assert response["Content-Type"] == "application/speculationrules+json"
    assert json.loads(response.getvalue())["prefetch"]
    response.close()
