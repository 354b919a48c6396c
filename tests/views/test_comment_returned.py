"""Nothing that was typed is lost: without a database, in damage, in a crowd."""

import shutil
import threading
import time
from html import unescape
from types import SimpleNamespace
from urllib.parse import quote, urlencode

import pytest
from django.core.exceptions import BadRequest, DisallowedRedirect
from django.db import DatabaseError, InterfaceError, OperationalError
from django.template.loader import render_to_string
from django.test import RequestFactory

from articles import captcha
from articles.concurrency import Busy, ConcurrencyLimit
from articles.forms.comment import CommentForm
from articles.models import Comment, Spent
from articles.views.comments.returned import RETRY_SECONDS, give_back_form
from articles.views.errors import bad_request
from tests.factories import make_article
from vif_site import availability

from .commenting import HOSTILE, assert_given_back, fields_of, get_form, page, post

URL = "/articles/one/comment/"
KINDS = {
    "form": "application/x-www-form-urlencoded",
    "parts": "multipart/form-data; boundary=XX",
}


@pytest.fixture
def article(db):
    return make_article(slug="one")


def failing(error):
    """Return a function that does nothing but raise this."""

    def fail(*args, **kwargs):
        raise error

    return fail


def assert_kept(response, fields):
    """Check that the whole form is there, working, with the same sum."""
    soup = assert_given_back(response, "All you typed", fields, status=503)
    form = soup.select_one("form[method=post]")
    assert form["action"] == URL
    assert form.select_one("#answer")["value"] == fields["answer"]
    assert form.select_one("input[name=token]")["value"] == fields["token"]
    assert form.select_one("button").text == "Send again"
    assert not soup.select("textarea[readonly]")
    assert response["Retry-After"] == str(RETRY_SECONDS)
    return soup


# Without a database


@pytest.mark.parametrize("error", [DatabaseError, OperationalError, InterfaceError])
def test_form_is_kept_whole_while_the_database_is_gone(
    client, article, error, monkeypatch
):
    fields = fields_of(get_form(client, article), text=HOSTILE)
    with monkeypatch.context() as patch:
        execute = "django.db.backends.utils.CursorWrapper.execute"
        patch.setattr(execute, failing(error("gone")))
        response = client.post(URL, fields)
    soup = assert_kept(response, fields)
    again = fields_of(soup, text=HOSTILE)
    assert again["answer"] == fields["answer"]
    assert client.post(URL, again).status_code == 303
    assert Comment.objects.get().text == HOSTILE


def test_form_is_kept_when_the_comment_cannot_be_stored(client, article, monkeypatch):
    fields = fields_of(get_form(client, article), text=HOSTILE)
    fail = failing(DatabaseError("disk full"))
    monkeypatch.setattr("articles.forms.comment.receive", fail)
    assert_kept(post(client, article, fields), fields)


@pytest.mark.parametrize(("free", "status"), [(199, 503), (200, 303)])
def test_form_is_kept_while_the_disk_is_almost_full(
    client, article, monkeypatch, settings, free, status
):
    fields = fields_of(get_form(client, article), text=HOSTILE)
    with monkeypatch.context() as patch:
        usage, asked = SimpleNamespace(free=free * 2**20), []
        patch.setattr(shutil, "disk_usage", lambda path: asked.append(path) or usage)
        response = post(client, article, fields)
    assert asked == [settings.VIF_DATA_DIR]
    assert response.status_code == status
    if status == 503:
        assert_kept(response, fields)
        assert (Comment.objects.count(), Spent.objects.count()) == (0, 0)
        assert post(client, article, fields).status_code == 303


def test_how_full_the_disk_may_be_is_a_setting(client, article, monkeypatch, settings):
    usage = SimpleNamespace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    settings.VIF_LEAST_FREE_MB = 0
    fields = fields_of(get_form(client, article))
    assert post(client, article, fields).status_code == 303


def test_kept_form_asks_the_database_for_nothing():
    """No mark for the database: every query would raise."""
    challenge = captcha.personal(7, CommentForm.kept({}, URL).now, wrong=2)
    fields = {"name": "A", "email": "x", "text": "T", "answer": "5"}
    request = RequestFactory().post(URL, fields | {"token": challenge.token})
    soup = page(give_back_form(request))
    assert f"{challenge.first} + {challenge.second} =" in soup.text
    assert soup.select_one("[name=without_sum]")


@pytest.mark.parametrize("token", ["", "forged", "a\0:b"])
def test_kept_form_of_a_forged_token_shows_no_sum(token):
    request = RequestFactory().post(URL, {"text": HOSTILE, "token": token})
    soup = page(give_back_form(request))
    assert not soup.select("#answer")
    assert soup.select_one("input[name=token]")["value"] == token
    assert soup.select_one("#text").text.removeprefix("\n") == HOSTILE


def test_wrong_answer_that_cannot_be_counted_costs_no_sum(client, article, monkeypatch):
    fields = fields_of(get_form(client, article), answer="1")
    with monkeypatch.context() as patch:
        fail = failing(OperationalError("locked"))
        patch.setattr("articles.moderation.submission.count_wrong", fail)
        assert post(client, article, fields).status_code == 503
    assert Spent.objects.count() == 0


