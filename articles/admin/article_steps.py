"""The steps an article takes: preview, submit, publish, withdraw, bin, restore.

Each is a page of its own that asks, and an act that answers; none happens on GET.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext

from articles import wording
from articles.models import Article, Preview
from articles.publishing import CannotPublish

from .article_findings import findings_of
from .article_step_forms import STEPS, StepForm


class ArticleSteps:
    """The part of the article's admin that moves it from state to state."""

    def step_urls(self) -> list:
        view = self.admin_site.admin_view(self.take_step)
        return [
            path(
                f"<int:key>/{step}/",
                view,
                {"step": step},
                name=f"articles_article_{step.replace('-', '_')}",
            )
            for step in STEPS
        ]

    def steps_for(
        self, request: HttpRequest, article: Article | None
    ) -> list[dict[str, str]]:
        """Return the steps this user may take with this article now."""
        if article is None:
            return []
        return [
            {"name": name, "label": step.label, "url": self.step_url(article, name)}
            for name, step in STEPS.items()
            if step.is_offered(article) and self.may_take(request, article, name)
        ]

    def may_take(self, request: HttpRequest, article: Article, step: str) -> bool:
        """Tell whether this user has the right, whatever the article's state."""
        if not self.has_change_permission(request):
            return False
        if self.has_publish_permission(request):
            return True
        return not STEPS[step].is_for_editors and article.owner_id == request.user.pk

    def step_url(self, article: Article, step: str) -> str:
        name = f"admin:articles_article_{step.replace('-', '_')}"
        return reverse(name, args=[article.pk])

    def take_step(self, request: HttpRequest, key: int, step: str) -> HttpResponse:
        """Ask on GET, act on POST; refuse whoever may not (403)."""
        article = self.get_object(request, str(key))
        if article is None:
            raise Http404
        if not self.may_take(request, article, step):
            raise PermissionDenied
        if not STEPS[step].is_offered(article):
            return self.say_too_late(request, article, step)
        if request.method != "POST":
            return self.show_step(request, step, STEPS[step].form(article))
        form = STEPS[step].form(article, request.POST)
        if not form.is_valid():
            return self.show_step(request, step, form)
        return self.finish_step(request, step, form)

    def finish_step(
        self, request: HttpRequest, step: str, form: StepForm
    ) -> HttpResponse:
        try:
            done = form.save(request.user)
        except CannotPublish as error:
            problems = [wording.finding(*problem) for problem in error.problems]
            return self.show_step(request, step, form, problems)
        if isinstance(done, Preview):
            return HttpResponseRedirect(done.get_absolute_url())
        said = {"title": done.title, "state": self.state(done)}
        messages.success(request, gettext("“%(title)s”: %(state)s.") % said)
        return self.back_to(done)

    def say_too_late(
        self, request: HttpRequest, article: Article, step: str
    ) -> HttpResponse:
        """Answer a second press of the button, or one that someone else forestalled."""
        said = {"step": STEPS[step].label, "state": self.state(article)}
        sentence = gettext(
            "“%(step)s” is not to be done. The article’s state: %(state)s."
        )
        messages.warning(request, sentence % said)
        return self.back_to(article)

    def back_to(self, article: Article) -> HttpResponseRedirect:
        url = reverse("admin:articles_article_change", args=[article.pk])
        return HttpResponseRedirect(url)

    def show_step(
        self,
        request: HttpRequest,
        step: str,
        form: StepForm,
        problems: list[str] | None = None,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": STEPS[step].label,
            "article": form.article,
            "opts": self.opts,
            "form": form,
            "step": step,
            "problems": problems,
            "findings": findings_of(form.article) if step == "publish" else [],
            "media": self.media + form.media,
        }
        status = 422 if problems or form.errors else 200
        template = "admin/articles/article/step.html"
        return render(request, template, context, status=status)
