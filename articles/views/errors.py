"""Addresses that lead elsewhere, are gone, or never were; and doors that are shut."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from articles.models import Address, Article

from .frame import CACHE_CONTROL, Frame

NEWEST = 5


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Lead old addresses home (301, 410); say the same of all others (404)."""
    path = request.path
    address = None if "\0" in path else Address.objects.at(path)
    if address and not address.is_gone:
        response = HttpResponsePermanentRedirect(address.target)
    elif address:
        response = gone(request)
    else:
        # The same for every address, whatever stands or does not stand behind it.
        frame = request.frame = Frame(request)
        frame.match = None
        articles = Article.objects.published().in_language(frame.language)
        context = {"articles": articles.newest_first().for_lists()[:NEWEST]}
        response = render(request, "404.html", context, status=404)
    response.headers["Cache-Control"] = CACHE_CONTROL
    return response


def gone(request: HttpRequest) -> HttpResponse:
    """Say that something stood here and has been removed."""
    return render(request, "410.html", status=410)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say what to do at a door that is shut."""
    return render(request, "403.html", status=403)
