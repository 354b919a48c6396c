"""The list of authors and the page of each."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from tests.factories import make_article, make_author, make_institution

pytestmark = pytest.mark.django_db


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def test_author_list_parts_present_from_former(client):
    make_article(authors=[make_author(family_name="B"), make_author(family_name="A")])
    make_article(authors=[make_author(family_name="C", is_present=False)])
    shown = page(client, "/authors/")
    assert [h.text for h in shown.select("main h2")] == ["Present", "Former"]
    names = [a.text for a in shown.select(".people a")]
    assert names == ["Dr Asha A", "Dr Asha B", "Dr Asha C"]


def test_author_list_leaves_out_who_is_not_published(client):
    make_article(status="draft", published_at=None)
    shown = page(client, "/authors/")
    assert shown.select(".people") == []
    assert "No author has published here yet." in shown.main.text


@pytest.mark.parametrize("count", [1, 3])
def test_author_list_takes_the_same_queries(client, count, django_assert_num_queries):
    make_institution()
    for _ in range(count):
        make_article()
    with django_assert_num_queries(3):
        client.get("/authors/")


def test_author_detail_shows_work_in_all_languages_by_kind(client):
    author = make_author(slug="asha", family_name="Verma", biography="She *writes*.")
    make_article(authors=[author], title="Old", listed_on=date(2020, 1, 1))
    make_article(
        authors=[author], title="नया", listed_on=date(2022, 1, 1), language="hi"
    )
    make_article(authors=[author], title="Paper", kind="paper")
    shown = page(client, "/authors/asha/")
    assert shown.h1.text == "Dr Asha Verma"
    assert shown.select_one(".text em").text == "writes"
    assert [h.text for h in shown.select("main h2")] == ["Commentary", "Paper"]
    assert [h.text for h in shown.select("h3")] == ["नया", "Old", "Paper"]
    assert shown.select(".article-card")[0]["lang"] == "hi"


def test_author_detail_of_former_staff_says_so(client):
    author = make_author(slug="asha", is_present=False, role="Fellow")
    make_article(authors=[author])
    assert "Formerly Fellow" in page(client, "/authors/asha/").main.text


def test_author_detail_links(client):
    author = make_author(
        slug="asha",
        orcid="0000-0002-1825-0097",
        links="https://example.org/a\nhttps://example.org/b",
    )
    make_article(authors=[author])
    hrefs = [a["href"] for a in page(client, "/authors/asha/").select(".links a")]
    assert hrefs == [
        "https://orcid.org/0000-0002-1825-0097",
        "https://example.org/a",
        "https://example.org/b",
    ]


def test_author_detail_speaks_hindi(client):
    translated = {"hi": {"display_name": "आशा वर्मा", "honorific": "डॉ."}}
    make_article(authors=[make_author(slug="asha", translated=translated)])
    assert page(client, "/hi/authors/asha/").h1.text == "डॉ. आशा वर्मा"


def test_author_detail_without_published_work_is_unknown(client):
    make_article(authors=[make_author(slug="asha")], status="draft", published_at=None)
    assert client.get("/authors/asha/").status_code == 404
    assert client.get("/authors/nobody/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_author_detail_takes_the_same_queries(client, count, django_assert_num_queries):
    make_institution()
    author = make_author(slug="asha")
    for _ in range(count):
        make_article(authors=[author, make_author()])
    with django_assert_num_queries(6):
        client.get("/authors/asha/")
