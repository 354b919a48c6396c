"""The comment form by itself, and the page that only the commenter sees."""

import logging
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.client import request_address
from articles.forms.comment import CommentForm
from articles.models import Article, Comment
from articles.moderation import is_queue_full

logger = logging.getLogger(__name__)
RETRY_SECONDS = 120


@csrf_exempt  # it has no authority: a log-in gives it nothing, and origins are checked
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def comment_form(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form alone, or take a comment and lead to its own page (303)."""
    if request.method != "POST":
        article = get_object_or_404(Article.objects.published(), slug=slug)
        refusal = why_refused(request, article)
        form = None if refusal else CommentForm.personal(article)
        return show(request, article, form, *refusal)
    try:
        return post_comment(request, slug)
    except (RequestDataTooBig, TooManyFieldsSent):
        return hand_back(request, 413, _("What was sent is too large to be read."))
    except (DatabaseError, OSError):
        logger.exception("a comment could not be stored")
        return hand_back(request)


def post_comment(request: HttpRequest, slug: str) -> HttpResponse:
    article = Article.objects.published().filter(slug=slug).first()
    if article is None:
        return hand_back(request, 404, _("This article cannot be found any more."))
    refusal = why_refused(request, article)
    if refusal:
        return show(request, article, None, *refusal)
    form = CommentForm.personal(article, request.POST)
    comment = form.save(
        address=request_address(request), signs=signs_of(request.headers)
    )
    if comment is None:
        return show(request, article, form, form.status, form.notice)
    response = HttpResponseRedirect(comment.get_private_url())
    response.status_code = 303
    return response


@require_safe
@never_cache
def comment_received(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show the commenter what was received and how it stands."""
    comments = Comment.objects.select_related("article")
    comment = get_object_or_404(comments, article__slug=slug, key=key)
    context = {
        "article": comment.article,
        "comment": comment,
        "hours": settings.VIF_COMMENTS_REPLY_HOURS,
    }
    response = keep_private(render(request, "articles/comment_received.html", context))
    response["Referrer-Policy"] = "no-referrer"
    return response


def why_refused(request: HttpRequest, article: Article) -> tuple[int, str] | tuple[()]:
    """Return the status and the sentence if no comment can be taken at all."""
    if not article.can_be_commented_on:
        return 403, _("Comments on this article are closed.")
    if request.method == "POST" and is_foreign(request):
        return 403, _("Comments can only be sent from this site’s own pages.")
    if is_queue_full():
        return 503, _(
            "Many comments are waiting to be read. Come back in a day or two."
        )
    return ()


def is_foreign(request: HttpRequest) -> bool:
    """Tell whether the browser says that another site sent this form."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site != "same-origin"
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


def show(
    request: HttpRequest,
    article: Article,
    form: CommentForm | None,
    status: int = 200,
    notice: str = "",
) -> HttpResponse:
    """Render the form with its notice; without a form, the typed text to copy."""
    context = {
        "article": article,
        "form": form,
        "status_message": notice,
        "kept_text": "" if form else request.POST.get("text", ""),
    }
    response = render(request, "articles/comment_form.html", context, status=status)
    if status in {429, 503}:
        response["Retry-After"] = str(form.wait if form else RETRY_SECONDS)
    return keep_private(response)


def hand_back(request: HttpRequest, status: int = 503, why: str = "") -> HttpResponse:
    """Show the typed text on a page that needs no database, for want of one."""
    kept = "" if status == 413 else request.POST.get("text", "")
    context = {"status_message": why, "kept_text": kept}
    template = "articles/comment_kept.html"
    response = render(request, template, context, status=status)
    response["Retry-After"] = str(RETRY_SECONDS)
    return keep_private(response)


def keep_private(response: HttpResponse) -> HttpResponse:
    """Keep a page out of search engines, and its address out of other sites' logs."""
    response["X-Robots-Tag"] = "noindex"
    # Not "no-referrer", under which a browser sends the form with a null Origin.
    response["Referrer-Policy"] = "same-origin"
    return response
