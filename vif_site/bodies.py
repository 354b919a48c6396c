"""How large the body of a request may be, and how long it may take to come.

What anybody may send is small. More is taken at the addresses of the desk alone, and
only from who is logged in, before a byte of it is read.
"""

from importlib import import_module
from math import ceil
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.core.handlers.wsgi import WSGIRequest
from django.db import Error, close_old_connections, connection
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve

from articles.importing.formats import LARGEST_FILE
from articles.pictures import MOST_BYTES as LARGEST_PICTURE

MEGABYTE = 2**20
ANYBODY = MEGABYTE
# A form of the desk holds a text of 200,000 letters, each of up to nine bytes.
DESK = 2 * MEGABYTE  # as DATA_UPLOAD_MAX_MEMORY_SIZE
FORM_AROUND = MEGABYTE
# The names of the desk's addresses that take files. An article takes several
# attachments at once.
FILES = {
    "articles_article_add": 2 * LARGEST_FILE + DESK,
    "articles_article_change": 2 * LARGEST_FILE + DESK,
    "articles_article_import": LARGEST_FILE + FORM_AROUND,
    "articles_article_import_version": LARGEST_FILE + FORM_AROUND,
    "articles_article_upload": LARGEST_PICTURE + FORM_AROUND,
    "articles_picture_add": LARGEST_PICTURE + FORM_AROUND,
    "articles_picture_change": LARGEST_PICTURE + FORM_AROUND,
}
SECONDS_A_MEGABYTE = 10
# Methods that store nothing.
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
# In the environment of a request whose body was too long.
REFUSED = "vif.refused"
# There too: what has been allowed, so that it is asked once for each request.
ALLOWED = "vif.allowed"


def has_body(environ: dict[str, Any]) -> bool:
    """Tell whether a request brings anything along."""
    return length_of(environ) != 0


def length_of(environ: dict[str, Any]) -> int | None:
    """Return how many bytes a request says it brings, or None if it does not say."""
    if environ.get("HTTP_TRANSFER_ENCODING"):
        return None
    word = environ.get("CONTENT_LENGTH") or "0"
    # The server lets nothing else in; whoever calls Django otherwise may.
    return int(word) if word.isascii() and word.isdigit() else None


def seconds_for(length: int) -> int:
    """Return how many seconds so many bytes may take to come."""
    return SECONDS_A_MEGABYTE * max(1, ceil(length / MEGABYTE))


def most_bytes(environ: dict[str, Any]) -> int:
    """Return how many bytes this sender may send to this address.

    Who is logged in is asked of the database, and only for the desk's addresses.
    """
    if ALLOWED not in environ:
        environ[ALLOWED] = allowed(WSGIRequest(environ))
    return int(environ[ALLOWED])


def allowed(request: HttpRequest) -> int:
    match = desk_match(request)
    if match is None or not is_logged_in(request):
        return ANYBODY
    return FILES.get(match.url_name or "", DESK)


def desk_match(request: HttpRequest) -> ResolverMatch | None:
    """Return which address of the desk this is, if it is one."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    return match if "admin" in match.app_names else None


def is_logged_in(request: HttpRequest) -> bool:
    """Tell whether the session of this request is that of somebody who may come in.

    Where the database cannot say, a session is taken for good: nothing can be stored,
    and what was typed is to be given back.
    """
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return False
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    if not connection.in_atomic_block:
        close_old_connections()
    try:
        user = get_user(request)
    except Error:
        return True
    return user.is_active and getattr(user, "is_staff", False)
