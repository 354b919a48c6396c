"""The comment form: what it takes, what it refuses, what it gives back."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from articles import captcha
from articles.models import Comment, Counter, Spent
from articles.moderation import decide
from tests.factories import make_article, make_comment, make_user

from .commenting import (
    HOSTILE,
    assert_given_back,
    fields_of,
    get_form,
    page,
    post,
    sum_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(slug="one")


# What is taken


def test_comment_form_takes_a_comment_and_shows_its_own_page(client, article):
    response = post(client, article, fields_of(get_form(client, article)))
    comment = Comment.objects.get()
    assert response.status_code == 303
    assert response["Location"] == f"/articles/one/comment/{comment.key}/"
    assert (comment.state, comment.name, comment.email, comment.text) == (
        "waiting",
        "A. Reader",
        "reader@example.org",
        "I read this twice.",
    )
    received = client.get(response["Location"])
    assert received["Referrer-Policy"] == "no-referrer"
    assert "no-store" in received["Cache-Control"]
    assert "private" in received["Cache-Control"]
    assert received["X-Robots-Tag"] == "noindex"
    text = page(received).get_text()
    assert comment.reference in text
    assert comment.text in text
    client.get(response["Location"])
    assert Comment.objects.count() == 1


def test_form_in_the_article_page_works_and_is_the_same_for_all(client, article):
    first = client.get("/articles/one/")
    assert first.content == client.get("/articles/one/").content
    assert not first.cookies
    soup = page(first)
    assert soup.select_one("form[method=post]")["action"] == "/articles/one/comment/"
    assert post(client, article, fields_of(soup)).status_code == 303


@pytest.mark.parametrize("spelling", ["{}", " {} ", "0{}"])
def test_answer_may_be_spelt_in_several_ways(client, article, spelling):
    soup = get_form(client, article)
    answer = spelling.format(sum_of(soup))
    assert post(client, article, fields_of(soup, answer=answer)).status_code == 303


def test_three_thousand_characters_are_not_too_many(client, article):
    fields = fields_of(get_form(client, article), text="é" * 2999 + "\r\n" + "")
    assert post(client, article, fields).status_code == 303
    fields = fields_of(get_form(client, article), text="e\u0301" * 3000)
    assert post(client, article, fields).status_code == 303
    assert {len(c.text) for c in Comment.objects.all()} == {2999, 3000}


def test_line_ends_count_once(client, article):
    fields = fields_of(get_form(client, article), text="a\r\n" * 1499 + "bc")
    assert post(client, article, fields).status_code == 303
    assert Comment.objects.get().text == "a\n" * 1499 + "bc"


# What is given back


def test_empty_form_names_each_field(client, article):
    soup = get_form(client, article)
    fields = fields_of(soup, name="", email="", text="", answer="")
    back = assert_given_back(
        post(client, article, fields), "There is a problem", fields
    )
    links = back.select(".error-summary a")
    assert [link["href"] for link in links] == ["#name", "#email", "#text", "#answer"]
    assert [link.get_text() for link in links][:3] == [
        "Enter your name",
        "Enter your email address",
        "Enter your comment",
    ]
    assert re.fullmatch(r"Enter the answer to \d+ plus \d+", links[3].get_text())
    for link in links:
        assert back.select_one(link["href"]).name in {"input", "textarea"}
    assert back.title.get_text().startswith("Error: ")
    assert Spent.objects.count() == 0


def test_field_error_keeps_everything_the_sum_and_its_answer(client, article):
    soup = get_form(client, article)
    fields = fields_of(soup, name=HOSTILE.split("\n")[0], text=HOSTILE, email="x")
    back = assert_given_back(
        post(client, article, fields),
        "Enter an email address in the correct format, like name@example.com",
        fields,
    )
    assert back.select_one("#answer")["value"] == fields["answer"]
    assert back.select_one("input[name=token]")["value"] == fields["token"]
    mended = fields | {"email": "x@example.org"}
    assert post(client, article, mended).status_code == 303
    assert Comment.objects.get().text == HOSTILE


def test_long_comment_says_by_how_much(client, article):
    fields = fields_of(get_form(client, article), text="x" * 3214)
    sentence = "Comment must be 3,000 characters or less. You have 3,214"
    assert_given_back(post(client, article, fields), sentence, fields)


def test_wrong_answer_gives_a_new_sum_and_spends_the_old_one(client, article):
    soup = get_form(client, article)
    right = fields_of(soup)
    wrong = right | {"answer": "1", "text": HOSTILE}
    back = assert_given_back(
        post(client, article, wrong),
        "That answer was not right. Enter the answer to the new sum.",
        wrong,
    )
    assert back.select_one("#answer").get("value", "") == ""
    assert back.select_one("input[name=token]")["value"] != right["token"]
    assert_given_back(post(client, article, right), "answered already", right)
    assert Comment.objects.count() == 0
    assert post(client, article, fields_of(back)).status_code == 303


def test_second_wrong_answer_offers_to_go_without_the_sum(client, article):
    soup = get_form(client, article)
    for _ in range(2):
        assert not soup.select("[name=without_sum]")
        soup = page(post(client, article, fields_of(soup, answer="1")))
    assert soup.select_one("[name=without_sum]")["value"] == "1"
    fields = fields_of(soup, answer="") | {"without_sum": "1"}
    assert post(client, article, fields).status_code == 303
    comment = Comment.objects.get()
    assert (comment.state, "without-sum" in comment.suspicions) == ("waiting", True)


def test_going_without_the_sum_unasked_is_not_possible(client, article):
    fields = fields_of(get_form(client, article), answer="") | {"without_sum": "1"}
    assert_given_back(post(client, article, fields), "Enter the answer to", fields)


def test_old_form_keeps_the_text_and_asks_anew(client, article, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    fields = fields_of(get_form(client, article), text=HOSTILE)
    time_machine.shift(timedelta(hours=23))
    other = fields_of(get_form(client, article))
    assert post(client, article, fields | {"text": "In time."}).status_code == 303
    time_machine.shift(timedelta(hours=24, seconds=1))
    fields = other | {"text": HOSTILE}
    back = assert_given_back(
        post(client, article, fields), "This form was open for too long", fields
    )
    assert post(client, article, fields_of(back)).status_code == 303


@pytest.mark.parametrize("token", ["", "forged", "a:b:c"])
def test_forged_form_keeps_the_text_and_asks_anew(client, article, token):
    fields = fields_of(get_form(client, article), token=token, text=HOSTILE)
    assert_given_back(
        post(client, article, fields), "This form could not be checked", fields
    )


def test_token_of_another_article_is_not_taken(client, article):
    other = make_article(slug="two")
    fields = fields_of(get_form(client, article))
    assert_given_back(post(client, other, fields), "could not be checked", fields)
    assert Comment.objects.count() == 0


def test_same_post_twice_is_answered_as_the_first(client, article):
    fields = fields_of(get_form(client, article))
    first, second = post(client, article, fields), post(client, article, fields)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert Comment.objects.count() == 1


def test_used_challenge_with_another_text_is_given_back(client, article):
    fields = fields_of(get_form(client, article))
    post(client, article, fields)
    other = fields | {"text": "A second thought."}
    back = assert_given_back(post(client, article, other), "answered already", other)
    assert post(client, article, fields_of(back)).status_code == 303
    assert Comment.objects.count() == 2


def test_page_challenge_brings_one_comment_from_each_sender(client, article):
    fields = fields_of(page(client.get("/articles/one/")))
    url = "/articles/one/comment/"
    for number in (1, 2, 3, 4, 5, 1, 2):
        address = f"192.0.2.{number}"
        assert client.post(url, fields, REMOTE_ADDR=address).status_code == 303
    assert Comment.objects.count() == 5


COLLEAGUE = {"name": "B. Reader", "email": "b@example.org"}


@pytest.mark.parametrize(
    "other",
    [COLLEAGUE, {"text": "A second thought."}, COLLEAGUE | {"text": "Well said."}],
)
@pytest.mark.parametrize("first_answer", ["1", None])
def test_nobody_is_refused_for_what_was_sent_from_the_same_address(
    client, article, other, first_answer
):
    """A colleague, a second comment, either after a wrong answer: at the first try."""
    fields = fields_of(page(client.get("/articles/one/")))
    first = fields | ({"answer": first_answer} if first_answer else {})
    assert post(client, article, first).status_code == (422 if first_answer else 303)
    response = post(client, article, fields | other)
    assert response.status_code == 303
    again = post(client, article, fields | other)
    assert (again.status_code, again["Location"]) == (303, response["Location"])
    assert Comment.objects.count() == (1 if first_answer else 2)


def test_second_guess_at_the_sum_of_the_page_is_not_judged(client, article):
    right = fields_of(page(client.get("/articles/one/")), text=HOSTILE)
    wrong = right | {"answer": "1"}
    first = assert_given_back(post(client, article, wrong), "was not right", wrong)
    second = assert_given_back(post(client, article, right), "answered already", right)
    sums = [soup.select_one("input[name=token]")["value"] for soup in (first, second)]
    assert len({right["token"], *sums}) == 3
    assert Comment.objects.count() == 0
    assert post(client, article, fields_of(first, text=HOSTILE)).status_code == 303


# Limits


def test_robot_that_varies_its_text_to_guess_again_is_held_back(client, article):
    fields = fields_of(page(client.get("/articles/one/")))
    right = int(fields["answer"])
    guesses = [n for n in range(2, 21) if n != right] * 11
    statuses = []
    for number, guess in enumerate(guesses):
        guessed = fields | {"answer": str(guess), "text": f"Buy {number}."}
        response = post(client, article, guessed)
        statuses.append(response.status_code)
        assert response.status_code == 422 or int(response["Retry-After"]) > 0
    assert statuses == [422] * 10 + [429] * 188
    assert post(client, article, fields).status_code == 429
    assert Comment.objects.count() == 0


def test_robot_that_has_solved_the_sum_of_the_page_is_held_back(client, article):
    fields = fields_of(page(client.get("/articles/one/")))
    statuses = [
        post(client, article, fields | {"text": f"Buy {number}."}).status_code
        for number in range(8)
    ]
    assert statuses == [303] * 5 + [429] * 3
    assert Comment.objects.count() == 5


def test_thirty_first_post_is_held_back_with_the_text(client, article):
    fields = fields_of(get_form(client, article), email="x", text=HOSTILE)
    for _ in range(30):
        assert post(client, article, fields).status_code == 422
    response = post(client, article, fields)
    assert_given_back(response, "Too many comments came from", fields, status=429)
    assert 0 < int(response["Retry-After"]) <= 600
    assert Spent.objects.count() == 0


def test_forged_addresses_change_nothing(client, article):
    fields = fields_of(get_form(client, article), email="x")
    for number in range(31):
        response = post(
            client,
            article,
            fields,
            **{
                "X-Forwarded-For": f"203.0.113.{number}",
                "X-Real-IP": f"10.0.0.{number}",
            },
        )
    assert response.status_code == 429


def test_sixth_comment_in_ten_minutes_waits(client, article):
    for number in range(5):
        fields = fields_of(get_form(client, article), text=f"Comment {number}")
        assert post(client, article, fields).status_code == 303
    fields = fields_of(get_form(client, article), text=HOSTILE)
    response = post(client, article, fields)
    assert_given_back(response, "Too many comments", fields, status=429)
    assert (Comment.objects.count(), Spent.objects.count()) == (5, 5)


def test_ten_wrong_answers_bring_a_pause(client, article, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    for _ in range(10):
        fields = fields_of(get_form(client, article), answer="1")
        assert post(client, article, fields).status_code == 422
    right = fields_of(get_form(client, article))
    response = post(client, article, right)
    assert response.status_code == 429
    assert int(response["Retry-After"]) == 901
    time_machine.shift(timedelta(minutes=15, seconds=1))
    assert post(client, article, right).status_code == 303


def test_full_queue_closes_the_form_with_a_notice(client, article, monkeypatch):
    monkeypatch.setattr("articles.moderation.limits.MOST_WAITING", 1)
    fields = fields_of(get_form(client, article), text=HOSTILE)
    make_comment(article)
    response = post(client, article, fields)
    assert response.status_code == 503
    assert response["Retry-After"]
    assert HOSTILE in unescape(response.content.decode())


def test_asking_for_forms_stores_nothing(client, article, django_assert_num_queries):
    for _ in range(20):
        response = client.get("/articles/one/comment/")
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert not response.cookies
    assert (Counter.objects.count(), Spent.objects.count()) == (0, 0)


# Suspicion is for the moderator


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject": "http://spam.example"}, "honeypot"),
        ({"text": "https://a.example www.b.example http://c.example"}, "links"),
    ],
)
def test_suspect_comment_is_taken_and_marked(client, article, changes, code):
    fields = fields_of(get_form(client, article), **changes)
    response = post(client, article, fields, **{"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 303
    assert code in Comment.objects.get().suspicions


def test_quick_comment_is_taken_and_marked(client, article, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    fields = fields_of(get_form(client, article))
    post(client, article, fields, **{"Sec-Fetch-Site": "same-origin"})
    slow = fields_of(get_form(client, article), text="Slowly written.")
    time_machine.shift(timedelta(seconds=4))
    post(client, article, slow, **{"Sec-Fetch-Site": "same-origin"})
    assert [c.suspicions for c in Comment.objects.oldest_first()] == [["fast"], []]


def test_robots_stand_last_in_the_queue_and_suspects_first(client, article):
    kinds = {"robot": {"subject": "x"}, "plain": {}, "suspect": {"text": "www. " * 3}}
    for name, changes in kinds.items():
        time = timezone.now() - timedelta(seconds=10)
        token = captcha.personal(article.pk, time)
        fields = fields_of(get_form(client, article), name=name) | {
            "token": token.token,
            "answer": str(token.first + token.second),
            "text": name,
        }
        response = post(
            client, article, fields | changes, **{"Sec-Fetch-Site": "same-origin"}
        )
        assert response.status_code == 303
    queue = Comment.objects.waiting().order_by("queue_rank", "created_at")
    assert [comment.name for comment in queue] == ["suspect", "plain", "robot"]


# Who may post


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
    ],
)
def test_post_from_another_site_is_refused_with_the_text(client, article, headers):
    fields = fields_of(get_form(client, article), text=HOSTILE)
    response = post(client, article, fields, **headers)
    assert response.status_code == 403
    kept = page(response).select_one("textarea[readonly]").get_text()
    assert kept.removeprefix("\n") == HOSTILE
    assert Comment.objects.count() == 0


def test_post_from_our_own_origin_is_taken(client, article):
    fields = fields_of(get_form(client, article))
    assert post(client, article, fields, Origin="http://testserver").status_code == 303
    assert Comment.objects.get().suspicions == ["fast"]


def test_comment_after_closing_is_refused_with_the_text(client, article):
    fields = fields_of(get_form(client, article), text=HOSTILE)
    type(article).objects.update(comments_are="closed")
    response = post(client, article, fields)
    assert response.status_code == 403
    assert "Comments on this article are closed." in page(response).get_text()
    assert HOSTILE in unescape(response.content.decode())


def test_fields_of_the_record_cannot_be_set_by_hand(client, article):
    other = make_article()
    fields = fields_of(get_form(client, article)) | {
        "state": "approved",
        "article": other.pk,
        "id": 1,
        "is_by_author": "on",
        "created_at": "2001-01-01",
        "queue_rank": "0",
        "reference": "AAAA-AAAA",
    }
    post(client, article, fields)
    comment = Comment.objects.get()
    assert (comment.state, comment.article, comment.is_by_author) == (
        "waiting",
        article,
        False,
    )
    assert comment.created_at.year > 2001
    assert comment.reference != "AAAA-AAAA"


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_other_methods_are_refused(client, article, method):
    response = getattr(client, method)("/articles/one/comment/")
    assert response.status_code == 405


# Nothing is public before it is approved


def test_waiting_comment_is_nowhere_and_an_approved_one_is(client, article):
    fields = fields_of(get_form(client, article), text="canary", email="canary@x.org")
    post(client, article, fields)
    comment = Comment.objects.get()
    before = client.get("/articles/one/")
    assert b"canary" not in before.content
    for address in ("/", "/articles/", "/articles/one/?unapproved=1"):
        assert b"canary" not in client.get(address).content
    decide([comment], Comment.State.APPROVED, by=make_user("Moderator"))
    after = client.get("/articles/one/").content.decode()
    assert "canary" in after
    assert "canary@x.org" not in after
    decide([comment], Comment.State.WAITING, by=None)
    assert b"canary" not in client.get("/articles/one/").content


def test_email_is_on_no_page_and_in_no_log(client, article, caplog):
    caplog.set_level("DEBUG")
    fields = fields_of(get_form(client, article), email="canary@example.org")
    wrong = page(post(client, article, fields | {"answer": "1"}))
    response = post(client, article, fields_of(wrong, email="canary@example.org"))
    decide(Comment.objects.all(), Comment.State.APPROVED, by=None)
    for address in ("/articles/one/", "/", response["Location"]):
        assert b"canary@example.org" not in client.get(address).content
    assert "canary@example.org" not in caplog.text


def test_comment_received_with_another_key_is_unknown(client, article):
    comment = make_comment(article)
    key = comment.key[:-1] + ("A" if comment.key[-1] != "A" else "B")
    assert client.get(f"/articles/one/comment/{key}/").status_code == 404
    assert client.post(comment.get_private_url()).status_code == 405


@pytest.mark.parametrize("state", ["waiting", "approved", "declined", "spam"])
def test_comment_received_says_how_it_stands(client, article, state):
    comment = make_comment(article, state=state, reason="Off the subject.")
    text = page(client.get(comment.get_private_url())).get_text()
    assert comment.reference in text
    assert ("Off the subject." in text) == (state == "declined")
    assert "spam" not in text.lower()


def test_address_is_kept_only_where_the_law_wants_it(client, article, settings):
    post(client, article, fields_of(get_form(client, article)))
    settings.VIF_RETENTION = "dpdp"
    post(client, article, fields_of(get_form(client, article), text="Second."))
    assert [c.ip for c in Comment.objects.oldest_first()] == [None, "127.0.0.1"]
