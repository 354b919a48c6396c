"""Texts brought in: a file or a pasted text, what was understood of it, the article.

Nothing becomes an article before its editor says so; until then it waits, for its
owner's eyes alone, and survives mistakes, ended log-ins and closed windows.
"""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.editor import is_too_often
from articles.admin.lost_saves import LostSavePages
from articles.importing import Unreadable
from articles.models import Article, Incoming
from articles.publishing import StaleVersion, read_again, throw_away, tidy_incoming

from . import words
from .decisions import Decided, decide
from .pictures import small_picture
from .review import Review
from .upload import ImportForm, take

TEMPLATES = "admin/articles/article/{}.html".format
ASKED = {
    "throw-away": (
        _("Throw away"),
        _("The text and all corrections of it are deleted. Nothing brings them back."),
    ),
    "read-again": (
        _("Read the original again"),
        _("The text is read as on the first day. Your corrections of it are dropped."),
    ),
}


class ArticleIntake(LostSavePages):
    """The part of the articles' admin through which texts come in."""

    def get_urls(self) -> list:
        def door(route: str, view: Callable, name: str, **said: str) -> Any:
            guarded = self.keeping(self.admin_site.admin_view(view))
            return path(route, guarded, said, name=f"articles_article_{name}")

        own = "import/<uuid:uid>/"
        return [
            door("import/", self.import_text, "import"),
            door("<int:key>/import/", self.import_text, "import_version"),
            door(own, self.review_import, "import_review"),
            path(
                f"{own}pictures/<int:number>.webp",
                self.admin_site.admin_view(self.show_picture, cacheable=True),
                name="articles_article_import_picture",
            ),
            *(
                door(f"{own}{step}/", self.end_import, f"import_{name}", step=step)
                for step in ASKED
                for name in [step.replace("-", "_")]
            ),
            *super().get_urls(),
        ]

    def import_text(self, request: HttpRequest, key: int | None = None) -> HttpResponse:
        """Take a text in, for a new article or as a new version of one."""
        article = self.target(request, key)
        tidy_incoming()
        if request.method != "POST":
            return self.show_import(request, ImportForm(), article)
        form = ImportForm(request.POST, request.FILES)
        done = take(request, form, article)
        if isinstance(done, Incoming):
            return self.to_review(done)
        return self.show_import(request, form, article, status=done)

    def review_import(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """Show what was understood; keep what was corrected; make the article."""
        incoming = self.own_import(request, uid)
        if incoming.done_at and request.method != "POST":
            return HttpResponseRedirect(page_of(incoming.article))
        review = Review(request, incoming, self.seen_article(request, incoming))
        if request.method != "POST":
            return self.show_review(request, Decided(review))
        same = self.same_article(request, review)
        decided = decide(request, review, same, partial(self.may_bring, request))
        if decided.leads_to:
            return HttpResponseRedirect(decided.leads_to)
        return self.show_review(request, decided)

    def end_import(self, request: HttpRequest, uid: UUID, step: str) -> HttpResponse:
        """Ask, and then throw the text away or read it as on the first day."""
        incoming = self.own_import(request, uid)
        title, sentence = ASKED[step]
        context = self.page(request, title) | {
            "incoming": incoming, "sentence": sentence
        }  # fmt: skip
        ask = partial(render, request, TEMPLATES("import_end"))
        if request.method != "POST":
            return ask(context)
        if step == "throw-away":
            throw_away(incoming)
            said = gettext("“%(title)s” was thrown away.") % {"title": incoming}
            messages.success(request, said)
            return HttpResponseRedirect(reverse("admin:articles_article_import"))
        if is_too_often(request, "imports"):
            problem = {"problem": words.too_often()}
            return ask(context | problem, status=HTTPStatus.TOO_MANY_REQUESTS)
        try:
            read_again(incoming)
            incoming.touch()
        except Unreadable as error:
            messages.error(request, words.unreadable(error))
        except StaleVersion:
            messages.warning(request, words.stale_import())
        return self.to_review(incoming)

    def show_picture(
        self, request: HttpRequest, uid: UUID, number: int
    ) -> HttpResponse:
        """Show one picture of a kept file to whoever brought it in."""
        return small_picture(request, self.own_import(request, uid), number)

    def target(self, request: HttpRequest, key: int | None) -> Article | None:
        """Return the article that is to be changed, or None for a new one.

        Refuses whoever does not see it (404), or may not change or add it (403).
        """
        article = None if key is None else self.get_object(request, str(key))
        if key is not None and article is None:
            raise Http404
        if not self.may_bring(request, article):
            raise PermissionDenied
        return article

    def may_bring(self, request: HttpRequest, article: Article | None) -> bool:
        """Tell whether a text may be set into this article, or become a new one."""
        if article is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, article)

    def own_import(self, request: HttpRequest, uid: UUID) -> Incoming:
        """Return what this user has brought in; of others' nothing is told (404).

        It is theirs to read and to throw away whatever became of its article.
        """
        if not self.has_add_permission(request) and not self.has_change_permission(
            request
        ):
            raise PermissionDenied
        rows = Incoming.objects.select_related("article__disclaimer")
        incoming: Incoming = get_object_or_404(rows, uid=uid, owner=request.user)
        return incoming

    def seen_article(self, request: HttpRequest, incoming: Incoming) -> Article | None:
        """Return the article a text was brought in for, if this user sees it."""
        article = incoming.article
        if article and self.get_queryset(request).filter(pk=article.pk).exists():
            return article
        return None

    def same_article(self, request: HttpRequest, review: Review) -> Article | None:
        """Return the article that this seems to be, if the user may see it."""
        same = None if review.incoming.done_at else review.same_article
        seen = self.get_queryset(request)
        return same if same and seen.filter(pk=same.pk).exists() else None

    def to_review(self, incoming: Incoming) -> HttpResponseRedirect:
        name = "admin:articles_article_import_review"
        return HttpResponseRedirect(reverse(name, args=[incoming.uid]))

    def page(self, request: HttpRequest, title: Any) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request), "opts": self.opts, "title": title
        }  # fmt: skip

    def show_import(
        self,
        request: HttpRequest,
        form: ImportForm,
        article: Article | None,
        status: int = HTTPStatus.OK,
    ) -> HttpResponse:
        title = gettext("Import a new version") if article else gettext("Import a text")
        context = self.page(request, title) | {
            "article": article,
            "form": form,
            "media": form.media,
            "open_imports": open_imports(request),
        }
        return render(request, TEMPLATES("import"), context, status=status)

    def show_review(self, request: HttpRequest, decided: Decided) -> HttpResponse:
        review = decided.review
        same = self.same_article(request, review)
        incoming, article = review.incoming, review.article
        is_open = incoming.done_at or self.may_bring(request, incoming.article)
        context = self.page(request, gettext("What was understood")) | {
            "review": review,
            "incoming": incoming,
            "article": article,
            "same": same,
            "may_change_same": same and self.has_change_permission(request, same),
            "told": words.told(review.found.report),
            "closed": "" if is_open else words.why_not_now(incoming, article),
            "problems": decided.problems,
            "mistakes": decided.mistakes,
        }
        template = TEMPLATES("import_review")
        return render(request, template, context, status=decided.status)


def page_of(article: Article | None) -> str:
    """Return the page of what was made, or the one on which texts come in."""
    if article is None:
        return reverse("admin:articles_article_import")
    return reverse("admin:articles_article_change", args=[article.pk])


def open_imports(request: HttpRequest) -> Any:
    """Return what this user has brought in and not finished."""
    rows = Incoming.objects.filter(owner=request.user, done_at=None)
    return rows.defer("original", "corrected").select_related("article")
