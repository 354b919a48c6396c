"""The list of authors and the page of each."""

import json
from datetime import date

import pytest
from bs4 import BeautifulSoup

from tests.factories import make_article, make_author, make_institution, make_topic

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
    assert [e.get("lang") for e in shown.select(".article-card h3, .deck")] == [
        *("hi", "hi"),
        *(None, None),
        *(None, None),
    ]
    assert shown.select(".article-card .kind[lang], .article-card[lang]") == []


def test_author_detail_of_former_staff_says_so(client):
    author = make_author(slug="asha", is_present=False, role="Fellow")
    make_article(authors=[author])
    assert "Formerly Fellow" in page(client, "/authors/asha/").main.text


def test_author_detail_of_former_staff_without_a_role_says_so_too(client):
    make_article(
        authors=[make_author(slug="asha", is_present=False, role="", affiliation="")]
    )
    assert "No longer works here." in page(client, "/authors/asha/").main.text


def test_author_detail_names_who_else_wrote(client):
    asha = make_author(slug="asha")
    others = [make_author(given_names="", family_name=name) for name in ("Rao", "Das")]
    make_article(title="Alone", authors=[asha])
    make_article(title="Together", kind="paper", authors=[others[0], asha, others[1]])
    shown = page(client, "/authors/asha/")
    alone, together = shown.select(".article-card")
    assert alone.select(".names") == []
    assert together.select_one(".names").text.strip() == "With Rao and Das"


def test_author_detail_names_what_they_write_on_most_first(client):
    asha = make_author(slug="asha")
    energy, water, hidden, series = (
        make_topic(name="Energy", slug="energy"),
        make_topic(name="Water", slug="water", axis="programme"),
        make_topic(name="Hidden"),
        make_topic(name="Papers", axis="series"),
    )
    make_article(authors=[asha], topics=[energy, water, series])
    make_article(authors=[asha], topics=[water])
    make_article(authors=[asha], topics=[hidden], status="draft", published_at=None)
    make_article(topics=[energy, hidden])
    links = page(client, "/authors/asha/").select(".expertise a")
    assert [(a.text, a["href"]) for a in links] == [
        ("Water", "/topics/programme/water/"),
        ("Energy", "/topics/topic/energy/"),
    ]


def test_author_detail_without_topics_names_none(client):
    make_article(authors=[make_author(slug="asha")])
    assert page(client, "/authors/asha/").select(".expertise") == []


def test_author_detail_has_the_other_filters(client):
    asha = make_author(slug="asha")
    energy = make_topic(name="Energy", slug="energy")
    make_article(title="A", authors=[asha], topics=[energy], kind="brief")
    make_article(title="B", authors=[asha], language="hi")
    make_article(title="C", topics=[make_topic(slug="far")])
    shown = page(client, "/authors/asha/")
    names = [select["name"] for select in shown.select(".filters select")]
    assert names == ["kind", "year", "topic", "language"]
    assert not shown.select('option[value="topic.far"]')
    for query, expected in (
        ("kind=brief", ["A"]),
        ("language=hi", ["B"]),
        ("topic=topic.energy", ["A"]),
        ("topic=topic.energy&language=hi", []),
    ):
        shown = page(client, f"/authors/asha/?{query}")
        assert [h.text for h in shown.select("h3")] == expected
    assert "No article matches these filters:" in shown.main.text
    assert client.get("/authors/asha/?language=all")["Location"] == "/authors/asha/"


def profile(client, path="/authors/asha/"):
    script = page(client, path).select_one('script[type="application/ld+json"]')
    return json.loads(script.text)


def test_author_detail_tells_machines_who_it_is(client):
    asha = make_author(
        slug="asha", biography="She *writes*.", links="https://example.org/a"
    )
    make_article(authors=[asha], topics=[make_topic(name="Energy")])
    told = profile(client)
    assert told["@type"] == "ProfilePage"
    person = told["mainEntity"]
    assert person["name"] == asha.name
    assert person["honorificPrefix"] == "Dr"
    assert person["jobTitle"] == "Fellow"
    assert person["affiliation"]["name"] == "Meridian"
    assert person["description"] == "She writes."
    assert person["knowsAbout"] == ["Energy"]
    assert person["sameAs"] == ["https://example.org/a"]
    assert told["url"] == person["url"]
    assert told["url"].endswith("/authors/asha/")


def test_author_detail_tells_machines_of_former_staff_no_role(client):
    make_article(authors=[make_author(slug="asha", is_present=False)])
    assert {"jobTitle", "affiliation"} & profile(client)["mainEntity"].keys() == set()


def test_author_detail_data_cannot_end_its_script(client):
    hostile = "</script><script>alert(1)</script>"
    make_article(authors=[make_author(slug="asha", family_name=hostile)])
    assert hostile.encode() not in client.get("/authors/asha/").content
    assert profile(client)["mainEntity"]["familyName"] == hostile


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
        make_article(authors=[author, make_author()], topics=[make_topic()])
    with django_assert_num_queries(7):
        client.get("/authors/asha/")
