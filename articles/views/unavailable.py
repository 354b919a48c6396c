"""When the database cannot be had: say so, and give back what was typed."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.cache import add_never_cache_headers

from articles.views.comments.returned import (
    UNREADABLE,
    give_back_damaged,
    give_back_form,
)

RETRY_SECONDS = 60
# Of the form of an article, which has its own names for them.
SHOWN_BY_NAME = ("title", "standfirst", "source", "endnotes-")


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer 503 at any address, in a page that asks the database for nothing.

    A comment comes back in its form, to be sent again; what was typed at the desk, to
    be copied.
    """
    response = answer(request)
    add_never_cache_headers(response)
    return response


def answer(request: HttpRequest) -> HttpResponse:
    match = match_of(request)
    if request.method == "POST" and match and match.url_name == "comment_form":
        return give_back_comment(request)
    if request.method == "POST" and match and "admin" in match.app_names:
        return give_back_words(request)
    return page("503.html")


def match_of(request: HttpRequest) -> ResolverMatch | None:
    try:
        return request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return None


def give_back_comment(request: HttpRequest) -> HttpResponse:
    try:
        return give_back_form(request)
    except UNREADABLE:
        return give_back_damaged(request)


def give_back_words(request: HttpRequest) -> HttpResponse:
    """Show the words of any form of the desk; never a password."""
    try:
        typed = request.POST
    except UNREADABLE:
        typed = QueryDict()
    words = {
        name: value
        for name, value in typed.items()
        if " " in value.strip()
        and "password" not in name
        and not name.startswith(SHOWN_BY_NAME)
    }
    template = "admin/articles/article/not_saved.html"
    return page(template, {"typed": typed, "others": words})


def page(template: str, context: dict[str, object] | None = None) -> HttpResponse:
    response = HttpResponse(render_to_string(template, context), status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response
