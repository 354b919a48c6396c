"""One way in: what is spent, by whom, and what a moderator is told."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import OperationalError
from django.utils import timezone

from articles import captcha
from articles.models import Comment, Counter, Spent
from articles.moderation import Attempt, Refused, delete_expired, limits, receive
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
    guess = {"text": "A guess.", "address": "192.0.2.2"}
    first = receive(attempt(article, challenge, now), at=now)
    with pytest.raises(Refused, match="wrong-answer"):
        receive(attempt(article, challenge, now, **guess, answer="1"), at=now)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" * 6
    assert receive(attempt(article, challenge, now), at=now) == first
    with pytest.raises(Refused, match="reused"):
        receive(attempt(article, challenge, now, **guess), at=now)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("answer", ["1", None])
@pytest.mark.parametrize(
    "changes",
    [
        {"address": "198.51.100.7"},
        {"text": "Another."},
        {"name": "Another", "email": "another@example.org"},
    ],
)
def test_personal_challenge_is_spent_once_whoever_sends_what(now, answer, changes):
    article = make_article()
    challenge = captcha.personal(article.pk, now)
    first = {} if answer is None else {"answer": answer}
    if first:
        with pytest.raises(Refused, match="wrong-answer"):
            receive(attempt(article, challenge, now, **first), at=now)
    else:
        receive(attempt(article, challenge, now), at=now)
    with pytest.raises(Refused, match="reused"):
        receive(attempt(article, challenge, now, **changes), at=now)
    assert Comment.objects.count() == (answer is None)


@pytest.mark.parametrize("changed", ["name", "email", "text"])
def test_other_comment_under_the_sum_of_the_page_is_judged_for_itself(now, changed):
    article = make_article()
    challenge = captcha.of_page(article.pk, now)
    other = {changed: "other@example.org"}
    first = receive(attempt(article, challenge, now), at=now)
    second = receive(attempt(article, challenge, now, **other), at=now)
    assert first != second
    assert receive(attempt(article, challenge, now, **other), at=now) == second
    assert Comment.objects.count() == 2


def test_wrong_answer_to_the_sum_of_the_page_burns_it_for_the_same_comment(now):
    article = make_article()
    challenge = captcha.of_page(article.pk, now)
    with pytest.raises(Refused, match="wrong-answer"):
        receive(attempt(article, challenge, now, answer="1"), at=now)
    with pytest.raises(Refused, match="reused"):
        receive(attempt(article, challenge, now), at=now)
    assert Comment.objects.count() == 0


def test_what_was_sent_is_not_kept_with_the_answer(now):
    article = make_article()
    challenge = captcha.of_page(article.pk, now)
    receive(attempt(article, challenge, now), at=now)
    spent = Spent.objects.get()
    assert len(spent.digest) == 32
    assert "reader" not in f"{spent.digest} {spent.sender}".casefold()
    assert "192.0.2" not in spent.sender


def test_answers_from_before_the_digest_bring_nothing_twice_and_refuse_nobody(now):
    """As the migration finds them: each with the hash of its sender alone."""
    article = make_article()
    challenge = captcha.of_page(article.pk, now)
    guesser = {"address": "192.0.2.2"}
    first = receive(attempt(article, challenge, now), at=now)
    with pytest.raises(Refused, match="wrong-answer"):
        receive(attempt(article, challenge, now, **guesser, answer="1"), at=now)
    Spent.objects.update(digest="")
    import_module("articles.migrations.0018_fair_limits").fill_digests(apps, None)
    assert receive(attempt(article, challenge, now), at=now) == first
    second = receive(attempt(article, challenge, now, **guesser), at=now)
    assert second != first
    assert Comment.objects.count() == 2


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
    colleague = attempt(article, challenge, now, name="B", email="b@example.org")
    assert receive(colleague, at=now).suspicions == ["repeat"]
    assert Comment.objects.count() == 3


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
    Spent.spend("old", "", "", old)
    Counter.add("old", 600, old)


def test_tidying_deletes_what_is_dead_once_in_fifty(now, monkeypatch):
    make_dead(now)
    Spent.spend("new", "", "", now + timedelta(hours=1))
    monkeypatch.setattr(limits.random, "randrange", lambda most: 1)
    delete_expired(now)
    assert Spent.objects.count() == 2
    monkeypatch.setattr(limits.random, "randrange", lambda most: 0)
    delete_expired(now)
    assert [row.nonce for row in Spent.objects.all()] == ["new"]
    assert Counter.objects.count() == 0


def test_tidying_that_fails_is_logged_and_no_more(now, monkeypatch, caplog):
    def fail(*args):
        raise OperationalError("locked")

    make_dead(now)
    monkeypatch.setattr(limits.random, "randrange", lambda most: 0)
    monkeypatch.setattr(Counter, "tidy", fail)
    delete_expired(now)
    assert "could not be deleted" in caplog.text
    assert Spent.objects.count() == 1
