"""The comment form by itself, and the page that only the commenter sees."""

import logging
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.client import request_address
from articles.forms.comment import CommentForm, address_of
from articles.models import Article, Comment
from articles.moderation import (
    DiskFull,
    OverLimit,
    check_limits,
    delete_expired,
    is_queue_full,
)
from articles.views.article.page import article_gone
from articles.views.errors import gone
from articles.views.resolve import Place, find, place_of
from articles.views.responses import read_only

from .returned import (
    UNREADABLE,
    give_back_damaged,
    give_back_form,
    give_back_text,
    keep_private,
    show,
)

logger = logging.getLogger(__name__)
DAY = 86400
FORM = "comment/"  # behind the address of an article
# Status, sentence and perhaps the seconds to wait; or nothing.
Refusal = tuple[int, str] | tuple[int, str, int] | tuple[()]


@csrf_exempt  # it has no authority: a log-in gives it nothing, and origins are checked
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def comment_form(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form alone, or take a comment and lead to its own page (303)."""
    if request.method != "POST":
        return show_form(request, slug)
    try:
        # Before it is parsed, so that what cannot be parsed can still be given back.
        _body = request.body
        _fields = request.POST
        response = post_comment(request, slug)
    except UNREADABLE:
        count_refused(request)
        return give_back_damaged(request)
    except (DiskFull, OSError):
        return give_back_form(request)
    delete_expired(timezone.now())
    return response


def show_form(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form at its one address; say so if its article is gone (410)."""
    path = request.path.removesuffix(FORM)
    article = find(slug, path)
    match place_of(article, path):
        case Place.UNKNOWN:
            raise Http404
        case Place.MOVED:
            return HttpResponsePermanentRedirect(address_of(article))
        case Place.WITHDRAWN:
            return keep_private(article_gone(request, article))
        case Place.GONE:
            return keep_private(gone(request))
    refusal = why_refused(request, article)
    form = None if refusal else CommentForm.personal(article)
    return show(request, article, form, *refusal)


def post_comment(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the comment, under an old address or another language's too."""
    article = find(slug, request.path.removesuffix(FORM))
    refused = refuse(request, article)
    if refused:
        count_refused(request)
        return refused
    form = CommentForm.personal(article, request.POST)
    comment = form.save(
        address=request_address(request), signs=signs_of(request.headers)
    )
    if comment is None:
        return show(request, article, form, form.status, form.notice)
    response = HttpResponseRedirect(comment.get_private_url())
    response.status_code = 303
    return response


def refuse(request: HttpRequest, article: Article | None) -> HttpResponse | None:
    """Give the text back if no comment can be taken at all."""
    text = request.POST.get("text", "")
    # What was sent to another of its addresses is taken as well.
    match place_of(article, article.get_absolute_url() if article else ""):
        case Place.UNKNOWN:
            return give_back_text(
                404, _("This article cannot be found any more."), text
            )
        case Place.GONE | Place.WITHDRAWN:
            return give_back_text(410, _("This article has been withdrawn."), text)
    refusal = why_refused(request, article)
    return show(request, article, None, *refusal) if refusal else None


def count_refused(request: HttpRequest) -> None:
    """Count a post that is refused anyway, so that its answer stays the same."""
    try:
        check_limits(request_address(request), timezone.now())
    except OverLimit:
        pass
    except (Error, OSError):
        logger.exception("a refused comment could not be counted")


@read_only
@never_cache
def comment_received(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show the commenter what was received and how it stands.

    The key alone is looked up: the article's address may have changed since.
    """
    comment = get_object_or_404(Comment.objects.select_related("article"), key=key)
    address = comment.get_private_url()
    if request.path != address:
        response = HttpResponsePermanentRedirect(address)
    else:
        context = {
            "article": comment.article,
            "comment": comment,
            "hours": settings.VIF_COMMENTS_REPLY_HOURS,
        }
        response = render(request, "articles/comment_received.html", context)
    response = keep_private(response)
    response["Referrer-Policy"] = "no-referrer"
    return response


def why_refused(request: HttpRequest, article: Article) -> Refusal:
    """Return why no comment can be taken at all, if so."""
    if not article.can_be_commented_on:
        return 403, _("Comments on this article are closed.")
    if request.method == "POST" and is_foreign(request):
        return 403, _("Comments can only be sent from this site’s own pages.")
    if is_queue_full():
        why = _("Many comments are waiting to be read. Come back in a day or two.")
        return 503, why, DAY
    return ()


def is_foreign(request: HttpRequest) -> bool:
    """Tell whether the browser says that another site sent this form."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        # "none" is the visitor's own doing, such as a page that is restored.
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if not origin:
        return False
    try:
        netloc = urlsplit(origin).netloc
    except ValueError:
        return True
    return netloc not in {request.get_host(), urlsplit(settings.VIF_SITE_URL).netloc}


def signs_of(headers: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is odd about a request that is not refused."""
    is_silent = not headers.get("Sec-Fetch-Site") and not headers.get("Origin")
    return ("no-origin",) if is_silent else ()
