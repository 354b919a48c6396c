"""Many who send slowly, against the real server: nobody else notices."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from .test_parallel import server as server  # the fixture

SLOW = 120
PATHS = ("/articles/one/comment/", "/admin/login/", "/nothing/")


def begin(server, path):
    """Open a connection that sends the first byte of a body, and no more."""
    slow = socket.create_connection(("127.0.0.1", server.port), timeout=60)
    slow.sendall(
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\na".encode()
    )
    return slow


@pytest.mark.parametrize("path", PATHS)
def test_pages_are_answered_beside_slow_bodies(server, path):
    fields = server.fields("/articles/one/comment/")
    with ExitStack() as stack:
        slow = [stack.enter_context(begin(server, path)) for _ in range(SLOW)]
        with ThreadPoolExecutor(12) as pool:
            ask = ("GET", "/articles/one/", "192.0.2.1")
            answers = list(pool.map(lambda _n: server.ask(*ask), range(36)))
        taken = server.post_all([("192.0.2.1", fields)])
        for one in slow:
            one.sendall(b"a")  # and nobody has been hung up on meanwhile
    assert {status for status, _location, _text in answers} == {200}
    assert [status for status, _location, _text in taken] == [303]
