"""The front page: what its records hold, what they refuse, and what leads."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from articles.models import Article, Block, Decision, Edition, FrontPage, MenuItem
from articles.models.site.front_page import lead_first
from articles.models.validators import validate_destination
from articles.publishing import feature
from tests.factories import make_article, make_front_page, make_topic, make_user

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
GOOD = [
    "/",
    "/about/",
    "/hi/articles/?kind=paper&page=2#latest",
    "/लेख/",
    "https://example.org",
    "https://example.org/a?b=c#d",
]
BAD = [
    "about/",
    "//evil.example/",
    "/\\evil.example/",
    "/\t/evil.example/",
    "/\n/evil.example/",
    "/a b/",
    '/"onclick=',
    "/\0",
    "http://example.org/",
    "https://",
    "https:///evil",
    "https://exa mple.org/",
    "javascript:alert(1)",
    "data:text/html,x",
    "mailto:a@example.org",
    " /about/",
    "/about/\n",
]


@pytest.mark.parametrize("value", GOOD)
def test_destination(value):
    validate_destination(value)
    make_front_page(menu=[("A", value)], announcement="A", announcement_leads_to=value)


@pytest.mark.parametrize("value", BAD)
def test_no_destination(value):
    with pytest.raises(ValidationError, match="Write a path on this site"):
        validate_destination(value)


def refused(name, make):
    """Check that the database refuses, by the constraint of this name."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make()
    assert name in str(caught.value) or "UNIQUE constraint" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("front_page_link_has_words", {"announcement_leads_to": "/about/"}),
        (
            "front_page_announcement_leads_somewhere",
            {"announcement": "A", "announcement_leads_to": "//evil.example"},
        ),
        (
            "front_page_announcement_leads_somewhere",
            {"announcement": "A", "announcement_leads_to": "javascript:x"},
        ),
        (
            "front_page_announcement_ends_after_it_begins",
            {"announced_from": MOMENT, "announced_until": MOMENT},
        ),
    ],
    ids=str,
)
def test_front_page_constraints(name, fields):
    refused(name, lambda: make_front_page(**fields))


def test_one_front_page_for_each_language():
    make_front_page()
    make_front_page(language="hi")
    refused("language", make_front_page)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("block_strip_has_its_topic", {"kind": "strip"}),
        ("block_holds_one_to_twelve", {"kind": "latest", "most": 0}),
        ("block_holds_one_to_twelve", {"kind": "latest", "most": 13}),
    ],
)
def test_block_constraints(name, fields):
    page = make_front_page()
    refused(name, lambda: Block.objects.create(front_page=page, **fields))


@pytest.mark.parametrize("kind", [kind for kind in Block.Kind if kind != "strip"])
def test_only_a_strip_has_a_topic(kind):
    page, topic = make_front_page(), make_topic()
    refused(
        "block_strip_has_its_topic",
        lambda: Block.objects.create(front_page=page, kind=kind, topic=topic),
    )


@pytest.mark.parametrize("value", ["", "//evil.example", "/\\evil.example", "x"])
def test_menu_item_leads_somewhere(value):
    page = make_front_page()
    refused(
        "menu_item_leads_somewhere",
        lambda: MenuItem.objects.create(front_page=page, label="A", leads_to=value),
    )


def test_every_kind_of_block_has_a_number_and_a_list():
    for kind in Block.Kind:
        topic = make_topic() if kind == "strip" else None
        block = Block(kind=kind, topic=topic)
        assert block.limit
        assert block.usual_heading
        assert block.url
        assert block.anchor
        assert str(block)


def test_blocks_of_a_language_in_order_or_the_usual():
    usual = ["latest", "programmes", "authors"]
    assert [block.kind for block in Block.objects.of("en")] == usual
    page = make_front_page(blocks=["authors", "latest"])
    assert [block.kind for block in Block.objects.of("en")] == ["authors", "latest"]
    assert [block.kind for block in Block.objects.of("hi")] == usual
    page.blocks.filter(kind="authors").update(position=9)
    assert [block.kind for block in Block.objects.of("en")] == ["latest", "authors"]


def test_strip_goes_with_its_topic():
    topic = make_topic()
    make_front_page(blocks=["latest", topic])
    topic.delete()
    assert [block.kind for block in Block.objects.all()] == ["latest"]


def test_front_page_has_the_address_of_its_language():
    with translation.override("hi"):
        assert make_front_page().get_absolute_url() == "/"
    assert make_front_page(language="hi").get_absolute_url() == "/hi/"


# What leads


@pytest.fixture
def articles():
    return [
        make_article(title=title, listed_on=date(2021, 1, day))
        for day, title in enumerate("ABC", start=1)
    ]


def in_order():
    return "".join(a.title for a in lead_first(Article.objects.published()))


def in_hours(hours):
    return timezone.now() + timedelta(hours=hours)


def test_newest_leads_until_one_is_chosen(articles):
    assert in_order() == "CBA"
    feature(articles[0], language="en", until=in_hours(1), by=None)
    assert in_order() == "ACB"
    feature(articles[1], language="en", until=in_hours(1), by=None)
    assert in_order() == "BCA"
    feature(None, language="en", until=None, by=None)
    assert in_order() == "CBA"
    assert not Article.objects.exclude(lead_until=None).exists()


def test_lead_ends_at_its_moment(articles, time_machine):
    until = in_hours(1)
    feature(articles[0], language="en", until=until, by=None)
    time_machine.move_to(until, tick=False)
    assert in_order() == "CBA"


def test_lead_is_written_down_and_makes_a_version(articles):
    user, before = make_user(), Edition.current()
    feature(articles[0], language="en", until=in_hours(1), by=user)
    feature(articles[1], language="en", until=in_hours(1), by=user)
    made = Decision.objects.order_by("pk").values_list("what", "title", "by_name")
    name = user.display_name
    assert list(made) == [("lead", "A", name), ("lead", "A", name), ("lead", "B", name)]
    assert Edition.current() == before + 3
    versions = Article.objects.order_by("title").values_list("version", flat=True)
    assert list(versions) == [3, 2, 1]


def test_lead_that_stays_is_not_written_down(articles):
    until = in_hours(1)
    feature(articles[0], language="en", until=until, by=None)
    feature(articles[0], language="en", until=until, by=None)
    assert Decision.objects.count() == 1


def test_leads_elsewhere_and_to_come_stay(articles):
    soon = in_hours(1)
    make_article(language="hi", title="H", lead_until=soon)
    make_article(title="S", published_at=soon, lead_until=in_hours(2))
    make_article(title="D", status="draft", published_at=None, lead_until=soon)
    feature(articles[0], language="en", until=soon, by=None)
    feature(None, language="en", until=None, by=None)
    known = Article.objects.exclude(lead_until=None).order_by("title")
    assert [article.title for article in known] == ["D", "H", "S"]


@pytest.mark.parametrize(
    ("fields", "is_shown"),
    [
        ({}, False),
        ({"announcement": "A"}, True),
        ({"announcement": "A", "announced_from": 1}, False),
        ({"announcement": "A", "announced_until": -1}, False),
        ({"announcement": "A", "announced_from": -1, "announced_until": 1}, True),
    ],
)
def test_announcing(fields, is_shown):
    hours = {n: in_hours(v) for n, v in fields.items() if isinstance(v, int)}
    make_front_page(**fields | hours)
    assert FrontPage.objects.announcing().exists() is is_shown
