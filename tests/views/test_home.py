"""The home page: what leads, the blocks, the announcement, the menu."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from articles.models import Block
from tests.factories import (
    make_article,
    make_author,
    make_front_page,
    make_institution,
    make_page,
    make_topic,
)

pytestmark = pytest.mark.django_db
EVERY = ["latest", "papers", "programmes", "authors"]


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def headings(shown):
    return [h.text for h in shown.select(".shelf > h2")]


def menu_of(shown):
    return [(a.text, a["href"]) for a in shown.select(".site-nav a")]


# When nothing is set


def test_home_when_everything_is_empty(client):
    shown = page(client, "/")
    assert shown.h1.text == "Publications"
    assert "Nothing has been published in this language yet." in shown.main.text


def test_home_names_the_institution(client):
    make_institution(name="Meridian Institute", short_name="Meridian", tagline="Calm")
    shown = page(client, "/")
    assert shown.h1.text == "Meridian Institute"
    assert shown.select_one(".wordmark").text == "Meridian"
    assert "Calm" in shown.select_one(".masthead").text


def test_home_speaks_the_other_language(client):
    make_institution(translated={"hi": {"name": "संस्थान", "short_name": "मेरु"}})
    assert page(client, "/hi/").h1.text == "संस्थान"


def test_home_leads_with_the_newest(client):
    make_article(title="Old", listed_on=date(2021, 1, 1))
    make_article(title="New", listed_on=date(2022, 1, 1))
    shown = page(client, "/")
    assert shown.select_one(".lead h2").text == "New"
    assert [h.text for h in shown.select(".pair h3")] == ["Old"]


def test_home_leads_with_what_editors_chose_until_then(client):
    soon, past = (timezone.now() + timedelta(hours=n) for n in (1, -1))
    make_article(title="Old", listed_on=date(2021, 1, 1), lead_until=soon)
    make_article(title="Over", listed_on=date(2021, 2, 1), lead_until=past)
    make_article(title="New", listed_on=date(2022, 1, 1))
    shown = page(client, "/")
    assert shown.select_one(".lead h2").text == "Old"
    assert [h.text for h in shown.select(".pair h3")] == ["New", "Over"]


def test_home_shows_programmes_with_three_titles(client):
    programme = make_topic(axis="programme", name="Water")
    make_topic(axis="programme", name="Empty")
    for number in range(4):
        make_article(
            title=f"T{number}", topics=[programme], listed_on=date(2021, 1, 1 + number)
        )
    shown = page(client, "/").select_one("[aria-labelledby=programmes]")
    assert [h.text for h in shown.select("h3")] == ["Water"]
    assert [a.text for a in shown.select("li a")] == ["T3", "T2", "T1"]


def test_home_names_present_authors_of_published_work(client):
    make_article(authors=[make_author(family_name="Here")])
    make_article(authors=[make_author(family_name="Former", is_present=False)])
    make_author(family_name="Unpublished")
    shown = page(client, "/").select(".name-list a")
    assert [a.text for a in shown] == ["Asha Here"]


@pytest.mark.parametrize("count", [1, 3])
def test_home_takes_the_same_queries_when_nothing_is_set(
    client, count, django_assert_num_queries
):
    make_institution()
    for _ in range(count):
        programme = make_topic(axis="programme")
        make_article(topics=[programme], authors=[make_author(), make_author()])
    with django_assert_num_queries(8):
        client.get("/")


def test_home_has_the_usual_blocks_and_menu(client):
    make_page(slug="about", title="About us")
    programme = make_topic(axis="programme")
    for _ in range(8):
        make_article(topics=[programme])
    shown = page(client, "/")
    assert headings(shown) == ["Latest", "Programmes", "Authors"]
    assert len(shown.select(".article-card")) == 1 + 6
    assert menu_of(shown) == [
        ("Articles", "/articles/"),
        ("Topics", "/topics/"),
        ("Authors", "/authors/"),
        ("Search", "/search/"),
        ("About us", "/about/"),
        ("हिंदी", "/hi/"),
    ]


def test_front_page_of_another_language_changes_nothing(client):
    make_article()
    make_front_page(
        language="hi", blocks=["authors"], menu=[("क", "/hi/")], announcement="ख"
    )
    shown = page(client, "/")
    assert headings(shown) == ["Authors"]
    assert shown.select(".announcement") == []
    assert menu_of(shown)[0] == ("Articles", "/articles/")


# What editors set


def test_blocks_stand_in_the_order_of_the_editors(client):
    topic = make_topic(name="Water", axis="region", slug="water")
    programme = make_topic(name="Rivers", axis="programme", slug="rivers")
    for _ in range(2):
        make_article(kind="paper", topics=[topic, programme])
    make_front_page(blocks=["authors", "papers", topic, "latest", "programmes"])
    shown = page(client, "/")
    assert [(a.text, a["href"]) for a in shown.select(".shelf > h2 a")] == [
        ("Authors", "/authors/"),
        ("Papers", "/articles/"),
        ("Water", "/topics/region/water/"),
        ("Latest", "/articles/"),
        ("Programmes", "/topics/"),
    ]
    names = [h["id"] for h in shown.select(".shelf > h2")]
    assert [s["aria-labelledby"] for s in shown.select(".shelf")] == names
    assert len(set(names)) == 5


def test_home_is_as_long_as_editors_say(client):
    topic = make_topic()
    for _ in range(9):
        make_article(kind="brief", topics=[topic])
    make_front_page(blocks=["latest", "papers", topic, "authors"])
    Block.objects.update(most=2)
    shown = page(client, "/")
    for items in (".pair .article-card", ".papers li", ".titles li", ".name-list li"):
        assert len(shown.select(items)) == 2, items
    Block.objects.update(most=None)
    shown = page(client, "/")
    assert len(shown.select(".pair .article-card")) == 6
    assert len(shown.select(".papers li")) == 5
    assert len(shown.select(".titles li")) == 3
    assert len(shown.select(".name-list li")) == 9


def test_heading_of_the_editors_stands_in_place_of_the_usual(client):
    make_article()
    make_article()
    make_front_page(blocks=["latest"])
    Block.objects.update(heading="Just <out>")
    assert headings(page(client, "/")) == ["Just <out>"]


def test_empty_block_is_not_printed(client):
    make_front_page(blocks=[*EVERY, make_topic()])
    assert headings(page(client, "/")) == []
    make_article(authors=[])
    assert headings(page(client, "/")) == []


def test_lead_stays_without_the_latest(client):
    make_article(title="One")
    make_front_page(blocks=["authors"])
    assert page(client, "/").select_one(".lead h2").text == "One"


def test_no_article_stands_twice_in_lead_and_latest(client):
    soon = timezone.now() + timedelta(hours=1)
    for number in range(9):
        make_article(
            title=f"T{number}",
            listed_on=date(2021, 1, 1 + number),
            kind="paper" if number < 2 else "commentary",
            lead_until=soon if number == 1 else None,
        )
    make_front_page(blocks=["latest", "papers"])
    shown = page(client, "/")
    titles = [h.text for h in shown.select(".article-card :is(h2, h3)")]
    assert titles == ["T1", "T8", "T7", "T6", "T5", "T4", "T3"]
    # Below them an article may stand once more.
    assert [a.text for a in shown.select(".papers a")] == ["T1", "T0"]


def test_second_choice_for_the_lead_is_not_among_the_latest_before_its_turn(client):
    for number in range(9):
        hours = {0: 1, 1: 2}.get(number)
        until = hours and timezone.now() + timedelta(hours=hours)
        day = date(2021, 1, 1 + number)
        make_article(title=f"T{number}", listed_on=day, lead_until=until)
    shown = page(client, "/")
    titles = [h.text for h in shown.select(".article-card :is(h2, h3)")]
    assert titles == ["T1", "T8", "T7", "T6", "T5", "T4", "T3"]


def test_papers_are_papers_briefs_and_reports_newest_first(client):
    for number, kind in enumerate(["paper", "commentary", "report", "brief"]):
        make_article(
            title=f"{kind}", kind=kind, listed_on=date(2021, 1, 1 + number),
            dated=date(2021, 1, 1 + number), report_number=f"N/{number}",
        )  # fmt: skip
    make_front_page(blocks=["papers"])
    rows = page(client, "/").select(".papers li")
    assert [" ".join(row.text.split()) for row in rows] == [
        "Brief N/3 brief 4 January 2021",
        "Report N/2 report 3 January 2021",
        "Paper N/0 paper 1 January 2021",
    ]


def test_strip_shows_its_language_alone(client):
    topic = make_topic(name="Water", translated={"hi": {"name": "पानी"}})
    make_article(title="One", topics=[topic])
    make_article(title="एक", topics=[topic], language="hi")
    make_front_page(language="hi", blocks=[topic])
    shown = page(client, "/hi/")
    assert headings(shown) == ["पानी"]
    assert [a.text for a in shown.select(".titles a")] == ["एक"]


def test_strip_says_which_language_its_name_is_in(client):
    topic = make_topic(name="Water")
    make_article(topics=[topic], language="hi")
    front_page = make_front_page(language="hi", blocks=[topic])
    assert page(client, "/hi/").select_one(".shelf > h2")["lang"] == "en"
    front_page.blocks.update(heading="पानी")
    assert not page(client, "/hi/").select_one(".shelf > h2").has_attr("lang")


@pytest.mark.parametrize("count", [1, 3])
def test_home_takes_the_same_queries_with_every_block(
    client, count, django_assert_num_queries
):
    make_institution()
    make_page(slug="about")
    topics = [make_topic() for _ in range(count)]
    for topic in topics:
        tags = [topic, make_topic(axis="programme")]
        authors = [make_author(), make_author()]
        make_article(topics=tags, kind="paper", authors=authors)
    make_front_page(
        blocks=[*EVERY, *topics],
        announcement="Read this.",
        menu=[(f"M{number}", "/about/") for number in range(count)],
    )
    with django_assert_num_queries(8):
        client.get("/")


# The announcement


@pytest.mark.parametrize(
    ("begins", "ends", "is_seen"),
    [
        (None, None, True),
        (-1, None, True),
        (1, None, False),
        (None, 1, True),
        (None, -1, False),
        (-1, 1, True),
        (1, 2, False),
        (-2, -1, False),
    ],
)
def test_announcement_is_seen_in_its_time(client, begins, ends, is_seen):
    now = timezone.now()
    make_front_page(
        announcement="We <move>.",
        announced_from=begins and now + timedelta(hours=begins),
        announced_until=ends and now + timedelta(hours=ends),
    )
    shown = [p.text for p in page(client, "/").select("p.announcement")]
    assert shown == (["We <move>."] if is_seen else [])


def test_announcement_ends_on_its_second(client, time_machine):
    until = timezone.now().replace(microsecond=0) + timedelta(days=1)
    make_front_page(announcement="Here", announced_until=until)
    time_machine.move_to(until - timedelta(seconds=1), tick=False)
    assert page(client, "/").select(".announcement")
    time_machine.move_to(until, tick=False)
    assert not page(client, "/").select(".announcement")


def test_announcement_may_be_a_link_and_is_on_the_home_page_alone(client):
    make_front_page(announcement="Read.", announcement_leads_to="/about/")
    make_page(slug="about")
    assert page(client, "/").select_one(".announcement a")["href"] == "/about/"
    for path in ("/articles/", "/about/", "/hi/"):
        assert not page(client, path).select(".announcement")


# The menu


def test_menu_of_the_editors_stands_on_every_page(client):
    make_article(slug="a")
    make_front_page(menu=[("Work", "/articles/"), ("Shop", "https://shop.example/")])
    expected = [("Work", "/articles/"), ("Shop", "https://shop.example/")]
    for path in ("/", "/articles/", "/articles/a/", "/authors/"):
        assert menu_of(page(client, path))[:2] == expected
    assert menu_of(page(client, "/nowhere/", 404))[:2] == expected
    assert menu_of(page(client, "/hi/"))[0] != expected[0]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", [("Home", "page")]),
        ("/articles/", [("Work", "page")]),
        ("/articles/a/", [("Work", "true"), ("One", "page")]),
        ("/authors/", []),
        ("/nowhere/", []),
    ],
)
def test_menu_says_where_the_reader_is(client, path, current):
    make_article(slug="a")
    entries = [("Home", "/"), ("Work", "/articles/"), ("One", "/articles/a/")]
    make_front_page(menu=entries)
    shown = BeautifulSoup(client.get(path).content, "html.parser")
    marked = shown.select(".site-nav [aria-current]")
    assert [(a.text, a["aria-current"]) for a in marked] == current
