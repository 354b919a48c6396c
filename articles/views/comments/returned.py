"""How a comment that was not taken is given back: nothing that was typed is lost."""

import re
from urllib.parse import unquote_plus

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from articles.forms.comment import CommentForm
from articles.models import Article

RETRY_SECONDS = 120
# What Django raises for a body that is no form.
UNREADABLE = (
    BadRequest,
    MultiPartParserError,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)


def show(
    request: HttpRequest,
    article: Article,
    form: CommentForm | None,
    status: int = 200,
    notice: str = "",
    wait: int = 0,
) -> HttpResponse:
    """Render the form with its notice; without a form, the typed text to copy.

    ``wait`` is after how many seconds to come again, if the form does not say so.
    """
    context = {
        "article": article,
        "form": form,
        "status_message": notice,
        "kept_text": "" if form else request.POST.get("text", ""),
    }
    response = render(request, "articles/comment_form.html", context, status=status)
    return keep_private(may_retry(response, form.wait if form else wait))


def give_back_form(request: HttpRequest) -> HttpResponse:
    """Give the form back as it was sent, to be sent again, for want of a database."""
    form = CommentForm.kept(request.POST, request.path)
    return kept_page({"form": form, "is_kept": True}, 503)


def give_back_text(status: int, why: str, text: str = "") -> HttpResponse:
    """Show the typed text to copy, where there is nothing to send it to."""
    return kept_page({"status_message": why, "kept_text": text}, status)


def give_back_damaged(request: HttpRequest) -> HttpResponse:
    """Show the text of a post that cannot be read as a form, as far as it is found."""
    why = _("What was sent is damaged and could not be read as a form.")
    return give_back_text(400, why, salvage(request))


def kept_page(context: dict[str, object], status: int) -> HttpResponse:
    """Render a page that asks the database for nothing, the frame left out too."""
    html = render_to_string("articles/comment_kept.html", context)
    return keep_private(may_retry(HttpResponse(html, status=status)))


def may_retry(response: HttpResponse, wait: int = 0) -> HttpResponse:
    """Say when to come again, where coming again may help."""
    if response.status_code in {429, 503}:
        response["Retry-After"] = str(wait or RETRY_SECONDS)
    return response


def keep_private(response: HttpResponse) -> HttpResponse:
    """Keep a page out of search engines, and its address out of other sites' logs."""
    response["X-Robots-Tag"] = "noindex"
    # Not "no-referrer", under which a browser sends the form with a null Origin.
    response["Referrer-Policy"] = "same-origin"
    return response


def salvage(request: HttpRequest) -> str:
    """Return the text in a body that is read but broken, as far as it can be found."""
    body = request.body
    if request.content_type == "multipart/form-data":
        part = body.partition(b'name="text"')[2].partition(b"\r\n\r\n")[2]
        return part.partition(b"\r\n--")[0].decode(errors="replace")
    found = re.search(rb"(?:^|&)text=([^&]*)", body)
    return unquote_plus(found[1].decode(errors="replace")) if found else ""
