"""Bodies are held to a length and a deadline before Django is asked."""

import asyncio
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from vif_site import bodies, server
from vif_site.environ import environ_of

TYPE = "application/x-www-form-urlencoded"


class Headers(list):
    def items(self):
        return iter(self)


def scope_of(method="GET", path="/", headers=(), **said):
    base = {
        "proto": "http",
        "http_version": "1.1",
        "server": "127.0.0.1:8000",
        "client": "192.0.2.7:40000",
        "scheme": "http",
        "method": method,
        "path": path,
        "query_string": "",
        "authority": None,
        "headers": Headers([("host", "127.0.0.1"), *headers]),
    }
    return SimpleNamespace(**base | said)


class Connection:
    """Stands for the server: gives pieces, each after so many seconds."""

    def __init__(self, *pieces, wait=0.0, ends_in=None):
        self.pieces, self.wait, self.ends_in = pieces, wait, ends_in
        self.given = 0
        self.answer = None

    async def __aiter__(self):
        for piece in self.pieces:
            await asyncio.sleep(self.wait)
            self.given += len(piece)
            yield piece
        if self.ends_in:
            raise self.ends_in

    def response_bytes(self, status, headers, body):
        assert self.answer is None
        self.answer = status, dict(headers), body


@pytest.fixture
def application(monkeypatch):
    """The application, with a stand-in for Django that says what has reached it."""
    made = server.Application()
    made.reached = []

    def answer(environ):
        made.reached.append(environ)
        body = environ["wsgi.input"].read()
        return 200, [("Content-Type", "text/plain")], body

    monkeypatch.setattr(made.handler, "answer", answer)
    yield made
    made.__rsgi_del__(None)


def ask(application, connection, scope):
    asyncio.run(application.__rsgi__(scope, connection))
    return connection.answer


def post(length=None, **said):
    headers = [("content-type", TYPE)]
    if length is None:
        headers.append(("transfer-encoding", "chunked"))
    else:
        headers.append(("content-length", str(length)))
    return scope_of("POST", headers=headers, **said)


# The environment


def test_request_becomes_an_environment():
    scope = scope_of(
        "POST",
        "/हि/a b",
        [("content-type", "x/y"), ("content-length", "3"), ("x-a", "1")],
        query_string="q=é",
    )
    environ = environ_of(scope)
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/हि/a b"
    assert environ["QUERY_STRING"].encode("latin-1").decode() == "q=é"
    assert environ["REMOTE_ADDR"] == "192.0.2.7"
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"]) == ("127.0.0.1", "8000")
    assert (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]) == ("x/y", "3")
    assert (environ["HTTP_HOST"], environ["HTTP_X_A"]) == ("127.0.0.1", "1")
    assert environ["SERVER_PROTOCOL"] == "HTTP/1.1"
    assert environ["wsgi.input"].read() == b""


@pytest.mark.parametrize(
    ("client", "address"),
    [("192.0.2.7:1", "192.0.2.7"), ("[2001:db8::7]:1", "2001:db8::7")],
)
def test_address_has_no_port_and_no_brackets(client, address):
    assert environ_of(scope_of(client=client))["REMOTE_ADDR"] == address


def test_two_hosts_are_none():
    headers = [("host", "evil.example")]
    assert (
        environ_of(scope_of(headers=headers))["HTTP_HOST"] == "127.0.0.1,evil.example"
    )


def test_no_host_is_an_empty_one():
    scope = scope_of()
    scope.headers = Headers()
    assert environ_of(scope)["HTTP_HOST"] == ""
    scope.authority = "example.org"  # HTTP/2
    assert environ_of(scope)["HTTP_HOST"] == "example.org"


def test_cookies_that_were_sent_apart_are_one_list():
    headers = [("cookie", "a=1"), ("cookie", "b=2")]
    assert environ_of(scope_of(headers=headers))["HTTP_COOKIE"] == "a=1; b=2"


def test_header_with_an_underscore_shadows_nothing():
    headers = [("vifclient", "192.0.2.1"), ("x_forwarded_for", "1"), ("x-b", "2")]
    environ = environ_of(scope_of(headers=headers))
    assert environ["HTTP_VIFCLIENT"] == "192.0.2.1"
    assert "HTTP_X_FORWARDED_FOR" not in environ
    assert environ["HTTP_X_B"] == "2"


