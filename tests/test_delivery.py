"""What waits in the outbox, and how it is sent."""

import io
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from articles import delivery
from articles.audit import record
from articles.delivery import claim, send_outbox
from articles.models import Outbox
from articles.models.outbox import MOST_ATTEMPTS
from articles.publishing import finish_save, move_to_bin, publish, rebuild, withdraw

from .factories import make_article, make_comment

pytestmark = pytest.mark.django_db
KEY = "a1b2c3d4-e5f6"


class Double(HTTPServer):
    """A search engine on this machine, which keeps what it is told."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Listener)
        self.told, self.status = [], 200

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}/indexnow"


class Listener(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append((self.headers["Content-Type"], json.loads(body)))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def engine(settings):
    with Double() as server:
        settings.VIF_INDEXNOW_KEY, settings.VIF_INDEXNOW_URL = KEY, server.address
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def make_draft(**changes):
    return make_article(status="draft", published_at=None, **changes)


def make_mail(**changes):
    fields = {"recipient": "a@example.org", "subject": "Hello", "text": "It is here."}
    return Outbox.objects.create(**fields | changes)


def run(verbosity=1):
    out = io.StringIO()
    call_command("send_outbox", stdout=out, verbosity=verbosity)
    return out.getvalue()


def test_published_article_is_told_in_one_message(engine, settings):
    publish(make_draft(slug="a"), by=None)
    publish(make_draft(slug="b", language="hi"), by=None)
    assert run() == "2 sent, 0 to be tried again, 0 given up.\n"
    [(content_type, told)] = engine.told
    assert content_type == "application/json; charset=utf-8"
    site = settings.VIF_SITE_URL
    assert told == {
        "host": site.removeprefix("http://"),
        "key": KEY,
        "keyLocation": f"{site}/{KEY}.txt",
        "urlList": [f"{site}/articles/a/", f"{site}/hi/articles/b/"],
    }
    assert run() == ""
    assert len(engine.told) == 1


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    "change",
    [
        lambda article: withdraw(article, by=None, why="Wrong."),
        lambda article: finish_save(article, by=None),
        lambda article: move_to_bin(article, by=None),
    ],
)
def test_every_change_that_readers_see_is_told(change):
    article = make_article()
    change(article)
    [row] = Outbox.objects.all()
    assert (row.kind, row.article, row.sent_at) == ("ping", article, None)
    # Until it is told, further changes are told with it.
    change(article)
    assert Outbox.objects.count() == 1


@pytest.mark.usefixtures("engine")
def test_what_readers_do_not_see_is_not_told():
    draft = make_draft()
    finish_save(draft, by=None)
    record("rerender", make_article(), by=None)
    record("lead", make_article(), by=None)
    record("change", make_comment(), by=None)
    rebuild(draft)
    assert not Outbox.objects.exists()


def test_without_a_key_nothing_is_written():
    publish(make_draft(), by=None)
    assert not Outbox.objects.exists()


def test_key_taken_away_before_sending_sends_nothing(engine, settings):
    publish(make_draft(), by=None)
    settings.VIF_INDEXNOW_KEY = ""
    run()
    assert engine.told == []


def test_scheduled_article_is_told_once_it_appears(engine, time_machine):
    at = timezone.now() + timedelta(hours=1)
    publish(make_draft(slug="later"), by=None, at=at)
    run()
    assert engine.told == []
    time_machine.move_to(at + timedelta(seconds=1))
    run()
    assert engine.told[0][1]["urlList"][0].endswith("/articles/later/")


def test_schedule_taken_back_is_never_told(engine, time_machine):
    at = timezone.now() + timedelta(hours=1)
    article = publish(make_draft(slug="secret"), by=None, at=at)
    withdraw(article, by=None, why="")
    time_machine.move_to(at + timedelta(hours=1))
    run()
    assert engine.told == []


@pytest.mark.parametrize("status", [403, 429, 500])
def test_refused_word_is_sent_later(engine, time_machine, status):
    publish(make_draft(), by=None)
    engine.status = status
    assert run() == "0 sent, 1 to be tried again, 0 given up.\n"
    run()
    assert len(engine.told) == 1
    engine.status = 202
    time_machine.move_to(timezone.now() + timedelta(minutes=6))
    assert run(verbosity=2).startswith("ping: 1 sent\n")
    assert len(engine.told) == 2


def test_unreachable_engine_is_given_up_in_the_end(settings, time_machine):
    settings.VIF_INDEXNOW_KEY = KEY
    settings.VIF_INDEXNOW_URL = "http://127.0.0.1:9/"
    publish(make_draft(), by=None)
    for _ in range(MOST_ATTEMPTS):
        run()
        time_machine.move_to(timezone.now() + timedelta(days=3))
    assert run() == "0 sent, 0 to be tried again, 1 given up.\n"
    assert Outbox.objects.get().attempts == MOST_ATTEMPTS == len(delivery.WAITS)


def test_mail_is_sent_once():
    make_mail()
    assert [outcome.is_sent for outcome in send_outbox()] == [True]
    assert [outcome.is_sent for outcome in send_outbox()] == []
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (
        ["a@example.org"],
        "Hello",
        "It is here.",
    )


def test_one_bad_mail_keeps_no_other_back():
    make_mail(subject="Bad\nBcc: b@example.org")
    make_mail()
    assert [outcome.is_sent for outcome in send_outbox()] == [False, True]
    assert [sent.subject for sent in mail.outbox] == ["Hello"]


def test_two_runs_at_once_share_the_work():
    make_mail(subject="First")
    make_mail(subject="Second")
    one, other = send_outbox(), send_outbox()
    next(one)
    next(other)
    assert [list(one), list(other)] == [[], []]
    assert sorted(sent.subject for sent in mail.outbox) == ["First", "Second"]


def test_claimed_rows_are_nobody_elses():
    make_mail()
    now = timezone.now()
    assert len(claim("mail", now, most=9)) == 1
    assert claim("mail", now, most=9) == []
    assert Outbox.objects.get().due_at > now + timedelta(seconds=4 * delivery.TIMEOUT)


def test_what_was_sent_is_forgotten_after_a_month(time_machine):
    make_mail()
    run()
    make_mail(due_at=timezone.now() + timedelta(days=300))
    time_machine.move_to(timezone.now() + timedelta(days=31))
    run()
    assert Outbox.objects.get().sent_at is None


@pytest.mark.parametrize("changes", [{"recipient": ""}, {"kind": "ping"}])
def test_row_says_to_whom(changes):
    with pytest.raises(IntegrityError):
        make_mail(**changes)


def test_indexnow_key_is_shown(client, settings):
    settings.VIF_INDEXNOW_KEY = KEY
    response = client.get(f"/{KEY}.txt")
    assert (response.status_code, response.text) == (200, KEY)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert client.get(f"/{KEY}x.txt").status_code == 404
    assert client.get(f"/hi/{KEY}.txt").status_code == 404


def test_indexnow_key_that_is_not_set_is_unknown(client):
    assert client.get(f"/{KEY}.txt").status_code == 404
    assert client.get("/.txt").status_code == 404
