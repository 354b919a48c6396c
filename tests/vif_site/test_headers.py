"""Every answer carries the headers; no public page varies by visitor."""

import logging

import pytest
from django.conf import settings as site_settings
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


@pytest.fixture
def https(settings):
    """The site as it is served: over https, under one name, HSTS and all."""
    settings.VIF_HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 63072000
    settings.ALLOWED_HOSTS = ["www.example.org"]


@pytest.mark.usefixtures("https")
@pytest.mark.parametrize("secure", [True, False])
@pytest.mark.parametrize("path", ["/", "/admin/", "/static/css/site.css"])
@pytest.mark.parametrize("host", ["www.example.org", "evil.example"])
def test_answers_before_any_page_carry_the_headers_too(client, path, host, secure):
    response = client.get(path, secure=secure, headers={"host": host})
    response.close()
    is_refused = host == "evil.example" and not (secure and "static" in path)
    assert response.status_code == (
        400 if is_refused else 301 if not secure else response.status_code
    )
    policy = f"{POLICY}; upgrade-insecure-requests"
    expected = HEADERS | {"Content-Security-Policy": policy}
    assert {name: response.get(name) for name in HEADERS} == expected
    assert response["Referrer-Policy"] in {
        "strict-origin-when-cross-origin",
        "same-origin",
    }
    assert ("Strict-Transport-Security" in response) == secure


def test_only_the_owner_of_the_domain_has_it_preloaded():
    assert site_settings.SECURE_HSTS_PRELOAD is False


def test_failing_view_tells_a_visitor_nothing(site, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr("articles.views.article.page.context_of", fail)
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


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_page_that_is_not_sent_again_varies_as_the_page_does(client, site, encoding):
    headers = {"Accept-Encoding": encoding}
    page = client.get("/articles/one/", headers=headers)
    again = client.get(
        "/articles/one/", headers=headers | {"If-None-Match": page["ETag"]}
    )
    assert again.status_code == 304
    for name in ("Vary", "ETag", "Cache-Control"):
        assert again[name].removeprefix("W/") == page[name].removeprefix("W/")


@pytest.mark.parametrize(
    "cookie",
    [
        f"{site_settings.SESSION_COOKIE_NAME}=stale",
        f"{site_settings.CSRF_COOKIE_NAME}=malformed",
        "messages=malformed",
    ],
)
@pytest.mark.parametrize("path", ["/", "/articles/one/", "/nothing/here/", "/admin"])
def test_stale_cookie_is_not_answered_on_a_public_page(client, site, cookie, path):
    response = client.get(path, headers={"Cookie": cookie})
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_form_that_is_posted_sets_no_cookie(client, site):
    response = client.post(
        "/articles/one/comment/",
        headers={"Cookie": "sessionid=stale; csrftoken=malformed"},
    )
    assert (response.status_code, len(response.cookies)) == (422, 0)


def test_admin_keeps_its_cookies():
    user = make_user("Editor", username="asha")
    client = Client(enforce_csrf_checks=True)
    page = client.get("/admin/login/")
    assert page.cookies.keys() == {site_settings.CSRF_COOKIE_NAME}
    form = {"username": "asha", "password": "correct horse"}
    form["csrfmiddlewaretoken"] = page.context["csrf_token"]
    assert client.post("/admin/login/?next=/admin/", form).status_code == 302
    assert client.get("/admin/").context["user"] == user
    assert "Cookie" in client.get("/admin/")["Vary"]
    assert client.get("/articles/").status_code == 200
    assert client.get("/admin/").context["user"] == user


def test_pages_are_compressed_for_those_who_ask(client, site):
    response = client.get("/articles/one/", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"


def test_head_is_get_without_the_page(client, site):
    whole, head = client.get("/articles/one/"), client.head("/articles/one/")
    assert head.content == b""
    assert head["ETag"] == whole["ETag"]


class TestProxyThatIsNotNamed:
    @pytest.fixture
    def warnings(self, settings, caplog):
        """Send requests from these addresses in turn; return what the log says."""
        settings.VIF_HTTPS = True
        caplog.set_level(logging.WARNING, logger="vif_site.middleware")

        def send(*addresses, client=None, **sent):
            client = client or Client()
            for address in addresses:
                client.get("/static/css/site.css", REMOTE_ADDR=address, **sent).close()
            return [r.getMessage() for r in caplog.records if r.name.startswith("vif")]

        return send

    def test_one_private_address_is_warned_of_once(self, warnings):
        client = Client()
        assert warnings(*["10.0.0.5"] * 99, client=client) == []
        [line] = warnings("10.0.0.5", client=client)
        assert line == (
            "The first 100 requests all came from 10.0.0.5. If that is your proxy, set "
            "VIF_CLIENT_HEADER: until then all visitors count as one."
        )
        assert warnings(*["10.0.0.5"] * 101, client=client) == [line]

    @pytest.mark.parametrize(
        "addresses",
        [
            ["10.0.0.5"] * 99 + ["10.0.0.6"] + ["10.0.0.5"] * 100,
            ["8.8.8.8"] * 200,
            ["8.8.8.8"] + ["10.0.0.5"] * 200,
            [""] * 200,
        ],
    )
    def test_others_are_not(self, warnings, addresses):
        assert warnings(*addresses) == []

    def test_named_proxy_is_not(self, warnings, settings):
        settings.VIF_CLIENT_HEADER = "HTTP_VIFCLIENT"
        assert warnings(*["10.0.0.5"] * 101, HTTP_VIFCLIENT="8.8.8.8") == []

    def test_header_that_nobody_sends_is_warned_of_once(self, warnings, settings):
        settings.VIF_CLIENT_HEADER = "HTTP_VIFCLIENT"
        assert warnings(*["10.0.0.5"] * 201, HTTP_VIFCLEINT="8.8.8.8") == [
            "None of the first 100 requests had the header that VIF_CLIENT_HEADER "
            "names. Have your proxy write it: until then all visitors count as one."
        ]

    def test_machine_that_serves_itself_alone_is_not(self, warnings, settings):
        settings.VIF_HTTPS = False
        assert warnings(*["127.0.0.1"] * 101) == []
