"""The box of notes on an article's page: what they say of one another, and what follows."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles import text, wording
from articles.models import Article
from articles.publishing import (
    CannotChangeNotes,
    StaleVersion,
    changes_in_force,
    last_change,
    renumbered,
    suggestions_for,
)

from . import words
from .forms import FORMS, NotesForm

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


class ArticleNotes:
    """The part of the article's admin that merges, links, lifts and renumbers notes.

    Each is one press of a button, only for those who may change the article, and can
    be undone.
    """

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path(
                "<int:key>/notes/",
                view(require_POST(self.change_notes)),
                name="articles_article_notes",
            ),
            path(
                "<int:key>/renumber/",
                view(self.renumber_notes),
                name="articles_article_renumber",
            ),
            *super().get_urls(),
        ]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Article | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        """Show what can be done with the notes as they are stored, not as typed."""
        is_stored = obj and not context["adminform"].form.is_bound
        if is_stored and self.has_change_permission(request, obj):
            models.prefetch_related_objects([obj], "endnotes")
            context |= notes_box(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def change_notes(self, request: HttpRequest, key: int) -> HttpResponse:
        """Do what the button says, and come back to the box; or say why not."""
        article = self.article_to_change(request, key)
        form = FORMS.get(request.POST.get("act", ""), NotesForm)(article, request.POST)
        if not form.is_valid() or type(form) is NotesForm:
            sentence = gettext("The page sent something that is not understood.")
            return self.refuse(request, article, sentence, HTTPStatus.BAD_REQUEST)
        try:
            form.save(request.user)
        except StaleVersion:
            return self.refuse(request, article, words.stale(), HTTPStatus.CONFLICT)
        except CannotChangeNotes as error:
            sentence = words.refusal(error.code, error.parameters)
            return self.refuse(request, article, sentence, REFUSED)
        if form.is_change:
            messages.success(request, gettext("The notes were changed and saved."))
        page = reverse("admin:articles_article_change", args=[article.pk])
        return HttpResponseRedirect(f"{page}#notes-box")

    def renumber_notes(self, request: HttpRequest, key: int) -> HttpResponse:
        """Show which number each note would get; the press of the button is another's."""
        article = self.article_to_change(request, key)
        try:
            rows = renumbered(article)
        except CannotChangeNotes as error:
            sentence = words.refusal(error.code, error.parameters)
            return self.refuse(request, article, sentence, REFUSED)
        title = gettext("Renumber by order of appearance")
        context = self.page_context(request, article, title) | {"rows": rows}
        return render(request, "admin/articles/article/renumber.html", context)

    def article_to_change(self, request: HttpRequest, key: int) -> Article:
        """Return the article; refuse whoever does not see it (404) or may not (403)."""
        article = self.get_object(request, str(key))
        if article is None:
            raise Http404
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        return article

    def refuse(
        self, request: HttpRequest, article: Article, sentence: str, status: HTTPStatus
    ) -> HttpResponse:
        title = gettext("The notes were not changed")
        context = self.page_context(request, article, title) | {"sentence": sentence}
        template = "admin/articles/article/notes_refused.html"
        return render(request, template, context, status=status)

    def page_context(
        self, request: HttpRequest, article: Article, title: str
    ) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "article": article,
            "opts": self.opts,
        }


def notes_box(article: Article) -> dict[str, Any]:
    """Return what the box shows; nothing where there is nothing to say."""
    try:
        found = suggestions_for(article)
    except text.SourceTooLong:
        return {}
    changes = changes_in_force(article)
    last = last_change(changes)
    return {
        "notes": found,
        "unclear_dates": [
            (label, wording.finding("access-date-unclear", [written]))
            for label, written in found.dates
        ],
        "has_notes_box": bool(article.endnotes.all()),
        "last_change": words.change(last.remark) if last else "",
        "can_take_back": any(change.is_import for change in changes),
    }
