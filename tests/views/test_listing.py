"""The list of articles, its filters and its pages."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from articles.models import Article
from tests.factories import make_article, make_author, make_institution, make_topic

pytestmark = pytest.mark.django_db


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def titles(client, path):
    return [heading.text for heading in page(client, path).select(".article-card h3")]


def test_article_list_shows_newest_first_by_year(client):
    make_article(title="Older", listed_on=date(2021, 5, 1), dated=date(2021, 5, 1))
    make_article(title="Newer", listed_on=date(2022, 5, 1), dated=date(2022, 5, 1))
    shown = page(client, "/articles/")
    assert [h.text for h in shown.select("main h2")] == ["2022", "2021"]
    assert [h.text for h in shown.select("main h3")] == ["Newer", "Older"]
    assert "2 articles, 2021–2022" in shown.select_one(".standfirst").text


def test_article_list_item_has_one_link(client):
    make_article(title="The one")
    card = page(client, "/articles/").select_one(".article-card")
    assert [a.text for a in card.find_all("a")] == ["The one"]


def test_article_list_is_of_one_language(client):
    make_article(title="English")
    make_article(title="हिन्दी", language="hi")
    assert [h.text for h in page(client, "/articles/").select("h3")] == ["English"]
    assert [h.text for h in page(client, "/hi/articles/").select("h3")] == ["हिन्दी"]


def test_article_list_when_empty(client):
    shown = page(client, "/articles/")
    assert "Nothing has been published in this language yet." in shown.main.text


def test_article_list_shows_nothing_that_is_not_public(client):
    tomorrow = timezone.now() + timedelta(days=1)
    make_article(title="Draft", status="draft", published_at=None)
    make_article(title="Scheduled", published_at=tomorrow)
    make_article(title="Withdrawn", status="withdrawn", withdrawn_at=timezone.now())
    make_article(title="Binned", binned_at=timezone.now())
    assert page(client, "/articles/").select("h3") == []


def test_article_list_has_numbered_pages(client):
    for _ in range(26):
        make_article()
    first, second = page(client, "/articles/"), page(client, "/articles/?page=2")
    assert len(first.select(".article-card")) == 25
    assert len(second.select(".article-card")) == 1
    assert "page 2" in second.title.text
    canonical = second.select_one('link[rel="canonical"]')["href"]
    assert canonical.endswith("/articles/?page=2")
    assert first.select_one('a[rel="next"]')["href"] == "/articles/?page=2"


@pytest.mark.parametrize("number", ["abc", "0", "-1", "9999", "", "१", "1e1", "9" * 99])
def test_article_list_of_no_page_is_not_found(client, number):
    make_article()
    assert client.get("/articles/", {"page": number}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "query", ["", "?kind=commentary&year=2022&author=asha&topic=topic.energy"]
)
def test_article_list_takes_the_same_queries(
    client, count, query, django_assert_num_queries
):
    make_institution()
    asha, energy = make_author(slug="asha"), make_topic(slug="energy")
    for _ in range(count):
        make_article(
            authors=[asha, make_author()],
            topics=[energy, make_topic()],
            listed_on=date(2022, 1, 1),
        )
    with django_assert_num_queries(7):
        client.get(f"/articles/{query}")


@pytest.fixture
def shelf():
    """Articles that differ in every filter."""
    energy = make_topic(name="Energy", slug="energy")
    asia = make_topic(name="Asia", slug="asia", axis="region")
    rao, verma = (make_author(family_name=n, slug=n.lower()) for n in ("Rao", "Verma"))
    old, new = date(2019, 5, 1), date(2022, 5, 1)
    make_article(title="A", kind="brief", listed_on=old, authors=[rao], topics=[energy])
    make_article(
        title="B", kind="brief", listed_on=new, authors=[verma, rao], topics=[asia]
    )
    make_article(title="C", kind="paper", listed_on=new, authors=[verma])
    make_article(title="D", kind="event report", listed_on=old, topics=[energy, asia])
    make_article(title="हि", kind="brief", listed_on=new, language="hi", authors=[rao])


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=brief", "BA"),
        ("kind=event+report", "D"),
        ("year=2022", "CB"),
        ("author=rao", "BA"),
        ("topic=topic.energy", "DA"),
        ("topic=region.asia", "BD"),
        ("kind=brief&year=2019", "A"),
        ("kind=brief&year=2022&author=verma&topic=region.asia", "B"),
        ("kind=paper&year=2019", ""),
        ("year=1066", ""),
    ],
)
def test_article_list_is_narrowed(client, query, expected):
    shown = titles(client, f"/articles/?{query}")
    assert "".join(sorted(shown)) == "".join(sorted(expected))


@pytest.mark.usefixtures("shelf")
def test_article_list_of_another_language_and_of_all(client):
    assert titles(client, "/articles/?language=hi") == ["हि"]
    assert len(titles(client, "/articles/?language=all")) == 5
    assert titles(client, "/hi/articles/") == ["हि"]
    assert len(titles(client, "/hi/articles/?language=en")) == 4


@pytest.mark.usefixtures("shelf")
def test_article_list_offers_what_it_holds(client):
    shown = page(client, "/articles/")
    options = {
        select["name"]: [option["value"] for option in select.find_all("option")]
        for select in shown.select(".filters select")
    }
    assert options == {
        "kind": ["", "brief", "paper", "event report"],
        "year": ["", "2022", "2021", "2020", "2019"],
        "author": [
            "",
            "rao",
            "verma",
            Article.objects.get(title="D").authors.get().slug,
        ],
        "topic": ["", "topic.energy", "region.asia"],
        "language": ["", "hi", "all"],
    }
    groups = [group["label"] for group in shown.select("optgroup")]
    assert groups == ["Topic", "Region"]
    assert shown.select(".filters[open], .filters-in-force") == []
    assert shown.select_one(".filters button").text == "Apply"


@pytest.mark.usefixtures("shelf")
def test_article_list_says_which_filters_are_set(client):
    shown = page(client, "/articles/?kind=brief&author=rao")
    assert shown.select(".filters[open]")
    chosen = [" ".join(li.text.split()) for li in shown.select(".filters-in-force li")]
    assert chosen == [
        "Kind: Brief Clear",
        "Author: Asha Rao Clear",
        "Clear all filters",
    ]
    hrefs = [a["href"] for a in shown.select(".filters-in-force a")]
    assert hrefs == ["/articles/?author=rao", "/articles/?kind=brief", "/articles/"]
    selected = [option["value"] for option in shown.select("option[selected]")]
    assert selected[:1] + selected[2:3] == ["brief", "rao"]
    assert shown.title.text.startswith("Articles: Brief, Asha Rao")
    assert "2 articles, 2019–2022" in shown.select_one(".standfirst").text


@pytest.mark.usefixtures("shelf")
def test_article_list_without_a_match_offers_to_clear_each(client):
    shown = page(client, "/articles/?kind=paper&year=2019")
    assert shown.select(".article-card, .standfirst") == []
    assert "No article matches these filters:" in shown.main.text
    assert len(shown.select(".filters-in-force a")) == 3


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("kind", "essay"),
        ("kind", "BRIEF"),
        ("year", "abc"),
        ("year", "20222"),
        ("year", "0"),
        ("year", "-1"),
        ("year", "२०२२"),
        ("year", "9999"),
        ("author", "nobody"),
        ("author", "x\0y"),
        ("author", "' OR 1=1 --"),
        ("author", "a" * 5000),
        ("topic", "energy"),
        ("topic", "topic.nothing"),
        ("topic", "."),
        ("topic", "<script>alert(1)</script>"),
        ("language", "xx"),
        ("language", "\ud800"),
    ],
)
def test_article_list_knows_no_such_filter(client, name, text):
    encoded = text.encode("utf-8", "surrogatepass")
    response = client.get("/articles/", {name: encoded})
    assert response.status_code == 200
    shown = BeautifulSoup(response.content, "html.parser")
    assert shown.select(".article-card") == []
    (chosen,) = shown.select(".filters-in-force li")
    assert "not in this list" in chosen.text
    assert chosen.a["href"] == "/articles/"
    assert shown.select_one('meta[name="robots"]')["content"] == "noindex"
    assert "<script>alert" not in response.content.decode()


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("query", "tidy"),
    [
        ("kind=&year=&author=&topic=&language=", ""),
        ("kind=brief&year=&author=&topic=&language=", "?kind=brief"),
        ("author=rao&kind=brief", "?kind=brief&author=rao"),
        ("kind=paper&kind=brief", "?kind=brief"),
        ("kind=+brief+", "?kind=brief"),
        ("language=en", ""),
        ("page=1", ""),
        ("page=01&kind=brief", "?kind=brief"),
    ],
)
def test_article_list_leads_to_its_one_address(client, query, tidy):
    response = client.get(f"/articles/?{query}")
    assert (response.status_code, response["Location"]) == (301, f"/articles/{tidy}")
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.usefixtures("shelf")
def test_article_list_leaves_foreign_parts_of_the_query_alone(client):
    shown = page(client, "/articles/?utm_source=x&kind=brief")
    canonical = shown.select_one('link[rel="canonical"]')["href"]
    assert canonical.endswith("/articles/?kind=brief")


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("query", "is_indexed", "is_alternate"),
    [
        ("", True, True),
        ("?kind=brief", True, False),
        ("?kind=brief&year=2022", False, False),
    ],
)
def test_article_list_tells_search_engines(client, query, is_indexed, is_alternate):
    shown = page(client, f"/articles/{query}")
    assert (shown.select('meta[name="robots"]') == []) == is_indexed
    assert (shown.select("link[hreflang]") != []) == is_alternate
    canonical = shown.select_one('link[rel="canonical"]')["href"]
    assert canonical.endswith(f"/articles/{query}")


def test_article_list_keeps_filters_from_page_to_page(client):
    for _ in range(26):
        make_article(kind="brief")
    first = page(client, "/articles/?kind=brief")
    assert first.select_one('a[rel="next"]')["href"] == "/articles/?kind=brief&page=2"
    second = page(client, "/articles/?kind=brief&page=2")
    assert second.select_one('a[rel="prev"]')["href"] == "/articles/?kind=brief"
    assert second.title.text.startswith("Articles: Brief, page 2")
    canonical = second.select_one('link[rel="canonical"]')["href"]
    assert canonical.endswith("/articles/?kind=brief&page=2")
    assert client.get("/articles/?kind=brief&page=3").status_code == 404
    assert client.get("/articles/?kind=brief&page=x").status_code == 404
    assert client.get("/articles/?kind=paper&page=2").status_code == 404


def test_article_list_links_to_the_archive(client):
    assert page(client, "/articles/").select_one('.beside a[href="/archive/"]')


def test_article_list_is_read_from_its_index():
    rows = Article.objects.published().in_language("en").newest_first().for_lists()
    plan = rows[:25].explain()
    if Article.objects.db == "default" and "SEARCH" in plan:  # SQLite's words
        assert "article_lists" in plan
        assert "TEMP B-TREE" not in plan


def test_article_list_escapes_what_filters_name(client):
    topic = make_topic(name="<b>&\"'", slug="bold")
    make_article(topics=[topic], authors=[make_author(family_name="<i>", slug="i")])
    response = client.get("/articles/?author=i&topic=topic.bold").content.decode()
    assert "<b>&\"'" not in response
    assert "<i>" not in response
