"""The search page: every query is answered, and what is shown is escaped."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Spelling, Topic
from tests.factories import make_article, make_author, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def library():
    today = timezone.localdate()
    water = make_topic(name="Water sharing")
    asha = make_author(given_names="Asha", family_name="Waters", slug="asha-waters")
    make_article(
        title="Rivers", slug="rivers", kind="brief", topics=[water], authors=[asha],
        source="The <b>treaty</b> & its water.", listed_on=today - timedelta(days=800),
    )  # fmt: skip
    make_article(
        title="A treaty", slug="treaty", listed_on=today - timedelta(days=900),
        source="Nothing much.[^8]", notes={"8": "The *Samarkand* papers, 2022."},
    )  # fmt: skip
    make_article(title="नीति", slug="niti", language="hi", source="जल की नीतियाँ।")


def body(client, query, path="/search/"):
    response = client.get(f"{path}?{query}" if query else path)
    assert response.status_code == 200
    return response.content.decode()


def shown(page):
    """Return the slugs of the hits in order."""
    parts = page.split('<article class="article-card"')[1:]
    return [part.partition("/articles/")[2].partition("/")[0] for part in parts]


def test_search_without_a_query_shows_topics_and_no_hits(client, library):
    page = body(client, "")
    assert shown(page) == []
    assert "Water sharing" in page
    assert "results for" not in page


def test_search_best_first_and_by_date(client, library):
    assert shown(body(client, "q=treaty")) == ["treaty", "rivers"]
    assert shown(body(client, "q=treaty&sort=date")) == ["rivers", "treaty"]


def test_search_says_how_many_in_title_and_page(client, library):
    page = body(client, "q=treaties")
    assert "<title>2 results for “treaties” — Search — " in page
    assert '<p class="search-count" role="status">2 results for “treaties”</p>' in page
    assert "1 result for “samarkand”" in body(client, "q=samarkand")


def test_search_marks_and_escapes(client, library):
    page = body(client, "q=treaty+water")
    assert (
        "The &lt;<mark>b&gt;treaty&lt;/b</mark>&gt; &amp; its <mark>water</mark>."
        in page
    )
    page = body(client, "q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_search_finds_notes_and_leads_to_them(client, library):
    page = body(client, "q=samarkand")
    assert (
        '<a href="/articles/treaty/#fn-8">Note 8</a>: The <mark>Samarkand</mark>'
        in page
    )


def test_search_finds_the_addresses_in_notes(client):
    note = "A report, [here](https://example.org/zanzibar-report)."
    make_article(source="Text.[^1]", notes={"1": note})
    assert "<mark>" in body(client, "q=zanzibar")


def test_search_forgets_a_topic_that_is_deleted(client, library, admin_client):
    key = Topic.objects.get(name="Water sharing").pk
    assert shown(body(client, "q=sharing")) == ["rivers"]
    admin_client.post(f"/admin/articles/topic/{key}/delete/", {"post": "yes"})
    assert not Topic.objects.exists()
    assert shown(body(client, "q=sharing")) == []


def test_search_finds_people_and_topics(client, library):
    page = body(client, "q=water*")
    assert '<a href="/authors/asha-waters/">Dr Asha Waters</a>' in page
    assert (
        '<a href="/topics/topic/water-sharing/">' not in page.split("search-names")[0]
    )
    assert shown(page) == ["rivers"]


def test_search_in_every_language_from_each(client, library):
    assert shown(body(client, "q=नीति")) == ["niti"]
    assert shown(body(client, "q=नीति", "/hi/search/")) == ["niti"]
    assert shown(body(client, "q=treaty", "/hi/search/")) == ["treaty", "rivers"]


def test_search_with_filters(client, library):
    year = (timezone.localdate() - timedelta(days=800)).year
    assert shown(body(client, "q=treaty&kind=brief")) == ["rivers"]
    assert shown(body(client, f"q=treaty&year={year}")) in (
        ["rivers"],
        ["treaty", "rivers"],
    )
    assert shown(body(client, "q=treaty&author=asha-waters")) == ["rivers"]
    assert shown(body(client, "q=treaty&language=hi")) == []
    assert shown(body(client, "q=treaty&sort=relevance")) == ["treaty", "rivers"]
    page = body(client, "q=treaty&kind=paper")
    assert "<b>Kind:</b> Paper" in page
    assert "<b>Author:</b> not in this list" in body(client, "q=treaty&author=nobody")
    assert shown(page) == []
    assert '<a href="/search/?q=treaty">Search everything</a>' in page


def test_search_that_finds_nothing_helps(client, library):
    page = body(client, "q=absent")
    assert "0 results for “absent”" in page
    assert "Check the spelling" in page
    assert "Water sharing" in page
    assert "no word in this" in body(client, "q=%22!%22")


def test_search_knows_the_editors_spellings(client, library):
    assert shown(body(client, "q=accord")) == []
    Spelling.objects.create(words="accord, treaty")
    assert shown(body(client, "q=accord")) == ["treaty", "rivers"]


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%ff", "q=%22", "q=*", "q=a%0Ab", "q=NEAR(", "q=%F0%9F%99%82", "q=" + "a" * 3000,
     "q=treaty&year=abc", "q=treaty&kind=%00", "q=treaty&author=%00", "q=treaty&sort=x",
     "q=treaty&topic=topic.none", "q=a&q=b&q=c"],
)  # fmt: skip
def test_search_answers_any_query(client, library, query):
    response = client.get(f"/search/?{query}", follow=True)
    assert response.status_code == 200


@pytest.mark.parametrize("number", ["abc", "0", "-1", "9999", "१"])
def test_search_page_that_is_not_there(client, library, number):
    assert client.get(f"/search/?q=treaty&page={number}").status_code == 404


def test_search_in_pages(client):
    for _ in range(21):
        make_article(source="Glacier.")
    first, second = body(client, "q=glacier"), body(client, "q=glacier&page=2")
    assert (len(shown(first)), len(shown(second))) == (20, 1)
    assert 'href="/search/?q=glacier&amp;page=2" rel="next"' in first
    assert "<title>21 results for “glacier” — Search, page 2 — " in second


def test_search_is_kept_out_of_search_engines_and_of_logs(client, library):
    page = body(client, "q=treaty")
    assert '<meta name="robots" content="noindex">' in page


def test_search_shows_only_what_is_public(client):
    later = timezone.now() + timedelta(days=1)
    for fields in (
        {"status": "draft", "published_at": None},
        {"published_at": later},
        {"status": "withdrawn", "withdrawn_at": timezone.now()},
        {"binned_at": timezone.now()},
    ):
        make_article(
            source="Glacier.", authors=[make_author(family_name="Glacier")], **fields
        )
    page = body(client, "q=glacier")
    assert shown(page) == []
    assert "search-names" not in page


@pytest.mark.parametrize("count", [2, 5])
def test_search_costs_ten_queries(client, count, django_assert_num_queries):
    for _ in range(count):
        make_article(source="Glacier.", topics=[make_topic()])
    with django_assert_num_queries(10):
        client.get("/search/?q=glacier")


def test_not_found_looks_for_the_words_of_the_address(client):
    response = client.get("/articles/water-in-the-hills/")
    assert response.status_code == 404
    page = response.content.decode()
    assert 'name="q" value="water in the hills"' in page
    assert 'action="/search/"' in page


def test_not_found_escapes_the_words_of_the_address(client):
    page = client.get("/%22%3E%3Cscript%3E/").content.decode()
    assert "<script>" not in page
    assert "&quot;&gt;&lt;script&gt;" in page
