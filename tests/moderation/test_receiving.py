"""One way in: what is spent, by whom, and what a moderator is told."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from articles import captcha
from articles.models import Comment, Counter, Spent
from articles.moderation import Attempt, Refused, receive, tidy_now_and_then, tidying
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    return now


def attempt(article, challenge, now, **changes):
    fields = {
        "article": article,
        "token": captcha.read_token(challenge.token, article.pk, now),
        "name": "A. Reader",
        "email": "reader@example.org",
        "text": "I read this twice.",
        "answer": str(challenge.first + challenge.second),
        "wants_no_sum": False,
        "address": "192.0.2.1",
    }
    return Attempt(**fields | changes)


def test_change_of_key_makes_no_sender_another(now, settings):
    article = make_article()
    challenge = captcha.of_page(article.pk, now)
    first = receive(attempt(article, challenge, now), at=now)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" * 6
    assert receive(attempt(article, challenge, now), at=now) == first
    with pytest.raises(Refused, match="reused"):
        receive(attempt(article, challenge, now, text="Another."), at=now)
    assert Comment.objects.count() == 1


def test_reused_begins_to_count_wrong_answers_anew(now):
    article = make_article()
    challenge = captcha.personal(article.pk, now, wrong=3)
    receive(attempt(article, challenge, now), at=now)
    with pytest.raises(Refused, match="reused") as caught:
        receive(attempt(article, challenge, now, text="Another."), at=now)
    assert caught.value.wrong == 0


def test_same_text_from_others_on_one_page_is_noticed(now):
    article = make_article()
    challenge = captcha.of_page(article.pk, now)
    seen = [
        receive(
            attempt(article, challenge, now, address=f"192.0.2.{number}"), at=now
        ).suspicions
        for number in (1, 2, 1)
    ]
    assert seen == [[], ["repeat"], []]
    assert Comment.objects.count() == 2


def test_same_text_again_from_one_sender_is_noticed(now):
    article = make_article()
    for expected in ([], ["repeat"]):
        challenge = captcha.personal(article.pk, now - timedelta(minutes=1))
        comment = receive(attempt(article, challenge, now), at=now)
        assert comment.suspicions == expected


@pytest.mark.parametrize("mode", ["off", "suspicion"])
def test_sum_that_is_not_asked_is_not_judged(now, settings, mode):
    settings.VIF_COMMENT_SUM = mode
    article = make_article()
    challenge = captcha.of_page(article.pk, now)
    assert receive(attempt(article, challenge, now, answer=""), at=now)


def test_suspicion_wants_the_sum_and_spends_nothing(now, settings):
    settings.VIF_COMMENT_SUM = "suspicion"
    article = make_article()
    challenge = captcha.of_page(article.pk, now)
    for _ in range(2):
        with pytest.raises(Refused, match="sum-wanted") as caught:
            receive(
                attempt(article, challenge, now, signs=("no-origin",), answer="1"),
                at=now,
            )
        assert caught.value.wrong == 0
    assert (Spent.objects.count(), Counter.objects.count()) == (0, 0)


def test_sum_that_suspicion_asked_is_judged(now, settings):
    settings.VIF_COMMENT_SUM = "suspicion"
    article = make_article()
    challenge = captcha.personal(article.pk, now, is_asked=True)
    with pytest.raises(Refused, match="wrong-answer") as caught:
        receive(attempt(article, challenge, now, answer="1"), at=now)
    assert caught.value.wrong == 1
    challenge = captcha.personal(article.pk, now, is_asked=True)
    comment = receive(attempt(article, challenge, now, signs=("no-origin",)), at=now)
    assert comment.suspicions == ["no-origin"]


# What is dead


def make_dead(now):
    old = now - timedelta(days=9)
    Spent.spend("old", "", old)
    Counter.add("old", 600, old)


def test_tidying_deletes_what_is_dead_once_in_fifty(now, monkeypatch):
    make_dead(now)
    Spent.spend("new", "", now + timedelta(hours=1))
    monkeypatch.setattr(tidying.random, "randrange", lambda most: 1)
    tidy_now_and_then(now)
    assert Spent.objects.count() == 2
    monkeypatch.setattr(tidying.random, "randrange", lambda most: 0)
    tidy_now_and_then(now)
    assert [row.nonce for row in Spent.objects.all()] == ["new"]
    assert Counter.objects.count() == 0


def test_tidying_that_fails_is_logged_and_no_more(now, monkeypatch, caplog):
    def fail(*args):
        raise OperationalError("locked")

    make_dead(now)
    monkeypatch.setattr(tidying.random, "randrange", lambda most: 0)
    monkeypatch.setattr(Counter, "tidy", fail)
    tidy_now_and_then(now)
    assert "could not be deleted" in caplog.text
    assert Spent.objects.count() == 1
