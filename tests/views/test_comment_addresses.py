"""Where the comment form and the commenter's page stand, and where old addresses lead."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from articles.models import Address, Article, Comment
from tests.factories import make_article, make_comment

from .commenting import HOSTILE, fields_of, get_form, page, post

pytestmark = pytest.mark.django_db
WRONG_KEYS = [
    "%00" * 22,
    "a%00" + "b" * 20,
    "short",
    "a" * 23,
    "é" * 22,
    "a" * 21 + ".",
]


@pytest.fixture
def article():
    return make_article(slug="one")


def move(article, slug):
    """Change the slug as publishing does, leaving the old address behind."""
    old = article.get_absolute_url()
    Article.objects.filter(pk=article.pk).update(slug=slug)
    article.refresh_from_db()
    Address.objects.create(path=old, article=article)


@pytest.mark.parametrize("key", WRONG_KEYS)
def test_comment_received_of_no_key_asks_the_database_nothing(client, article, key):
    assert client.get(f"/articles/one/comment/{key}/").status_code == 404
    assert client.get(f"/preview/{key}/").status_code == 404


def test_comment_received_needs_the_whole_key(client, article):
    make_comment(article)
    assert client.get(f"/articles/one/comment/{'A' * 22}/").status_code == 404


def test_comment_received_is_found_by_its_key_after_the_slug_changed(client, article):
    comment = make_comment(article)
    old = comment.get_private_url()
    move(article, "new")
    comment.refresh_from_db()
    for path in (old, f"/hi/articles/new/comment/{comment.key}/"):
        response = client.get(path)
        assert response.status_code == 301
        assert response["Location"] == f"/articles/new/comment/{comment.key}/"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex"
        assert "no-store" in response["Cache-Control"]
    assert client.get(response["Location"]).status_code == 200


def test_comment_received_of_a_hindi_article_is_in_hindi(client):
    article = make_article(slug="ek", language="hi")
    comment = make_comment(article)
    response = client.get(f"/articles/ek/comment/{comment.key}/")
    assert response["Location"] == f"/hi/articles/ek/comment/{comment.key}/"
    assert page(client.get(response["Location"])).html["lang"] == "hi"


@pytest.mark.parametrize("method", ["get", "head"])
def test_old_form_leads_to_the_present_one(client, article, method):
    move(article, "new")
    response = getattr(client, method)("/articles/one/comment/")
    assert response.status_code == 301
    assert response["Location"] == "/articles/new/comment/"


def test_comment_sent_to_an_old_address_is_taken(client, article):
    fields = fields_of(get_form(client, article))
    move(article, "new")
    response = client.post("/articles/one/comment/", fields)
    comment = Comment.objects.get()
    assert response.status_code == 303
    assert response["Location"] == f"/articles/new/comment/{comment.key}/"
    assert comment.article == article


def test_new_article_at_an_old_address_comes_first(client, article):
    move(article, "new")
    other = make_article(slug="one")
    post(client, other, fields_of(get_form(client, other)))
    assert Comment.objects.get().article == other


def test_form_under_another_language_leads_home_and_takes_comments(client, article):
    fields = fields_of(get_form(client, article))
    response = client.get("/hi/articles/one/comment/")
    assert response.status_code == 301
    assert response["Location"] == "/articles/one/comment/"
    response = client.post("/hi/articles/one/comment/", fields)
    assert response.status_code == 303
    assert response["Location"].startswith("/articles/one/comment/")


@pytest.mark.parametrize(
    "changes",
    [
        {"binned_at": timezone.now()},
        {"status": "withdrawn", "withdrawn_at": timezone.now()},
    ],
)
def test_form_of_what_was_public_is_gone_and_gives_the_text_back(
    client, article, changes
):
    fields = fields_of(get_form(client, article), text=HOSTILE)
    Article.objects.filter(pk=article.pk).update(**changes)
    response = post(client, article, fields)
    assert response.status_code == 410
    assert HOSTILE in unescape(response.content.decode())
    assert not response.has_header("Retry-After")
    assert client.get("/articles/one/comment/").status_code == 410
    assert Comment.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "draft", "published_at": None},
        {"status": "draft", "published_at": None, "binned_at": timezone.now()},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_form_of_what_was_never_public_is_unknown(client, changes):
    make_article(slug="one", **changes)
    hidden, unknown = (
        client.post(f"/articles/{slug}/comment/", {"text": HOSTILE})
        for slug in ("one", "two")
    )
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content
    assert HOSTILE in unescape(hidden.content.decode())
    hidden, unknown = (
        client.get(f"/articles/{slug}/comment/") for slug in ("one", "two")
    )
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content.replace(b"/one/", b"/two/") == unknown.content
