"""Comments under an article: which page each is on, and when the form is not offered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Comment
from articles.moderation import is_queue_full
from tests.factories import make_article, make_comment

from .commenting import page

pytestmark = pytest.mark.django_db
SENTENCE = "Many comments are waiting to be read."


@pytest.fixture
def article():
    return make_article(slug="a")


def make_many(article, number, **changes):
    start = timezone.now() - timedelta(hours=1)
    return [
        make_comment(
            article,
            state="approved",
            created_at=start + timedelta(seconds=place),
            **changes,
        )
        for place in range(number)
    ]


@pytest.mark.parametrize(("place", "query"), [(0, ""), (49, ""), (50, "?comments=2")])
def test_address_of_a_comment_leads_to_its_page(client, article, place, query):
    comments = make_many(article, 51)
    make_comment(article, created_at=timezone.now() - timedelta(days=1))
    address = comments[place].get_absolute_url()
    assert address == f"/articles/a/{query}#comment-{comments[place].pk}"
    path, _hash, mark = address.partition("#")
    assert page(client.get(path)).find(id=mark)


def test_comments_of_one_moment_stand_in_one_order(article):
    moment = timezone.now()
    twins = [
        make_comment(article, state="approved", created_at=moment) for _ in range(51)
    ]
    addresses = [comment.get_absolute_url() for comment in twins]
    assert ["?" in address for address in addresses] == [False] * 50 + [True]


def test_reply_leads_to_the_page_of_what_it_replies_to(client, article):
    comments = make_many(article, 52)
    for number, first in ((51, 0), (50, 51), (3, 50), (4, 2)):
        comments[number].in_reply_to = comments[first]
        comments[number].save()
    links = {}
    for number in (1, 2):
        for link in page(client.get(f"/articles/a/?comments={number}")).select(
            ".comment header a"
        ):
            if "in reply to" in link.text:
                place = link.find_parent("article")["id"]
                links[place] = link["href"]
    names = [f"#comment-{comment.pk}" for comment in comments]
    assert links == {
        names[51][1:]: f"?comments=1{names[0]}",
        names[50][1:]: names[51],
        names[3][1:]: f"?comments=2{names[50]}",
        names[4][1:]: names[2],
    }


def test_pages_of_replies_take_one_query_and_only_when_needed(
    client, article, django_assert_num_queries
):
    comments = make_many(article, 50)
    for comment in comments[1:]:
        comment.in_reply_to = comments[0]
        comment.save()
    with django_assert_num_queries(7):
        client.get("/articles/a/")
    make_many(article, 10, in_reply_to=comments[0])
    with django_assert_num_queries(8):
        client.get("/articles/a/?comments=2")
    with django_assert_num_queries(7):
        client.get("/articles/a/")


@pytest.mark.parametrize("waiting", [1, 2])
def test_article_offers_no_form_while_the_queue_is_full(
    client, article, monkeypatch, waiting, django_assert_num_queries
):
    monkeypatch.setattr("articles.moderation.limits.MOST_WAITING", 2)
    for _ in range(waiting):
        make_comment(article)
    make_comment(article, state="approved")
    with django_assert_num_queries(7):
        response = client.get("/articles/a/")
    shown = page(response).select_one("#comments")
    assert (shown.form is None) == (waiting == 2) == is_queue_full()
    assert (SENTENCE in shown.text) == (waiting == 2)
    assert "Comments are closed" not in shown.text
    assert (SENTENCE in client.get("/articles/a/comment/").content.decode()) == (
        waiting == 2
    )


@pytest.mark.parametrize("method", ["get", "post"])
def test_full_queue_asks_to_come_back_in_a_day(client, article, monkeypatch, method):
    monkeypatch.setattr("articles.moderation.limits.MOST_WAITING", 1)
    make_comment(article)
    response = getattr(client, method)("/articles/a/comment/")
    assert response.status_code == 503
    assert response["Retry-After"] == "86400"


def test_closed_comments_say_so_while_the_queue_is_full(client, monkeypatch):
    monkeypatch.setattr("articles.moderation.limits.MOST_WAITING", 1)
    make_comment(make_article(slug="a", comments_are="closed"))
    shown = page(client.get("/articles/a/")).select_one("#comments")
    assert "Comments are closed." in shown.text
    assert SENTENCE not in shown.text


def test_queue_is_counted_by_what_waits(article, monkeypatch):
    monkeypatch.setattr("articles.moderation.limits.MOST_WAITING", 1)
    comment = make_comment(article, state="approved")
    assert not is_queue_full()
    Comment.objects.filter(pk=comment.pk).update(state="waiting")
    assert is_queue_full()
