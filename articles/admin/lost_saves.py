"""Answers to a save that failed or is refused, each of which gives back what was typed."""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db import Error, models
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from articles.models import Article

RETRY_SECONDS = 60
FORMS = {"articles_article_add", "articles_article_change"}
View = Callable[..., HttpResponse]
logger = logging.getLogger(__name__)


class LostSavePages:
    """The part of the article's admin that loses no text: not to a database that does
    not answer, not to a session that has ended, and not to an article that was closed
    meanwhile."""

    def get_urls(self) -> list:
        doors = super().get_urls()
        for door in doors:
            if door.name in FORMS:
                door.callback = self.keeping(door.callback)
        return doors

    def keeping(self, view: View) -> View:
        """Answer a POST with what was typed even where the view is never reached."""

        @wraps(view)
        def inner(
            request: HttpRequest, *args: object, **kwargs: object
        ) -> HttpResponse:
            if not request.POST:
                return view(request, *args, **kwargs)
            try:
                # Django would lead to the log-in page, and drop the body.
                if not self.admin_site.has_permission(request):
                    return give_back_to_log_in(request)
                return view(request, *args, **kwargs)
            except PermissionDenied:
                return give_back_refused(request)
            except Error:
                logger.exception("The form of an article could not be shown.")
                return give_back_plainly(request)

        return inner

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Where the database refuses a save, give the form back as it was typed."""
        told = object_id, form_url, extra_context
        try:
            return super().changeform_view(request, *told)
        except PermissionDenied:
            if request.method != "POST" or object_id is None:
                raise
            return give_back_refused(request, self.get_object(request, object_id))
        except Error:
            if request.method != "POST":
                raise
            logger.exception("An article could not be saved.")
        request.save_refusal = _(
            "The text could not be saved: the database did not take it. What you "
            "typed is still in the form. Save again in a minute."
        )
        # Outside a transaction, since SQLite may be read while it cannot be written.
        response = self._changeform_view(request, *told)
        if not isinstance(response, TemplateResponse):
            return give_back_plainly(request)  # the article itself is no more
        return unavailable(response.render())

    def get_form(
        self,
        request: HttpRequest,
        obj: models.Model | None = None,
        change: bool = False,  # noqa: FBT001, FBT002 -- Django's signature
        **kwargs: Any,
    ) -> type[ModelForm]:
        """Let the form say why it comes back; the class is made for each request."""
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "save_refusal", "")
        return form


def give_back_to_log_in(request: HttpRequest) -> HttpResponse:
    """Show what was typed to someone whose session has ended."""
    address = f"{reverse('admin:login')}?{urlencode({'next': request.path})}"
    forbidden = HTTPStatus.FORBIDDEN
    response = render(request, "403_csrf.html", {"log_in": address}, status=forbidden)
    add_never_cache_headers(response)
    return response


def give_back_refused(
    request: HttpRequest, article: Article | None = None
) -> HttpResponse:
    """Show what was typed to someone who may not change this (any more)."""
    context = {"why": why_closed(article) if article else "", "article": article}
    template = "admin/articles/article/not_yours.html"
    response = render(request, template, context, status=HTTPStatus.FORBIDDEN)
    add_never_cache_headers(response)
    return response


def why_closed(article: Article) -> str:
    """Say why this article is closed to somebody who may see it."""
    said = {"title": article.title, "state": article.get_status_display()}
    if article.binned_at:
        return _("“%(title)s” is in the bin, and only an editor can change it.") % said
    if article.status == Article.Status.IN_REVIEW:
        return (
            _(
                "“%(title)s” has been handed in, and is not to be changed until an"
                " editor sends it back."
            )
            % said
        )
    return _("“%(title)s” is not yours to change. Its state: %(state)s.") % said


def give_back_plainly(request: HttpRequest) -> HttpResponse:
    """Show what was typed in a page that asks the database for nothing."""
    context = {"typed": request.POST}
    html = render_to_string("admin/articles/article/not_saved.html", context)
    return unavailable(HttpResponse(html))


def unavailable(response: HttpResponse) -> HttpResponse:
    """Say that it is for want of a database, and when to come again."""
    response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    response["Retry-After"] = str(RETRY_SECONDS)
    add_never_cache_headers(response)
    return response
