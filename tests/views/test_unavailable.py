"""While the database cannot be had, every address says so, and gives words back."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError
from django.http import HttpResponse

from articles.concurrency import ConcurrencyLimit
from tests.factories import make_article
from vif_site import availability

GONE = OperationalError("no server")


@pytest.fixture
def gone(monkeypatch):
    """The database answers nothing from now on."""

    def go():
        def fail(*args, **kwargs):
            raise GONE

        monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", fail)

    return go


def is_unavailable(response):
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "no-store" in response["Cache-Control"]
    assert "Content-Security-Policy" in response
    return BeautifulSoup(response.content, "html.parser")


PUBLIC = ("/", "/articles/", "/articles/one/", "/search/?q=one", "/sitemap.xml")
NONE = ("/nothing/", "/feeds/articles.atom", "/hi/", "/articles/one/comment/")


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*PUBLIC, *NONE])
def test_pages_say_so(client, gone, path):
    make_article(slug="one")
    gone()
    page = is_unavailable(client.get(path))
    assert page.h1


@pytest.mark.django_db
def test_desk_says_so_though_the_session_cannot_be_read(admin_client, gone):
    gone()
    admin_client.raise_request_exception = False
    is_unavailable(admin_client.get("/admin/"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/admin/articles/author/add/", "biography"),
        ("/admin/articles/picture/add/", "caption"),
        ("/admin/articles/page/add/", "source"),
    ],
)
def test_words_typed_in_any_form_of_the_desk_come_back(admin_client, gone, path, name):
    gone()
    admin_client.raise_request_exception = False
    words = "A long sentence </textarea> of mine.\nAnd another."
    typed = {name: words, "new_password": "two words", "slug": "a-b"}
    page = is_unavailable(admin_client.post(path, typed))
    assert page.find(id=f"typed-{name}").text.strip() == words
    assert "two words" not in page.text


@pytest.mark.django_db
def test_log_in_gives_no_password_back(client, gone):
    gone()
    client.raise_request_exception = False
    credentials = {"username": "editor", "password": "my long password"}
    page = is_unavailable(client.post("/admin/login/", credentials))
    assert "my long password" not in str(page)


@pytest.mark.django_db
def test_saves_share_the_gate_with_comments(admin_client, monkeypatch):
    gate = ConcurrencyLimit(1, patience=0)
    monkeypatch.setattr(availability, "GATE", gate)
    with gate.passing():
        typed = {"biography": "Words of mine."}
        page = is_unavailable(admin_client.post("/admin/articles/author/add/", typed))
        assert page.find(id="typed-biography").text.strip() == "Words of mine."
        is_unavailable(admin_client.post("/admin/login/", {"username": "a"}))
        assert admin_client.get("/admin/").status_code == 200


@pytest.mark.django_db
def test_fault_that_no_waiting_mends_stays_a_fault(client, monkeypatch):
    def fail(*args, **kwargs):
        raise ValueError

    monkeypatch.setattr("articles.models.Institution.current", fail)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "It is ours, not yours" in response.content.decode()


def test_breaker_lets_one_in_a_pause_try():
    breaker = availability.Breaker(pause=60)
    assert all(breaker.enter() for _ in range(3))
    breaker.fail()
    assert not any(breaker.enter() for _ in range(3))
    breaker.pause, breaker.next_at = 60, 0.0
    assert [breaker.enter() for _ in range(3)] == [True, False, False]
    breaker.succeed()
    assert all(breaker.enter() for _ in range(3))


@pytest.fixture
def breaker(monkeypatch):
    monkeypatch.setattr(availability, "BREAKER", availability.Breaker(pause=60))
    return availability.BREAKER


def connected(monkeypatch, *, has_asked, has_failed=False, is_there=True):
    """Stand in for a thread's connection to PostgreSQL after one request."""
    known = SimpleNamespace(
        vendor="postgresql",
        health_check_done=has_asked,
        errors_occurred=has_failed,
        connection=SimpleNamespace(closed=False) if is_there else None,
        cursor=lambda: SimpleNamespace(close=lambda: None),
    )
    monkeypatch.setattr(availability, "connection", known)


@pytest.mark.parametrize("has_asked", [True, False])
def test_only_who_was_answered_calls_the_others_back(
    rf, monkeypatch, breaker, has_asked
):
    breaker.fail()
    breaker.next_at = 0.0
    connected(monkeypatch, has_asked=has_asked)
    response = HttpResponse("a page")
    middleware = availability.DatabaseMiddleware(lambda request: response)
    assert middleware(rf.get("/")) is response
    assert breaker.enter() == has_asked


@pytest.mark.parametrize("is_there", [True, False])
def test_failure_before_any_view_is_reached_sends_the_others_away(
    rf, monkeypatch, breaker, is_there
):
    connected(monkeypatch, has_asked=True, has_failed=True, is_there=is_there)
    try:
        raise GONE
    except OperationalError:
        assert availability.server_error(rf.get("/")).status_code == 503
    assert breaker.enter() == is_there
