"""Who is seen where: one table for every state and every public page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Preview
from tests.factories import make_article, make_author

pytestmark = pytest.mark.django_db
PLACES = ("page", "list", "author", "home", "preview")

# State of the article → status of its page; whether lists, its author's page and the
# home page name it; status of its preview link.
TABLE = {
    "draft": (404, False, False, False, 200),
    "in review": (404, False, False, False, 200),
    "scheduled": (404, False, False, False, 200),
    "published": (200, True, True, True, 404),
    "withdrawn": (410, False, False, False, 200),
    "binned": (410, False, False, False, 404),
    "binned draft": (404, False, False, False, 404),
    "binned before its time": (404, False, False, False, 404),
    "draft of a live article": (404, False, False, False, 200),
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


@pytest.mark.parametrize("state", TABLE)
def test_every_state_is_seen_where_it_should_be(client, state):
    author = make_author(slug="asha")
    make_article(title="Another", authors=[author])
    article = make(state, author)
    seen = (
        client.get("/articles/canary/").status_code,
        *(
            b"Canary" in client.get(path).content
            for path in ("/articles/", "/authors/asha/", "/")
        ),
        client.get(article.previews.get().get_absolute_url()).status_code,
    )
    assert dict(zip(PLACES, seen, strict=True)) == dict(
        zip(PLACES, TABLE[state], strict=True)
    )


@pytest.mark.parametrize(
    "state", [state for state, row in TABLE.items() if row[0] == 404]
)
def test_what_was_never_public_is_the_same_as_an_unknown_address(client, state):
    make(state, make_author())
    hidden, unknown = client.get("/articles/canary/"), client.get("/articles/nothing/")
    assert hidden.content.replace(b"canary", b"nothing") == unknown.content
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
