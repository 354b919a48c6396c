"""The steps of an article: submitted, published, withdrawn, binned; their forms."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import wording
from articles.admin.widgets import LinesTextarea, MomentWidget
from articles.models import Article, Preview, User
from articles.models.validators import FIRST_YEAR
from articles.publishing import (
    CannotPublish,
    move_to_bin,
    open_preview,
    publish,
    restore,
    send_back,
    submit,
    withdraw,
)

from .findings import findings_of

Status = Article.Status
# A year outside these is a slip of the keys: an article could vanish for ever, or
# stand in lists under the Middle Ages.
LONGEST_WAIT = timedelta(days=3653)  # ten years


class StepForm(forms.Form):
    """A step that only wants a yes, unless a subclass asks for more."""

    act: Callable[..., Any]

    def __init__(self, article: Article, data: Any = None) -> None:
        super().__init__(data)
        self.article = article

    def save(self, by: User) -> Any:
        return type(self).act(self.article, by=by, **self.cleaned_data)


class PreviewForm(StepForm):
    act = open_preview


class SubmitForm(StepForm):
    act = submit


class BinForm(StepForm):
    act = move_to_bin


class RestoreForm(StepForm):
    act = restore


class SendBackForm(StepForm):
    """What is to be done, for the contributor to read."""

    act = send_back
    why = forms.CharField(
        label=_("What is to be done"),
        required=False,
        widget=LinesTextarea({"rows": 4}),
        help_text=_("The contributor sees it above the draft."),
    )


class PublishForm(StepForm):
    """When: now, or at a moment to come."""

    act = publish
    at = forms.SplitDateTimeField(
        label=_("Publish at"), required=False, widget=MomentWidget
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at = self.fields["at"]
        if self.article.status == Status.PUBLISHED:
            at.initial = self.article.published_at
        zone = wording.zone_note(timezone.get_current_timezone_name())
        empty = gettext("Left empty, it is published now.")
        at.help_text = f"{empty} {zone}"
        at.widget.say(at.label)

    def clean_at(self) -> datetime | None:
        at = self.cleaned_data["at"]
        if at is None:
            return None
        if at.year < FIRST_YEAR:
            message = _("The year %(year)d is too early. The first is %(first)d.")
            figures = {"year": at.year, "first": FIRST_YEAR}
            raise forms.ValidationError(message, "too-early", figures)
        if at - timezone.now() > LONGEST_WAIT:
            message = _("That is more than ten years ahead. Look at the year.")
            raise forms.ValidationError(message, "too-late")
        return at


class WithdrawForm(StepForm):
    """Why; readers are told. Of what nobody has seen, no reason is asked."""

    act = withdraw
    why = forms.CharField(
        label=_("Why it is withdrawn"),
        widget=LinesTextarea({"rows": 4}),
        help_text=_("Readers see this at the article’s address."),
        error_messages={"required": _("Say why. Readers will see it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.article.was_published:
            self.fields["why"].required = False
            self.fields["why"].help_text = _(
                "Nobody has seen it yet, so it becomes a draft again. No reason is needed."
            )


@dataclass(frozen=True)
class Step:
    """A step, the states in which it is offered, and whether to editors alone."""

    label: Any
    form: type[StepForm]
    is_offered: Callable[[Article], bool]
    is_for_editors: bool = True


def outside_bin(*statuses: str) -> Callable[[Article], bool]:
    return lambda article: article.status in statuses and not article.binned_at


def unseen(article: Article) -> bool:
    """Offered while readers do not see it: then a preview or publishing has sense."""
    return not article.is_published and not article.binned_at


STEPS = {
    "preview": Step(_("Preview"), PreviewForm, unseen, is_for_editors=False),
    "submit": Step(
        _("Submit for review"),
        SubmitForm,
        outside_bin(Status.DRAFT),
        is_for_editors=False,
    ),
    "send-back": Step(_("Send back"), SendBackForm, outside_bin(Status.IN_REVIEW)),
    "publish": Step(_("Publish"), PublishForm, unseen),
    "withdraw": Step(_("Withdraw"), WithdrawForm, outside_bin(Status.PUBLISHED)),
    "bin": Step(_("Move to the bin"), BinForm, outside_bin(*Status)),
    "restore": Step(
        _("Take out of the bin"), RestoreForm, lambda article: bool(article.binned_at)
    ),
}


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