# Bodies


def test_whole_body_reaches_django(application):
    connection = Connection(b"name=", b"A")
    assert ask(application, connection, post(6))[::2] == (200, b"name=A")
    assert application.reached[0]["CONTENT_LENGTH"] == "6"


def test_body_without_a_length_is_counted(application):
    connection = Connection(b"name=", b"A")
    assert ask(application, connection, post())[::2] == (200, b"name=A")
    assert application.reached[0]["CONTENT_LENGTH"] == "6"


def test_body_of_a_megabyte_is_taken_and_one_byte_more_is_not(application):
    most = 1_048_576
    whole = Connection(b"x" * most)
    assert ask(application, whole, post(most))[2] == b"x" * most
    ask(application, Connection(b"x" * most, b"x"), post(most + 1))
    assert application.reached[-1][bodies.REFUSED]
    assert application.reached[-1]["CONTENT_LENGTH"] == "0"
    ask(application, Connection(b"x" * most, b"x"), post())
    assert application.reached[-1][bodies.REFUSED]
    assert "HTTP_TRANSFER_ENCODING" not in application.reached[-1]


def test_huge_body_is_refused_before_it_is_read(application):
    piece = b"x" * 2**20
    connection = Connection(*[piece] * 400)
    ask(application, connection, post(400 * 2**20))
    assert application.reached[0][bodies.REFUSED]
    assert application.reached[0]["wsgi.input"].read() == b""
    assert connection.given <= server.MOST_DROPPED + len(piece)
    assert application.held == 0


def test_slow_body_is_given_up_at_its_deadline(application, monkeypatch):
    monkeypatch.setattr(bodies, "SECONDS_A_MEGABYTE", 0.2)
    connection = Connection(*[b"a"] * 1000, wait=0.05)
    status, headers, said = ask(application, connection, post(1000))
    assert status == 408
    assert b"too slowly" in said
    assert headers["Cache-Control"] == "no-store"
    assert not application.reached
    assert application.held == 0


def test_large_body_may_take_longer():
    assert bodies.seconds_for(1) == 10
    assert bodies.seconds_for(2**20) == 10
    assert bodies.seconds_for(30 * 2**20) == 300


def test_sender_who_hangs_up_is_answered_by_nobody(application):
    for connection in (
        Connection(b"half", ends_in=RuntimeError("closed")),
        Connection(b"half"),
    ):
        assert ask(application, connection, post(100)) is None
    assert not application.reached
    assert application.held == 0


def test_bodies_of_all_together_have_a_limit(application, monkeypatch):
    monkeypatch.setattr(server, "MOST_HELD", 10)
    connection = Connection(b"a" * 11)
    status, headers, _said = ask(application, connection, post(11))
    assert (status, headers["Retry-After"]) == (503, "60")
    assert application.held == 0
    assert ask(application, Connection(b"a" * 10), post(10))[0] == 200


@pytest.mark.django_db
def test_file_is_sent_from_the_disk_and_not_read(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    path = "/media/pictures/a.webp"
    file = tmp_path / "pictures/a.webp"
    file.parent.mkdir()
    file.write_bytes(b"a picture")
    monkeypatch.setattr(type(file), "read_bytes", pytest.fail)
    status, headers, body = server.Handler().answer(environ_of(scope_of(path=path)))
    assert (status, dict(headers)["Content-Length"], body) == (200, "9", file)


def test_failure_is_answered_in_a_sentence(application, monkeypatch):
    def fail(environ):
        raise ValueError

    monkeypatch.setattr(application.handler, "answer", fail)
    status, _headers, said = ask(application, Connection(), scope_of())
    assert status == 500
    assert said.startswith(b"There is a problem with the site.")


def test_readers_do_not_wait_for_writers(application, monkeypatch):
    names = []

    def answer(environ):
        import threading  # noqa: PLC0415 -- which thread this is

        names.append((environ["REQUEST_METHOD"], threading.current_thread().name))
        return 200, [], b""

    monkeypatch.setattr(application.handler, "answer", answer)
    for method in ("GET", "HEAD", "POST", "DELETE"):
        ask(application, Connection(), scope_of(method))
    kinds = {method: name.partition("_")[0] for method, name in names}
    assert kinds == {
        "GET": "reader", "HEAD": "reader", "POST": "writer", "DELETE": "writer"
    }  # fmt: skip


# Who may send how much


def environ_for(path, client=None):
    cookies = client.cookies.output(header="", sep=";") if client else ""
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "HTTP_COOKIE": cookies.split(";")[0].strip(),
        "wsgi.input": BytesIO(),
    }


