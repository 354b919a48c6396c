"""Addresses that lead elsewhere, are gone, or never were; and doors that are shut."""

import re
from collections.abc import Callable
from functools import wraps

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import is_valid_path, reverse

from articles.models import Address, Article
from articles.search import LONGEST_QUERY

from .chrome import Frame
from .resolve import Place, find, old_query, place_of
from .responses import CACHE_CONTROL

NEWEST = 5
View = Callable[..., HttpResponse]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Lead old addresses home (301, 410); say the same of all others (404)."""
    path = request.path
    address = old_query(request) or Address.objects.at(path)
    if address and address.article and not address.article.was_published:
        address = None
    if address and address.path == f"{path}/" and is_valid_path(address.path):
        # A page may stand there by now: CommonMiddleware adds the slash and asks anew.
        address = None
    if address and not address.is_gone:
        response = HttpResponsePermanentRedirect(address.target)
    elif address:
        response = gone(request)
    else:
        # The same for every address, whatever stands or does not stand behind it.
        frame = request.frame = Frame(request)
        frame.match = None
        articles = Article.objects.published().in_language(frame.language)
        context = {
            "articles": articles.newest_first().for_lists()[:NEWEST],
            "words": words_in(path),
        }
        response = render(request, "404.html", context, status=404)
    # What an editor asked for is nobody else's, wherever it may be kept.
    is_desk = path.startswith(reverse("admin:index"))
    response.headers["Cache-Control"] = "no-store" if is_desk else CACHE_CONTROL
    return response


def words_in(path: str) -> str:
    """Return the last part of an address as words, to look for them."""
    last = path.rstrip("/").rpartition("/")[2].partition(".")[0]
    return " ".join(re.split(r"[-_+\s\x00-\x1f]+", last)).strip()[:LONGEST_QUERY]


def gone(request: HttpRequest) -> HttpResponse:
    """Say that something stood here and has been removed."""
    return render(request, "410.html", status=410)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say what to do at a door that is shut."""
    return render(request, "403.html", status=403)


def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """Say that the request could not be read; the database may be gone as well."""
    return HttpResponse(render_to_string("400.html"), status=400)


def with_article(view: View) -> View:
    """Give the view the article of this slug, if the public may see it at this moment.

    Under another language's prefix or a former slug, lead to the one address (301).
    Was it here and is gone, say so (410). Raises Http404 for all others.
    """

    @wraps(view)
    def answer(
        request: HttpRequest, slug: str, *args: object, **kwargs: object
    ) -> HttpResponse:
        page, slash, name = request.path.rpartition("/")
        article = find(slug, page + slash)
        match place_of(article, page + slash):
            case Place.UNKNOWN:
                raise Http404
            case Place.MOVED:
                return HttpResponsePermanentRedirect(article.get_absolute_url() + name)
            case Place.HERE:
                return view(request, article, *args, **kwargs)
        return gone(request)

    return answer
