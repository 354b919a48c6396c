"""What each step asks before it is taken, and the act it then calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import wording
from articles.models import Article, User
from articles.models.years import FIRST_YEAR
from articles.publishing import (
    move_to_bin,
    open_preview,
    publish,
    restore,
    send_back,
    submit,
    withdraw,
)

from .widgets import LinesTextarea, MomentWidget

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
