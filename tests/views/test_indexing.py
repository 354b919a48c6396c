"""What search engines are told of each page: its one address, its languages, its words."""

import itertools
from datetime import date
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from articles.models import Preview
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


def page(client, path):
    return BeautifulSoup(client.get(path).content, "html.parser")


def canonical(soup):
    return soup.select_one('link[rel="canonical"]')["href"].removeprefix(SITE)


def languages(soup):
    links = soup.select("link[hreflang]")
    return {link["hreflang"]: link["href"].removeprefix(SITE) for link in links}


def description(soup):
    return soup.select_one('meta[name="description"]')["content"]


@pytest.fixture
def site():
    make_institution(tagline="Careful evidence")
    asha, energy = make_author(slug="asha"), make_topic(slug="energy")
    key = uuid4()
    for language in ("en", "hi"):
        make_article(
            slug=f"water-{language}", language=language, translation_key=key,
            authors=[asha], topics=[energy], listed_on=date(2022, 5, 1),
            title=f"Water {language}", standfirst=f"Water in {language}.",
        )  # fmt: skip
        make_page(slug="about", title=f"About {language}", language=language)


PAGES = ("/", "/articles/", "/topics/", "/topics/topic/energy/", "/authors/")
PAGES += ("/authors/asha/", "/archive/", "/archive/2022/", "/archive/2022/05/")
PAGES += ("/about/", "/feeds/", "/search/", "/articles/water-en/")


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("path", PAGES)
def test_languages_of_a_page_name_one_another(client, path):
    first = languages(page(client, path)) if path != "/search/" else {}
    if not first:
        return
    assert set(first) == {"en", "hi", "x-default"}
    assert first["x-default"] == first["en"] == path
    for address in set(first.values()):
        other = page(client, address)
        assert languages(other) == first, address
        assert canonical(other) == address
        assert other.html["lang"] in {c for c, a in first.items() if a == address}


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("path", PAGES)
def test_canonical_address_has_no_query(client, path):
    assert canonical(page(client, f"{path}?utm_source=mail")) == path


def test_pages_of_a_list_are_their_own_canonical(client):
    asha, energy = make_author(slug="asha"), make_topic(slug="energy")
    for _ in range(101):
        make_article(authors=[asha], topics=[energy], listed_on=date(2022, 5, 1))
    seen = []
    for path in ("/articles/", "/topics/topic/energy/", "/authors/asha/"):
        for query in ("", "?page=2"):
            shown = page(client, f"{path}{query}")
            assert canonical(shown) == f"{path}{query}"
            assert not shown.select('meta[name="robots"]')
            seen.append((shown.title.text, description(shown)))
    for part in zip(*seen, strict=True):
        assert len(set(part)) == 6
    assert languages(page(client, "/articles/?page=2")) == {}


@pytest.mark.usefixtures("site")
def test_titles_and_descriptions_differ(client):
    paths = [*PAGES, *(f"/hi{path}" for path in PAGES if "water" not in path)]
    shown = [page(client, path) for path in paths]
    for path, soup in zip(paths, shown, strict=True):
        is_home = path in {"/", "/hi/"}
        assert is_home or soup.title.text.endswith(" — Meridian"), path
        assert 0 < len(description(soup)) <= 200, path
    english = shown[: len(PAGES)]
    for words in ([s.title.text for s in english], [description(s) for s in english]):
        same = [
            w for w, group in itertools.groupby(sorted(words)) if len(list(group)) > 1
        ]
        assert same == []


def test_descriptions_are_the_records_own_words(client):
    make_institution(name="Meridian Institute", tagline="Careful evidence")
    asha = make_author(slug="asha", biography="Asha *writes* on rivers.")
    energy = make_topic(slug="energy", scope_note="All on energy.")
    make_article(authors=[asha], topics=[energy])
    make_page(
        slug="about",
        title="About",
        html='<h2>Who</h2><p id="p">We &amp; <b>you</b>.</p>',
    )
    words = {
        "/": "Careful evidence",
        "/authors/asha/": "Asha writes on rivers.",
        "/topics/topic/energy/": "All on energy.",
        "/about/": "About: We & you.",
    }
    assert {path: description(page(client, path)) for path in words} == words
    # Nobody has written them in Hindi, and two pages may not say the same.
    for path in ("/hi/authors/asha/", "/hi/topics/topic/energy/"):
        assert description(page(client, path)) not in words.values()
    filtered = description(page(client, "/authors/asha/?kind=commentary"))
    assert filtered.startswith("All work by Dr Asha")


def test_page_without_a_paragraph_is_described_by_its_title(client):
    make_page(slug="bare", title="Bare", html="<h2>Who</h2>")
    assert description(page(client, "/bare/")) == "Bare"


def test_search_engines_keep_out_of_forms_and_drafts(client):
    article = make_article(slug="a")
    comment = make_comment(article)
    for _ in range(51):
        make_comment(article, state="approved")
    draft = make_article(status="draft", published_at=None)
    preview = Preview.objects.create(article=draft).get_absolute_url()
    hidden = ("/search/", "/search/?q=water", "/articles/a/comment/", preview)
    hidden += (comment.get_private_url(), "/articles/a/?comments=2", "/nothing/")
    hidden += ("/articles/?kind=commentary&year=2020",)
    for path in hidden:
        shown = page(client, path)
        assert shown.select_one('meta[name="robots"]')["content"] == "noindex", path
    for path in ("/articles/a/", "/articles/", "/feeds/", "/articles/?kind=commentary"):
        response = client.get(path)
        assert b'name="robots"' not in response.content, path
        assert "X-Robots-Tag" not in response, path
