"""The sum: when it is asked, what is said of it, and how a held-back form keeps it."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import OperationalError
from django.utils import timezone

from articles.models import Article, Comment, Counter, Spent
from articles.moderation import limits
from tests.factories import make_article, make_comment

from .commenting import HOSTILE, assert_given_back, fields_of, get_form, page, post

pytestmark = pytest.mark.django_db
SUSPICIOUS = "www.a.example www.b.example www.c.example"
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def article():
    return make_article(slug="one")


def fields_without_sum(soup, **changes):
    token = soup.select_one("input[name=token]")["value"]
    fields = {"name": "A", "email": "a@example.org", "text": "Good.", "token": token}
    return fields | changes


# Where it is not asked


@pytest.mark.parametrize("asked", ["off", "suspicion"])
def test_sum_can_be_left_out_by_setting(client, article, settings, asked):
    settings.VIF_COMMENT_SUM = asked
    soup = page(client.get("/articles/one/"))
    assert not soup.select("#answer")
    fields = fields_without_sum(soup)
    assert post(client, article, fields, **OURS).status_code == 303


@pytest.mark.parametrize("asked", ["off", "suspicion"])
@pytest.mark.parametrize("reason", ["forged", "expired", "reused"])
def test_nobody_speaks_of_a_sum_that_is_not_shown(
    client, article, settings, asked, reason, time_machine
):
    time_machine.move_to(timezone.now(), tick=False)
    settings.VIF_COMMENT_SUM = asked
    fields = fields_without_sum(get_form(client, article), text=HOSTILE)
    time_machine.shift(timedelta(seconds=4))
    if reason == "forged":
        fields["token"] = "forged"
    elif reason == "expired":
        time_machine.shift(timedelta(days=3))
    else:
        post(client, article, fields | {"text": "The first."}, **OURS)
    soup = assert_given_back(
        post(client, article, fields, **OURS), "send it again", fields
    )
    assert " sum" not in soup.main.text
    assert not soup.select("#answer")
    said = soup.select_one(".error-summary li")
    assert "still here" in said.text
    assert not said.a
    assert soup.title.text.startswith("Error:")
    again = fields_without_sum(soup, text=HOSTILE)
    time_machine.shift(timedelta(seconds=4))
    assert post(client, article, again, **OURS).status_code == 303


def test_suspicion_brings_the_sum_and_is_no_wrong_answer(client, article, settings):
    settings.VIF_COMMENT_SUM = "suspicion"
    fields = fields_without_sum(page(client.get("/articles/one/")), text=SUSPICIOUS)
    soup = assert_given_back(
        post(client, article, fields, **OURS), "One more step", fields
    )
    assert soup.select_one(".error-summary a")["href"] == "#answer"
    assert Spent.objects.count() == 0
    assert not Counter.objects.filter(key__startswith="wrong").exists()
    answered = fields_of(soup, text=SUSPICIOUS)
    wrong = page(post(client, article, answered | {"answer": "1"}, **OURS))
    assert "That answer was not right" in wrong.text
    assert not wrong.select("[name=without_sum]")
    answered = fields_of(wrong, text=SUSPICIOUS)
    assert post(client, article, answered, **OURS).status_code == 303
    assert Comment.objects.get().suspicions == ["links"]


def test_empty_answer_to_a_sum_that_suspicion_asked_is_missed(
    client, article, settings
):
    settings.VIF_COMMENT_SUM = "suspicion"
    fields = fields_without_sum(page(client.get("/articles/one/")), text=SUSPICIOUS)
    soup = page(post(client, article, fields, **OURS))
    fields = fields_of(soup, answer="", text=SUSPICIOUS)
    assert_given_back(
        post(client, article, fields, **OURS), "Enter the answer to", fields
    )


# Where too many came


def exhaust(client, article):
    for _ in range(30):
        post(client, article, {})


def test_form_that_is_held_back_keeps_its_sum_and_its_answer(client, article):
    fields = fields_of(get_form(client, article), text=HOSTILE)
    exhaust(client, article)
    soup = assert_given_back(
        post(client, article, fields), "from your connection", fields, status=429
    )
    assert soup.select_one("input[name=token]")["value"] == fields["token"]
    assert soup.select_one("#answer")["value"] == fields["answer"]
    Counter.objects.all().delete()
    assert post(client, article, fields_of(soup)).status_code == 303


def test_form_that_is_held_back_still_offers_to_go_without_the_sum(client, article):
    soup = get_form(client, article)
    for _ in range(2):
        soup = page(post(client, article, fields_of(soup, answer="1")))
    exhaust(client, article)
    fields = fields_of(soup, answer="") | {"without_sum": "1"}
    soup = assert_given_back(
        post(client, article, fields), "from your connection", fields, status=429
    )
    assert soup.select_one("[name=without_sum]")
    Counter.objects.all().delete()
    fields = fields_of(soup, answer="") | {"without_sum": "1"}
    assert post(client, article, fields).status_code == 303


def test_forged_and_old_forms_count_towards_the_limit(client, article):
    fields = fields_of(get_form(client, article), token="forged")
    for _ in range(30):
        assert post(client, article, fields).status_code == 422
    response = post(client, article, fields)
    assert_given_back(response, "from your connection", fields, status=429)
    assert response["Retry-After"]


OUTCOMES = {
    "foreign": ({"text": "x"}, {"Sec-Fetch-Site": "cross-site"}, 403),
    "closed": ({"text": "x"}, {}, 403),
    "full": ({"text": "x"}, {}, 503),
    "gone": ({"text": "x"}, {}, 410),
    "unknown": ({"text": "x"}, {}, 404),
    "broken": ("a=1&" * 6000, {}, 400),
}


def make_it_so(article, outcome, monkeypatch):
    changes = {"closed": {"comments_are": "closed"}, "unknown": {"slug": "two"}}
    changes["gone"] = {"status": "withdrawn", "withdrawn_at": timezone.now()}
    if outcome in changes:
        Article.objects.filter(pk=article.pk).update(**changes[outcome])
    if outcome == "full":
        monkeypatch.setattr("articles.moderation.limits.MOST_WAITING", 1)
        make_comment(article)


def send(client, body, headers):
    kind = "application/x-www-form-urlencoded"
    body = body if isinstance(body, str) else urlencode(body)
    return client.post(
        "/articles/one/comment/", body, content_type=kind, headers=headers
    )


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_post_of_any_outcome_counts_once(client, article, monkeypatch, outcome):
    body, headers, status = OUTCOMES[outcome]
    make_it_so(article, outcome, monkeypatch)
    assert send(client, body, headers).status_code == status
    assert Counter.objects.get(key__startswith="posts").count == 1


def test_post_that_is_too_large_is_refused_by_its_length_and_not_counted(
    client, article
):
    assert send(client, "x" * 1_100_000, {}).status_code == 413
    assert not Counter.objects.exists()


@pytest.mark.parametrize("outcome", ["foreign", "broken"])
def test_refused_posts_use_up_the_limit(client, article, settings, outcome):
    settings.VIF_LIMITS = settings.VIF_LIMITS | {"posts": [(2, 86400)]}
    fields = fields_of(get_form(client, article))
    body, headers, status = OUTCOMES[outcome]
    for _ in range(3):
        assert send(client, body, headers).status_code == status
    assert post(client, article, fields).status_code == 429


@pytest.mark.parametrize("outcome", ["foreign", "broken"])
@pytest.mark.parametrize("error", [OperationalError("full"), OSError("full")])
def test_post_that_cannot_be_counted_is_answered_as_ever(
    client, article, monkeypatch, outcome, error
):
    def fail(*args):
        raise error

    monkeypatch.setattr(Counter, "add", fail)
    body, headers, status = OUTCOMES[outcome]
    assert send(client, body, headers).status_code == status


@pytest.mark.parametrize("whose", ["article", "site"])
def test_limit_says_of_whom_there_were_too_many(client, article, settings, whose):
    settings.VIF_LIMITS = settings.VIF_LIMITS | {whose: [(0, 86400)]}
    fields = fields_of(get_form(client, article))
    response = post(client, article, fields)
    soup = assert_given_back(response, f"sent to this {whose}", fields, status=429)
    seconds = int(response["Retry-After"])
    unit = "hour" if seconds > 89 * 60 else "minute"
    assert unit in soup.select_one(".notice").text
    assert (Comment.objects.count(), Spent.objects.count()) == (0, 0)


# Other things at the door


def test_post_that_the_visitor_typed_is_taken(client, article):
    fields = fields_of(get_form(client, article))
    response = post(client, article, fields, **{"Sec-Fetch-Site": "none"})
    assert response.status_code == 303


@pytest.mark.parametrize("status", [303, 422, 403, 404])
def test_any_post_may_tidy(client, article, monkeypatch, status):
    fields = fields_of(get_form(client, article))
    Counter.add("dead", 1, timezone.now() - timedelta(days=9))
    monkeypatch.setattr(limits.random, "randrange", lambda most: 0)
    if status == 422:
        fields["email"] = "x"
    slug = "one" if status != 404 else "two"
    site = "cross-site" if status == 403 else "same-origin"
    response = client.post(
        f"/articles/{slug}/comment/", fields, headers={"Sec-Fetch-Site": site}
    )
    assert response.status_code == status
    assert not Counter.objects.filter(key__startswith="dead").exists()


@pytest.mark.parametrize("name", ["\u200b\u200d", "\u202e", "\u3164", "\ufeff \u2060"])
def test_name_that_nobody_can_see_is_missed(client, article, name):
    fields = fields_of(get_form(client, article), name=name)
    assert_given_back(post(client, article, fields), "Enter your name", fields)


def test_text_that_nobody_can_see_is_missed(client, article):
    fields = fields_of(get_form(client, article), text="\u200b\u2066\u2069")
    assert_given_back(post(client, article, fields), "Enter your comment", fields)


def test_direction_marks_are_not_kept(client, article):
    fields = fields_of(
        get_form(client, article),
        name="Asha\u202e Verma",
        email="a@\u200bexample.org",
        text="क्\u200dष\n\u2066two\0",
    )
    assert post(client, article, fields).status_code == 303
    comment = Comment.objects.get()
    assert (comment.name, comment.email, comment.text) == (
        "Asha Verma",
        "a@example.org",
        "क्\u200dष\ntwo",
    )