UPLOAD = "/admin/articles/article/upload/"
LIMITS = [
    ("/", 1, 1),
    ("/articles/one/comment/", 1, 1),
    ("/nothing/here/", 1, 1),
    ("/admin/login/", 1, 2),
    ("/admin/articles/page/add/", 1, 2),
    (UPLOAD, 1, 11),
    ("/admin/articles/picture/add/", 1, 11),
    ("/admin/articles/article/import/", 1, 31),
    ("/admin/articles/article/7/import/", 1, 31),
    ("/admin/articles/article/7/change/", 1, 62),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "anybody", "editor"), LIMITS)
def test_only_who_is_logged_in_may_send_files(
    client, admin_user, path, anybody, editor
):
    megabyte = 1_048_576
    assert bodies.most_bytes(environ_for(path)) == anybody * megabyte
    client.force_login(admin_user)
    assert bodies.most_bytes(environ_for(path, client)) == editor * megabyte
    admin_user.is_active = False
    admin_user.save()
    assert bodies.most_bytes(environ_for(path, client)) == anybody * megabyte


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "forged", "a" * 32])
def test_session_that_is_none_opens_nothing(key):
    environ = environ_for(UPLOAD) | {"HTTP_COOKIE": f"sessionid={key}"}
    assert bodies.most_bytes(environ) == 1_048_576


@pytest.mark.django_db
def test_refusal_says_how_much_and_where_to_log_in(client):
    body = "x" * 1_100_000
    response = client.post("/admin/login/", body, content_type=TYPE)
    assert response.status_code == 413
    text = response.content.decode()
    assert "At most 1 MB can be sent here" in text
    assert "editors who are logged in" in text
    response = client.post("/search/", body, content_type=TYPE)
    assert response.status_code == 413
    assert "logged in" not in response.content.decode()


def test_settings_let_in_what_the_desk_may_send(settings):
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE == bodies.DESK


def test_chunked_body_has_a_length_for_django(application):
    ask(application, Connection(b"name=A"), post())
    assert "HTTP_TRANSFER_ENCODING" not in application.reached[0]


def test_bodies_count_until_they_are_answered(application, monkeypatch):
    seen = []

    def answer(environ):
        seen.append(application.held)
        return 200, [], b""

    monkeypatch.setattr(application.handler, "answer", answer)
    ask(application, Connection(b"a" * 10), post(10))
    ask(application, Connection(b"a" * 600_000, b"a" * 600_000), post())
    assert seen == [10, 600_000]  # of the second, what was read before it was dropped
    assert application.held == 0


def test_more_than_can_wait_are_sent_away(application, monkeypatch):
    monkeypatch.setattr(server, "MOST_WAITING", 0)
    status, headers, _said = ask(application, Connection(), scope_of())
    assert (status, headers["Retry-After"]) == (503, "60")


def test_sender_who_asks_first_is_refused_at_once(application):
    scope = post(400 * 2**20)
    scope.headers.append(("expect", "100-continue"))
    connection = Connection(b"x" * 100)
    ask(application, connection, scope)
    assert application.reached[0][bodies.REFUSED]
    assert connection.given == 0


@pytest.mark.django_db
def test_long_save_is_let_in_while_nobody_can_say_who_is_logged_in(
    client, admin_user, monkeypatch
):
    client.force_login(admin_user)
    environ = environ_for("/admin/articles/page/add/", client)

    def fail(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", fail)
    assert bodies.most_bytes(environ) == 2_097_152


@pytest.mark.django_db
def test_who_is_logged_in_is_asked_once_for_each_request(
    client, admin_user, django_assert_num_queries
):
    client.force_login(admin_user)
    environ = environ_for(UPLOAD, client)
    with django_assert_num_queries(2):  # the session and the user
        assert bodies.most_bytes(environ) == bodies.most_bytes(environ) == 11_534_336
