"""The list of topics and the page of each."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from tests.factories import make_article, make_author, make_institution, make_topic

pytestmark = pytest.mark.django_db
PATH = "/topics/topic/energy/"


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def energy(**changes):
    return make_topic(**{"name": "Energy", "slug": "energy"} | changes)


def test_topic_list_shows_four_axes_with_counts(client):
    topics = [
        make_topic(axis=axis, name=name, slug=name.lower())
        for axis, name in (
            ("series", "Papers"),
            ("programme", "Water"),
            ("region", "Asia"),
            ("topic", "trade"),
            ("topic", "Energy"),
        )
    ]
    make_article(topics=topics)
    make_article(topics=topics[3:4])
    shown = page(client, "/topics/")
    headings = [h.text for h in shown.select("main h2")]
    assert headings == ["By topic", "By region", "By programme", "By series"]
    items = [li.text for li in shown.select("main .people li")]
    assert items == [
        "Energy1 article",
        "trade2 articles",
        "Asia1 article",
        "Water1 article",
        "Papers1 article",
    ]
    for link in shown.select("main .people a"):
        assert client.get(link["href"]).status_code == 200


def test_topic_list_leaves_out_what_nothing_is_published_on(client):
    make_article(topics=[energy()], status="draft", published_at=None)
    make_topic()
    shown = page(client, "/topics/")
    assert shown.select("main h2") == []
    assert "Nothing has been published in this language yet." in shown.main.text


def test_topic_list_is_of_one_language(client):
    topic = energy(translated={"hi": {"name": "ऊर्जा"}})
    make_article(topics=[topic])
    make_article(topics=[topic], language="hi")
    make_article(topics=[make_topic(name="Water")])
    shown = page(client, "/hi/topics/")
    links = [(a.text, a["href"]) for a in shown.select("main .people a")]
    assert links == [("ऊर्जा", "/hi/topics/topic/energy/")]


@pytest.mark.parametrize("count", [1, 3])
def test_topic_list_takes_the_same_queries(client, count, django_assert_num_queries):
    for _ in range(count):
        make_article(topics=[make_topic(), make_topic(axis="series")])
    with django_assert_num_queries(3):
        client.get("/topics/")


def test_topic_list_stands_in_the_menu(client):
    shown = page(client, "/topics/")
    assert shown.select_one(".site-nav [aria-current]").text == "Topics"


def test_topic_detail_shows_its_articles_newest_first_by_year(client):
    topic = energy(scope_note="Electricity & fuels.")
    make_article(title="Old", topics=[topic], listed_on=date(2019, 1, 1))
    make_article(title="New", topics=[topic], listed_on=date(2022, 1, 1))
    make_article(title="Other", topics=[make_topic()])
    shown = page(client, PATH)
    assert shown.h1.text == "Energy"
    assert "Electricity & fuels." in shown.main.text
    assert "2 articles, 2019–2022" in shown.select_one(".standfirst").text
    assert [h.text for h in shown.select("main h2")] == ["2022", "2019"]
    assert [h.text for h in shown.select("h3")] == ["New", "Old"]
    assert shown.select_one(".kind a")["href"] == "/topics/"
    assert shown.title.text.startswith("Energy — Topic")


def test_topic_detail_of_a_series_is_in_its_order(client):
    series = make_topic(axis="series", slug="papers")
    day = date(2022, 1, 1)
    for title, number, listed_on in (
        ("Second", 2, date(2019, 1, 1)),
        ("First", 1, day),
        ("Loose", None, date(2018, 1, 1)),
        ("Third", 3, day),
    ):
        make_article(
            title=title, series_number=number, listed_on=listed_on, topics=[series]
        )
    shown = page(client, "/topics/series/papers/")
    headings = [h.text for h in shown.select("main h2")]
    assert headings == ["First", "Second", "Third", "Loose"]
    assert "Part 1 ·" in shown.select_one(".article-card .kind").text


def test_topic_detail_has_numbered_pages(client):
    topic = energy()
    for _ in range(26):
        make_article(topics=[topic])
    first, second = page(client, PATH), page(client, f"{PATH}?page=2")
    assert first.select_one('a[rel="next"]').text == "Older"
    assert first.select_one('a[rel="next"]')["href"] == f"{PATH}?page=2"
    assert second.select_one('a[rel="prev"]')["href"] == PATH
    assert second.title.text.startswith("Energy, page 2")
    for number in ("abc", "0", "-1", "9999", ""):
        assert client.get(PATH, {"page": number}).status_code == 404


def test_topic_detail_of_a_series_goes_on_to_later_parts(client):
    series = make_topic(axis="series", slug="papers")
    for number in range(26):
        make_article(topics=[series], series_number=number)
    link = page(client, "/topics/series/papers/").select_one('a[rel="next"]')
    assert link.text == "Later parts"


def test_topic_detail_has_the_other_filters(client):
    topic = energy()
    rao = make_author(slug="rao", family_name="Rao")
    make_article(title="A", kind="brief", topics=[topic], authors=[rao])
    make_article(title="B", topics=[topic])
    make_article(title="C", authors=[make_author(slug="far")])
    shown = page(client, f"{PATH}?kind=brief")
    assert [h.text for h in shown.select("h3")] == ["A"]
    names = [select["name"] for select in shown.select(".filters select")]
    assert names == ["kind", "year", "author", "language"]
    assert not shown.select('option[value="far"]')
    shown = page(client, f"{PATH}?kind=paper&author=rao")
    assert "No article matches these filters:" in shown.main.text
    hrefs = [a["href"] for a in shown.select(".filters-in-force a")]
    assert hrefs == [f"{PATH}?author=rao", f"{PATH}?kind=paper", PATH]


def test_topic_detail_stands_in_every_language_once_in_any(client):
    topic = energy(translated={"hi": {"name": "ऊर्जा", "scope_note": "बिजली।"}})
    make_article(title="English", topics=[topic])
    shown = page(client, f"/hi{PATH}")
    assert shown.h1.text == "ऊर्जा"
    assert shown.select(".article-card, .filters") == []
    assert shown.select_one('meta[name="robots"]')["content"] == "noindex"
    link = shown.select_one('main a[href$="?language=all"]')
    assert page(client, link["href"]).select_one("h3").text == "English"
    make_article(title="हिंदी", topics=[topic], language="hi")
    shown = page(client, f"/hi{PATH}")
    assert [h.text for h in shown.select("h3")] == ["हिंदी"]
    assert shown.select('meta[name="robots"]') == []


def test_topic_detail_is_offered_in_the_languages_that_list_something(client):
    topic = energy()
    make_article(topics=[topic])
    make_article(language="hi")
    for path in (PATH, f"/hi{PATH}"):
        assert page(client, path).select("head link[hreflang]") == []
    assert page(client, PATH).select_one(".site-header a[hreflang=hi]")
    back = page(client, f"/hi{PATH}").select_one(".site-header a[hreflang=en]")
    assert back["href"] == PATH
    make_article(topics=[topic], language="hi")
    for path in (PATH, f"/hi{PATH}"):
        found = page(client, path).select("head link[hreflang]")
        assert [link["hreflang"] for link in found] == ["en", "hi", "x-default"]


def test_topic_detail_that_is_not_translated_says_so(client):
    make_article(topics=[energy(scope_note="Fuels.")], language="hi")
    shown = page(client, f"/hi{PATH}")
    assert shown.h1["lang"] == "en"
    assert shown.select_one(".article-header p[lang=en]").text == "Fuels."


def test_topic_detail_is_unknown_before_anything_is_published(client):
    make_article(topics=[energy()], status="draft", published_at=None)
    assert client.get(PATH).status_code == 404
    unknown = client.get("/topics/topic/nothing/")
    hidden = client.get(PATH).content.replace(b"energy", b"nothing")
    assert hidden == unknown.content


@pytest.mark.parametrize(
    "path", ["/topics/region/energy/", "/topics/nothing/energy/", "/topics/topic/"]
)
def test_topic_detail_of_another_axis_is_unknown(client, path):
    make_article(topics=[energy()])
    assert client.get(path).status_code == 404


def test_topic_detail_refuses_other_methods(client):
    make_article(topics=[energy()])
    assert client.post(PATH).status_code == 405
    assert client.head(PATH).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("query", ["", "?kind=commentary&year=2022&author=rao"])
def test_topic_detail_takes_the_same_queries(
    client, count, query, django_assert_num_queries
):
    make_institution()
    topic, rao = energy(), make_author(slug="rao")
    for _ in range(count):
        make_article(
            topics=[topic], authors=[rao, make_author()], listed_on=date(2022, 1, 1)
        )
    with django_assert_num_queries(8):
        client.get(PATH + query)


def test_article_links_to_its_topics(client):
    series = make_topic(axis="series", name="Papers", slug="papers")
    make_article(slug="a", topics=[energy(), series], series_number=3)
    kind = page(client, "/articles/a/").select_one(".article-header .kind")
    links = {a.text: a["href"] for a in kind.find_all("a")}
    assert links == {"Energy": PATH, "Papers": "/topics/series/papers/"}
    assert "Papers 3" in kind.text
    for path in links.values():
        assert client.get(path).status_code == 200
