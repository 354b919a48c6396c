"""What stands between the server and Django on a bad day: limits, a gate, a breaker."""

import logging
import sys
from collections.abc import Callable
from errno import EDQUOT, EFBIG, EIO, ENOSPC, EROFS

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from articles.concurrency import Breaker, Busy, ConcurrencyLimit
from articles.views.unavailable import unavailable

from . import bodies

DISK = {EDQUOT, EFBIG, EIO, ENOSPC, EROFS}
# So many of a process write at a time; as many threads as are set stay with readers.
GATE = ConcurrencyLimit(max(1, settings.VIF_THREADS // 2))
# Work on files takes seconds, in a child process, and the lock for hardly any of them:
# it has a gate of its own, and is not taken for a database that is stuck.
FILES_GATE = ConcurrencyLimit(2, patience=60)
BREAKER = Breaker()
FILES = {
    "articles_article_import",
    "articles_article_import_version",
    "articles_article_import_review",
    "articles_article_import_read_again",
    "articles_article_upload",
    "articles_picture_add",
    "articles_picture_change",
}
Next = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger(__name__)


class BodyLimitMiddleware:
    """Refuse what is too large, by its length and before it is read (413)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        environ = request.META
        length = bodies.length_of(environ)
        is_refused = bodies.REFUSED in environ
        if not is_refused and length is not None and length <= bodies.ANYBODY:
            return self.get_response(request)
        most = bodies.most_bytes(environ)
        if not is_refused and length is not None and length <= most:
            return self.get_response(request)
        return too_large(request, most)


def too_large(request: HttpRequest, most: int) -> HttpResponse:
    """Say how much can be sent to this address; nothing of it is read."""
    context = {
        "most": most // bodies.MEGABYTE,
        "may_log_in": most == bodies.ANYBODY and bodies.desk_match(request) is not None,
    }
    response = render(request, "413.html", context, status=413)
    response["Cache-Control"] = "no-store"
    return response


class WriteGateMiddleware:
    """Let a few write at a time, so that a held lock never stalls readers.

    Comments, saves, uploads and log-ins share one gate. Whoever finds the database
    stuck gets back what was typed, at once.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in bodies.SAFE:
            return self.get_response(request)
        try:
            with gate_of(request).passing():
                response = self.get_response(request)
                let_go()
                return response
        except Busy:
            return unavailable(request)


def gate_of(request: HttpRequest) -> ConcurrencyLimit:
    match = bodies.desk_match(request)
    return FILES_GATE if match and match.url_name in FILES else GATE


def let_go() -> None:
    """Give a writer's connection to PostgreSQL back: more threads wait than may write."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        connection.close()


class DatabaseMiddleware:
    """Answer 503 while the database cannot be had, and give back what was typed.

    While a server of databases is away, one request a second tries it, and all others
    are answered at once: a connection is waited for, and that would hold every thread.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not BREAKER.enter():
            return unavailable(request)
        if BREAKER.is_broken and not is_database_there():
            return without_database(request)
        response = self.get_response(request)
        if is_database_found():
            BREAKER.succeed()
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if not is_for_want_of_database(request, exception):
            return None
        logger.error("%s %s: %s", request.method, request.path, exception)
        return without_database(request)


def without_database(request: HttpRequest) -> HttpResponse:
    """Answer 503, and have others sent away too if PostgreSQL is not there."""
    if is_connection_lost():
        BREAKER.fail()
    return unavailable(request)


def is_connection_lost() -> bool:
    """Tell whether the last question to PostgreSQL found nobody there."""
    if connection.vendor != "postgresql" or not connection.errors_occurred:
        return False
    return connection.connection is None or bool(connection.connection.closed)


def is_database_found() -> bool:
    """Tell whether this request has asked PostgreSQL something, and was answered.

    One that asks nothing finds nothing out, though its thread keeps a connection from
    before; Django tests that one, once for each request, when it is first used.
    """
    if connection.vendor != "postgresql":
        return True
    # A writer that gave its connection back leaves the mark of that test behind.
    is_there = connection.connection is not None and connection.health_check_done
    return is_there and not connection.errors_occurred


def is_database_there() -> bool:
    """Try the database for all who wait: this request may ask it for nothing."""
    try:
        connection.cursor().close()
    except Error:
        return False
    return True


def is_for_want_of_database(request: HttpRequest, error: BaseException | None) -> bool:
    """Tell whether trying again may help: no database, no lock, no room on the disk.

    Of a save this holds for whatever the database says, since what was typed is to be
    given back in any case.
    """
    if request.method in bodies.SAFE:
        return isinstance(error, OperationalError | InterfaceError)
    is_full = isinstance(error, OSError) and error.errno in DISK
    return is_full or isinstance(error, Error)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what no view has caught; Django calls this while it handles the error."""
    if is_for_want_of_database(request, sys.exc_info()[1]):
        return without_database(request)
    return defaults.server_error(request)
