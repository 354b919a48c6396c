"""Every answer carries the headers; no public page varies by visitor."""

import pytest
from django.test import Client

from articles.models import Comment
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_page,
    make_user,
)

pytestmark = pytest.mark.django_db
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.fixture
def site():
    author = make_author(slug="asha")
    article = make_article(slug="one", authors=[author])
    make_article(slug="gone", status="withdrawn", withdrawn_at=article.published_at)
    make_page(slug="about")
    make_comment(article, state=Comment.State.APPROVED)
    return article


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/articles/", 200),
        ("/articles/one/", 200),
        ("/articles/one/comment/", 200),
        ("/articles/gone/", 410),
        ("/authors/", 200),
        ("/authors/asha/", 200),
        ("/about/", 200),
        ("/hi/", 200),
        ("/nothing/here/", 404),
        ("/articles", 301),
        ("/admin/", 302),
        ("/admin/login/", 200),
        ("/static/css/site.css", 200),
        ("/static/nothing.css", 404),
    ],
)
def test_answer_carries_the_headers(client, site, path, status):
    response = client.get(path)
    response.close()  # a static file is still open
    assert response.status_code == status
    assert {name: response.get(name) for name in HEADERS} == HEADERS
    policy = response["Referrer-Policy"]
    assert policy in {"strict-origin-when-cross-origin", "same-origin"}


def test_other_statuses_carry_the_headers_too(client, site):
    wrong = {
        405: client.put("/"),
        403: client.post(
            "/articles/one/comment/", headers={"Sec-Fetch-Site": "cross-site"}
        ),
        422: client.post("/articles/one/comment/"),
        400: client.get("/", headers={"host": "evil.example"}),
    }
    for status, response in wrong.items():
        assert response.status_code == status
        assert {name: response.get(name) for name in HEADERS} == HEADERS


def test_failing_view_tells_a_visitor_nothing(site, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr("articles.views.articles.context_of", fail)
    response = Client(raise_request_exception=False).get("/articles/one/")
    assert response.status_code == 500
    assert b"secret" not in response.content
    assert b"There is a problem" in response.content
    assert {name: response.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    "path",
    ["/", "/articles/", "/articles/one/", "/authors/", "/authors/asha/", "/about/"],
)
def test_public_page_is_the_same_for_everyone(client, site, path):
    response = client.get(path)
    assert not response.cookies
    assert response["Vary"] == "Accept-Encoding"
    expected = "public, max-age=60, stale-while-revalidate=600"
    assert response["Cache-Control"] == expected
    editor = Client()
    editor.force_login(make_user("Editor"))
    others = [
        editor.get(path),
        client.get(path, headers={"Authorization": "Basic eDp5"}),
        client.get(
            path, headers={"Accept-Language": "hi", "Cookie": "django_language=hi"}
        ),
        client.get(path, {"utm_source": "x"}),
    ]
    for other in others[:3]:
        assert other.content == response.content
    assert "utm_source" not in others[3].content.decode()


def test_unchanged_page_is_not_sent_again(client, site):
    etag = client.get("/articles/one/")["ETag"]
    again = client.get("/articles/one/", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_pages_are_compressed_for_those_who_ask(client, site):
    response = client.get("/articles/one/", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"


def test_head_is_get_without_the_page(client, site):
    whole, head = client.get("/articles/one/"), client.head("/articles/one/")
    assert head.content == b""
    assert head["ETag"] == whole["ETag"]
