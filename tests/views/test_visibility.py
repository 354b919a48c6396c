"""Who is seen where: one table for every state and every public page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Preview
from articles.publishing import publish, withdraw
from tests.factories import make_article, make_author, make_front_page, make_topic

pytestmark = pytest.mark.django_db
PLACES = (
    "page",
    "list",
    "author",
    "home",
    "topic",
    "archive",
    "filtered",
    "found",
    "feed",
    "JSON feed",
    "feed of its topic",
    "feed of its author",
    "feed of its kind",
    "sitemap",
    "news",
    "counted",
    "preview",
)

NOWHERE, EVERYWHERE = (False,) * 15, (True,) * 15

ADDRESS = b"/articles/canary/</loc>"

# State of the article → status of its page; whether lists, the pages of its author, its
# topic and its month, the home page, feeds and sitemaps name it, and the list of topics
# counts it; status of its preview link.
TABLE = {
    "draft": (404, *NOWHERE, 200),
    "in review": (404, *NOWHERE, 200),
    "scheduled": (404, *NOWHERE, 200),
    "published": (200, *EVERYWHERE, 404),
    "withdrawn": (410, *NOWHERE, 200),
    "binned": (410, *NOWHERE, 404),
    "binned draft": (404, *NOWHERE, 404),
    "binned before its time": (404, *NOWHERE, 404),
    "draft of a live article": (404, *NOWHERE, 200),
}


def make(state, author):
    now = timezone.now()
    live = {} if state != "draft of a live article" else {"draft_of": make_article()}
    changes = {
        "draft": {"status": "draft", "published_at": None},
        "in review": {"status": "in_review", "published_at": None},
        "scheduled": {"published_at": now + timedelta(hours=1)},
        "published": {},
        "withdrawn": {"status": "withdrawn", "withdrawn_at": now},
        "binned": {"binned_at": now},
        "binned draft": {"status": "draft", "published_at": None, "binned_at": now},
        "binned before its time": {
            "published_at": now + timedelta(hours=1),
            "binned_at": now,
        },
        "draft of a live article": {},
    }[state]
    article = make_article(
        title="Canary", slug="canary", authors=[author], **changes, **live
    )
    Preview.objects.create(article=article)
    return article


def is_named(response):
    """Tell whether lists name the article; documents without titles, its address."""
    return any(mark in response.content for mark in (b"Canary<", b'"Canary"', ADDRESS))


@pytest.mark.parametrize("state", TABLE)
def test_every_state_is_seen_where_it_should_be(client, state):
    author, topic = make_author(slug="asha"), make_topic(slug="energy")
    make_article(title="Another", authors=[author], topics=[topic])
    article = make(state, author)
    article.topics.set([topic])
    paths = {
        "list": "/articles/",
        "author": "/authors/asha/",
        "home": "/",
        "topic": "/topics/topic/energy/",
        "archive": f"/archive/{article.listed_on:%Y/%m}/",
        "found": "/search/?q=canary",
        "filtered": "/articles/?kind=commentary&author=asha&topic=topic.energy",
        "feed": "/feeds/articles.atom",
        "JSON feed": "/feeds/articles.json",
        "feed of its topic": "/feeds/topics/topic/energy.atom",
        "feed of its author": "/feeds/authors/asha.atom",
        "feed of its kind": "/feeds/kinds/commentary.atom",
        "sitemap": f"/sitemap-articles-{article.listed_on:%Y}-1.xml",
        "news": "/news-sitemap.xml",
    }
    seen = {
        "page": client.get("/articles/canary/").status_code,
        **{place: is_named(client.get(paths[place])) for place in paths},
        "counted": b"2 articles" in client.get("/topics/").content,
        "preview": client.get(article.previews.get().get_absolute_url()).status_code,
    }
    assert seen == dict(zip(PLACES, TABLE[state], strict=True))


@pytest.mark.parametrize(
    "state", [state for state, row in TABLE.items() if row[0] == 404]
)
def test_what_was_never_public_is_the_same_as_an_unknown_address(client, state):
    make(state, make_author())
    hidden, unknown = client.get("/articles/canary/"), client.get("/articles/absent/")
    assert hidden.content.replace(b"canary", b"absent") == unknown.content
    # The words to look for are the address's own; the ETag follows from them.
    tags = hidden.headers.pop("ETag", ""), unknown.headers.pop("ETag", "")
    assert all(tags)
    assert hidden.headers == unknown.headers


def test_scheduled_article_appears_on_its_second_without_help(client, time_machine):
    article = make("scheduled", make_author())
    time_machine.move_to(article.published_at - timedelta(seconds=1), tick=False)
    assert client.get("/articles/canary/").status_code == 404
    time_machine.move_to(article.published_at, tick=False)
    assert client.get("/articles/canary/").status_code == 200
    assert b"Canary" in client.get("/").content


def test_preview_shows_what_the_page_will_show_and_to_nobody_else(client):
    article = make("draft", make_author())
    response = client.get(article.previews.get().get_absolute_url())
    assert article.html in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert b"<form" not in response.content


def test_preview_does_not_come_back_with_a_withdrawal(client, time_machine):
    article = make("published", make_author())
    old, now = article.previews.get(), timezone.now()
    time_machine.move_to(now + timedelta(minutes=5))
    withdraw(article, by=None, why="Wrong.")
    assert client.get(old.get_absolute_url()).status_code == 404
    time_machine.move_to(now + timedelta(minutes=10))
    new = Preview.objects.create(article=article)
    assert client.get(new.get_absolute_url()).status_code == 200
    publish(article, by=None, at=timezone.now() + timedelta(days=1))
    # Scheduled anew, its address goes on saying that it is gone, and why.
    page = client.get(article.get_absolute_url())
    assert page.status_code == 410
    assert b"Wrong." in page.content
    assert client.get(new.get_absolute_url()).status_code == 200


def test_preview_ends_after_a_week_and_when_it_is_taken_back(client, time_machine):
    link = make("draft", make_author()).previews.get()
    path = link.get_absolute_url()
    other = "A" if link.token[0] != "A" else "B"
    unknown = path.replace(link.token, other + link.token[1:])
    assert client.get(unknown).status_code == 404
    assert client.post(path).status_code == 405
    time_machine.move_to(link.expires_at - timedelta(seconds=1), tick=False)
    assert client.get(path).status_code == 200
    time_machine.move_to(link.expires_at, tick=False)
    assert client.get(path).status_code == 404
    time_machine.move_to(link.expires_at - timedelta(days=1), tick=False)
    link.delete()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("state", TABLE)
def test_blocks_of_the_home_page_show_what_home_shows(client, state):
    author = make_author()
    make_article(title="Another", lead_until=timezone.now() + timedelta(hours=1))
    article = make(state, author)
    type(article).objects.filter(pk=article.pk).update(kind="paper")
    topics = [make_topic(), make_topic(axis="programme")]
    article.topics.set(topics)
    make_front_page(blocks=["latest", "papers", "programmes", *topics])
    places = 5 if TABLE[state][PLACES.index("home")] else 0
    assert client.get("/").content.count(b"Canary</a>") == places
