"""Feeds that have not changed: told so after one query, and never when they have."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date

from articles.audit import record
from articles.models import Article, Author, Decision, Edition
from articles.moderation import decide
from articles.publishing import derived, finish_save, publish, withdraw
from articles.views import responses
from articles.views.feeds import entries
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_institution,
    make_topic,
)

pytestmark = pytest.mark.django_db
NEWEST = "/feeds/articles.atom"
COMMENTS = "/articles/a/comments.atom"
FEEDS = [
    NEWEST,
    "/feeds/articles.json",
    "/feeds/topics/topic/energy.atom",
    "/feeds/authors/asha.atom",
    "/feeds/kinds/commentary.atom",
    COMMENTS,
]
DRAFT = {"status": "draft", "published_at": None}


@pytest.fixture(autouse=True)
def clock(time_machine):
    """Let the program have run for long, and stand still in the middle of a second."""
    responses.remembered.clear()
    start = timezone.now().replace(microsecond=500_000) + timedelta(hours=1)
    time_machine.move_to(start, tick=False)
    return time_machine


@pytest.fixture
def site():
    make_institution()
    return make_article(
        slug="a", authors=[make_author(slug="asha")], topics=[make_topic(slug="energy")]
    )


def same(response):
    return {"If-None-Match": response["ETag"]}


def since(response, name="Last-Modified"):
    return {"If-Modified-Since": response[name]}


def status(client, headers, path=NEWEST):
    return client.get(path, headers=headers).status_code


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path", FEEDS)
@pytest.mark.parametrize("asked", [same, since])
def test_unchanged_feed_costs_one_query(
    client, site, path, count, asked, django_assert_num_queries
):
    for _ in range(count):
        make_comment(site, state="approved")
    first = client.get(path)
    with django_assert_num_queries(1):
        again = client.get(path, headers=asked(first))
    assert (again.status_code, again.content) == (304, b"")
    for name in ("ETag", "Last-Modified", "Cache-Control"):
        assert again[name] == first[name]
    assert client.get(path).content == first.content


def test_feed_has_the_same_tag_in_every_process_and_on_head(client, site):
    first = client.get(NEWEST)
    responses.remembered.clear()
    assert client.head(NEWEST)["ETag"] == first["ETag"]
    responses.remembered.clear()
    assert status(client, same(first)) == 304


def test_weak_tag_of_a_compressed_feed_is_known(client, site):
    first = client.get(NEWEST, headers={"Accept-Encoding": "gzip"})
    assert first["ETag"].startswith("W/")
    again = client.get(NEWEST, headers={"Accept-Encoding": "gzip"} | same(first))
    assert again.status_code == 304
    assert "Accept-Encoding" in again["Vary"]


def test_change_elsewhere_leaves_the_tag(client, site):
    first = client.get(COMMENTS)
    draft = make_article(**DRAFT)
    publish(draft, by=None)
    assert status(client, same(first), COMMENTS) == 304
    with CaptureQueriesContext(connection) as queries:
        assert status(client, same(first), COMMENTS) == 304
    assert len(queries) == 1


# What changes a feed


def publish_another(article):
    publish(make_article(**DRAFT), by=None)


def take_away(article):
    withdraw(article, by=None, why="Wrong.")


def correct(article):
    article.corrections.create(at=timezone.now(), level="correction", text="Seven.")
    finish_save(article, by=None)


def rename_author(article):
    author = article.authors.get()
    Author.objects.filter(pk=author.pk).update(family_name="Rao")
    record("change", author, by=None)


def rename_institution(_article):
    record("change", make_institution(name="Centre"), by=None)


@pytest.mark.parametrize(
    "act", [publish_another, take_away, correct, rename_author, rename_institution]
)
@pytest.mark.parametrize("asked", [same, since])
def test_act_changes_a_feed(client, clock, site, act, asked):
    make_article()
    first = client.get(NEWEST)
    act(site)
    assert status(client, asked(first)) == 200


@pytest.mark.parametrize("asked", [same, since])
def test_decision_on_a_comment_changes_its_feed(client, site, asked):
    comment = make_comment(site)
    first = client.get(COMMENTS)
    decide([comment], "approved", by=None)
    second = client.get(COMMENTS, headers=asked(first))
    assert second.status_code == 200
    decide([comment], "declined", by=None)
    assert status(client, same(second), COMMENTS) == 200


def test_feed_of_what_is_gone_is_gone(client, site):
    first = client.get(COMMENTS)
    withdraw(site, by=None, why="Wrong.")
    assert status(client, same(first), COMMENTS) == 410
    assert status(client, since(first), COMMENTS) == 410


@pytest.mark.parametrize("asked", [same, since])
def test_rerender_articles_changes_a_feed(client, site, monkeypatch, asked):
    first = client.get(NEWEST)
    render = derived.render_article

    def other(*args):
        made = render(*args)
        object.__setattr__(made, "html", f"{made.html}<p>Anew.</p>")
        return made

    monkeypatch.setattr(derived, "render_article", other)
    call_command("rerender_articles", verbosity=0)
    again = client.get(NEWEST, headers=asked(first))
    assert again.status_code == 200
    assert b"Anew." in again.content


@pytest.mark.parametrize("asked", [same, since])
def test_scheduled_article_changes_a_feed_by_the_clock_alone(
    client, clock, site, asked
):
    moment = timezone.now() + timedelta(hours=1)
    publish(make_article(**DRAFT), by=None, at=moment)
    clock.move_to(moment - timedelta(seconds=1), tick=False)
    first = client.get(NEWEST)
    assert status(client, asked(first)) == 304
    clock.move_to(moment, tick=False)
    assert status(client, asked(first)) == 200


def test_save_that_ends_after_its_article_appeared_is_not_missed(client, clock, site):
    moment = timezone.now() + timedelta(seconds=1)
    article = make_article(**DRAFT)
    publish(article, by=None, at=moment)
    clock.shift(2)
    first = client.get(NEWEST)
    # As of a save that began when readers could not notice it.
    Article.objects.filter(pk=article.pk).update(html="<p>Saved.</p>")
    record("save", article, by=None, is_public=False)
    assert status(client, same(first)) == 200


def test_act_while_a_feed_is_made_is_not_missed(client, site, monkeypatch):
    newest_of = entries.newest_of

    def overtaken(articles):
        found = newest_of(articles)
        publish_another(site)
        return found

    monkeypatch.setattr("articles.views.feeds.feeds.newest_of", overtaken)
    first = client.get(NEWEST)
    monkeypatch.undo()
    assert status(client, same(first)) == 200


# Last-Modified counts whole seconds


@pytest.mark.parametrize("name", ["Last-Modified", "Date"])
def test_second_act_of_a_second_is_not_missed(client, clock, site, name):
    publish_another(site)
    first = client.get(NEWEST)
    assert "Last-Modified" not in first
    first["Date"] = http_date(timezone.now().timestamp())
    clock.shift(0.2)
    publish_another(site)
    asked = since(first, name) if name in first else {}
    assert status(client, asked) == 200
    clock.shift(3600)
    assert status(client, asked) == 200


def test_act_that_is_seen_late_is_not_missed(client, clock, site):
    clock.shift(3600)
    first = client.get(NEWEST)
    date = {"If-Modified-Since": http_date(timezone.now().timestamp())}
    begun_at = timezone.now() - timedelta(seconds=20)
    rename_institution(site)
    Decision.objects.update(at=begun_at)
    assert status(client, date) == 200
    assert status(client, since(first)) == 200


def test_last_modified_comes_once_the_change_has_settled(client, clock, site):
    publish_another(site)
    acted_at = timezone.now()
    clock.shift(59)
    assert "Last-Modified" not in client.get(NEWEST)
    clock.shift(2)
    told = client.get(NEWEST)["Last-Modified"]
    assert told == http_date(acted_at.timestamp() + 60.5)


def test_another_program_is_not_missed(client, clock, site, monkeypatch):
    first = client.get(NEWEST)
    clock.shift(3600)
    monkeypatch.setattr(responses, "STARTED_AT", timezone.now())
    responses.remembered.clear()
    assert status(client, since(first)) == 200
    assert status(client, same(first)) == 304


def test_tag_counts_where_both_are_sent(client, clock, site):
    first = client.get(NEWEST)
    later = {"If-Modified-Since": http_date(timezone.now().timestamp() + 9999)}
    assert status(client, later | {"If-None-Match": '"another"'}) == 200
    earlier = {"If-Modified-Since": http_date(0)}
    assert status(client, earlier | same(first)) == 304
    assert status(client, earlier) == 200
    assert status(client, {"If-Modified-Since": "yesterday"}) == 200


# What there is nothing to remember of


def test_feed_that_is_not_there_is_never_unchanged(client, site):
    for headers in (
        {"If-None-Match": "*"},
        {"If-Modified-Since": http_date(timezone.now().timestamp())},
        same(client.get(NEWEST)),
    ):
        assert status(client, headers, "/feeds/authors/nobody.atom") == 404
        assert status(client, headers, "/hi/articles/a/comments.atom") == 301


def test_empty_site_is_told_from_a_full_one(client):
    first = client.get(NEWEST)
    assert "Last-Modified" not in first
    assert status(client, same(first)) == 304
    publish(make_article(**DRAFT), by=None)
    assert status(client, same(first)) == 200


def test_site_without_acts_has_a_state(client):
    make_article()
    assert not Edition.objects.exists()
    first = client.get(NEWEST)
    assert status(client, same(first)) == 304
    assert Article.objects.count() == 1


def test_memory_has_a_limit(client, site, monkeypatch):
    monkeypatch.setattr(responses, "MOST_REMEMBERED", 2)
    for path in FEEDS:
        client.get(path)
        assert 1 <= len(responses.remembered) <= 2
