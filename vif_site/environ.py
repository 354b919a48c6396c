"""Turn the server's account of a request into the environment that WSGI speaks of."""

import sys
from io import BytesIO
from typing import Any

FIXED = {
    "SCRIPT_NAME": "",
    "wsgi.errors": sys.stderr,
    "wsgi.multiprocess": True,
    "wsgi.multithread": True,
    "wsgi.run_once": False,
    "wsgi.version": (1, 0),
}
OWN_NAMES = {"content-length": "CONTENT_LENGTH", "content-type": "CONTENT_TYPE"}


def environ_of(scope: Any) -> dict[str, Any]:
    """Return the environment (PEP 3333) of a request in granian's RSGI 1.x.

    Its body is empty. A header whose name holds an underscore is left out: it would
    shadow one that is spelt with a hyphen. Headers sent twice are joined, and so two
    hosts become one that is none.
    """
    server, _colon, port = scope.server.rpartition(":")
    environ = FIXED | {
        "PATH_INFO": in_latin_1(scope.path),
        "QUERY_STRING": in_latin_1(scope.query_string),
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "REQUEST_METHOD": scope.method,
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": scope.scheme,
        # HTTP/2 names the host there; whoever names none is refused by Django.
        "HTTP_HOST": scope.authority or "",
    }
    seen = set()
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        key = OWN_NAMES.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
        if key in seen:
            value = f"{environ[key]}{'; ' if name == 'cookie' else ','}{value}"
        seen.add(key)
        environ[key] = value
    return environ


def in_latin_1(text: str) -> str:
    """Return UTF-8 text as PEP 3333 has it: a character for each byte."""
    return text.encode(errors="replace").decode("latin-1")
