"""The page on which an import is taken back: it shows what would change, and asks."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import moment_text, version_in
from articles.admin.notes import words
from articles.admin.notes.box import ArticleNotes
from articles.models import Article, Revision
from articles.publishing import (
    CannotUndoImport,
    StaleVersion,
    changes_to_undo,
    compare,
    content_of,
    undo_import,
    why_not_undone,
)

REFUSALS = {
    "none": _("There is no import to take back."),
    "saved-since": _(
        "The article was saved since the import, so the import cannot be taken back."
        " Nothing has been changed."
    ),
    "author-gone": _(
        "“{0}” stood in the byline and is no longer among the authors. Nothing has been"
        " changed. Add the author anew, and set the byline by hand."
    ),
    "disclaimer-gone": _(
        "The disclaimer “{0}” is no longer there. Nothing has been changed."
    ),
}


class ArticleTakingBack(ArticleNotes):
    """The part of the article's admin that takes back an import with what was done with
    its notes since, for whoever may change the article."""

    def get_urls(self) -> list:
        door = path(
            "<int:key>/take-back/",
            self.admin_site.admin_view(self.take_back),
            name="articles_article_take_back",
        )
        return [door, *super().get_urls()]

    def take_back(self, request: HttpRequest, key: int) -> HttpResponse:
        """Ask on GET, act on POST, or say why not (409)."""
        article = self.article_to_change(request, key)
        if request.method != "POST":
            return self.show_take_back(request, article)
        try:
            seen = version_in(request, "seen_version")
            undo_import(article, by=request.user, seen=seen)
        except CannotUndoImport as error:
            sentence = str(REFUSALS[error.code]).format(*error.parameters)
            return self.show_take_back(request, article, sentence)
        except StaleVersion:
            return self.show_take_back(request, article, words.stale())
        except ValidationError as error:
            return self.show_take_back(request, article, " ".join(error.messages))
        said = gettext(
            "The import was taken back. “%(title)s” says what it said before."
        )
        messages.success(request, said % {"title": article.title})
        page = reverse("admin:articles_article_change", args=[article.pk])
        return HttpResponseRedirect(page)

    def show_take_back(
        self, request: HttpRequest, article: Article, refusal: str = ""
    ) -> HttpResponse:
        article.refresh_from_db()
        changes = changes_to_undo(article)
        if not changes and not refusal:
            refusal = str(REFUSALS[why_not_undone(article)])
        title = gettext("Take back this import")
        context = self.page_context(request, article, title) | {"refusal": refusal}
        if changes:
            context |= told(article, changes)
        status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
        template = "admin/articles/article/take_back.html"
        return render(request, template, context, status=status)


def told(article: Article, changes: list[Revision]) -> dict[str, Any]:
    """Return what the page says of the import, and of what was done since."""
    *later, made = changes
    return {
        "brought": made.remark.removeprefix(Revision.IMPORT),
        "by": made.by,
        "on": moment_text(made.at),
        "later": [words.change(each.remark) for each in later],
        "review": {"changes": compare(content_of(article), made.value)},
    }