# What cannot be read


def part(name, value, end="\r\n"):
    return f'--XX\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}{end}'


DAMAGED = {
    "too many fields": (
        "form",
        "a=1&" * 6000 + f"text={quote(HOSTILE)}",
    ),
    "too many parts": (
        "parts",
        part("a", "1") * 6000 + part("text", HOSTILE) + "--XX--",
    ),
    "too many files": (
        "parts",
        part("text", HOSTILE)
        + part("f", "1").replace('name="f"', 'name="f"; filename="f"') * 101
        + "--XX--",
    ),
    "no base64": (
        "parts",
        part("text", HOSTILE)
        + part("x", "!!!!!").replace(
            '"\r\n', '"; filename="x"\r\nContent-Transfer-Encoding: base64\r\n'
        )
        + "--XX--",
    ),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_damaged_post_is_answered_in_words_with_the_text(client, article, damage):
    kind, body = DAMAGED[damage]
    response = client.post(URL, body.encode(), content_type=KINDS[kind])
    assert response.status_code == 400
    soup = page(response)
    assert "damaged" in soup.select_one(".notice").text
    assert soup.find(id="kept-text").text.removeprefix("\n") == HOSTILE
    assert not response.has_header("Retry-After")
    assert Comment.objects.count() == 0


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=" + "é" * 3,
        "application/x-www-form-urlencoded; charset=utf-16",
    ],
)
def test_post_of_an_odd_kind_is_answered_in_words(client, article, kind):
    response = client.post(URL, b"nothing", content_type=kind)
    assert response.status_code == 400
    assert "damaged" in page(response).text


def test_post_that_is_too_large_is_refused_in_words(client, article):
    body = urlencode(fields_of(get_form(client, article), text="x" * 3_000_000))
    response = client.post(URL, body, content_type=KINDS["form"])
    assert response.status_code == 413
    assert "At most 1 MB can be sent here" in page(response).get_text()
    assert not response.has_header("Retry-After")


@pytest.mark.parametrize(
    "name", ["name", "email", "text", "answer", "subject", "token"]
)
@pytest.mark.parametrize("odd", ["%00", "%ED%A0%80", "%FF", "a%00b"])
def test_odd_bytes_in_any_field_are_no_fault_of_the_site(client, article, name, odd):
    fields = fields_of(get_form(client, article))
    body = urlencode(fields | {name: ""}) + f"&{name}={odd}"
    response = client.post(URL, body, content_type=KINDS["form"])
    assert response.status_code in {303, 422}


def test_bad_request_needs_no_database():
    response = bad_request(RequestFactory().get("/"), BadRequest())
    assert response.status_code == 400
    soup = page(response)
    assert soup.h1.text == "This request could not be read"
    assert soup.select_one("link[rel=stylesheet]")
    assert render_to_string("400.html") == response.content.decode()


def test_bad_request_page_is_sent(client, db, monkeypatch):
    fail = failing(DisallowedRedirect("bad"))
    monkeypatch.setattr("articles.models.Institution.current", fail)
    response = client.get("/")
    assert response.status_code == 400
    assert "This request could not be read" in response.content.decode()


# A crowd


def test_comments_beyond_the_gate_are_kept_at_once(client, article, monkeypatch):
    fields = fields_of(get_form(client, article), text=HOSTILE)
    gate = ConcurrencyLimit(1, patience=0)
    monkeypatch.setattr(availability, "GATE", gate)
    with gate.passing():
        response = post(client, article, fields)
    assert_kept(response, fields)
    assert post(client, article, fields).status_code == 303


def test_gate_lets_half_as_many_write_as_there_are_threads_for_readers():
    assert availability.GATE.most == 2


def test_gate_lets_a_crowd_through_that_moves():
    gate, passed = ConcurrencyLimit(2, patience=5), []

    def come(number):
        with gate.passing():
            assert gate.inside <= 2
            time.sleep(0.01)
            passed.append(number)

    crowd = [threading.Thread(target=come, args=[number]) for number in range(20)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    assert sorted(passed) == list(range(20))
    assert gate.inside == 0


def test_gate_waits_for_a_moment_and_then_turns_away_at_once(monkeypatch):
    gate, waits = ConcurrencyLimit(1, patience=0.5), []
    wait = gate.moved.wait
    monkeypatch.setattr(
        gate.moved, "wait", lambda left: waits.append(left) or wait(left)
    )
    with gate.passing():
        for number in range(10):
            with pytest.raises(Busy), gate.passing():
                pytest.fail("the gate was open")
            if number == 0:
                first = list(waits)
    assert waits == first
    assert 0 < first[0] <= 0.5
    with gate.passing():
        assert gate.inside == 1


def test_gate_opens_again_after_a_failure():
    gate = ConcurrencyLimit(1, patience=0)
    with pytest.raises(OperationalError), gate.passing():
        raise OperationalError("locked")
    with gate.passing():
        assert gate.inside == 1


def test_not_one_word_is_lost_of_a_comment_on_nothing(client, db):
    response = client.post(URL, {"text": HOSTILE})
    assert response.status_code == 404
    assert HOSTILE in unescape(response.content.decode())
    assert not response.has_header("Retry-After")
