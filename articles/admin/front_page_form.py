"""The form of a front page, which also chooses what leads."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleQuerySet, User
from articles.models.front_page import lead_first
from articles.models.years import validate_moment
from articles.publishing import lead_with
from articles.wording import zone_note

from .widgets import MomentWidget

CHOICES = 50


class ArticleChoice(forms.ModelChoiceField):
    """A title, and the date that tells it from its namesakes."""

    def label_from_instance(self, article: Article) -> str:
        return f"{article.title} ({article.listed_on})"


class FrontPageForm(forms.ModelForm):
    """A front page, and the article that leads it for a time.

    The lead is kept by the article itself (``lead_until``), where it can be set too:
    there is one truth, and this form only shows and changes it. Whoever may not publish
    may not choose it here either: the admin sets ``may_lead``.
    """

    may_lead = True

    LEAD = ("lead", "lead_until")

    lead = ArticleChoice(
        None,
        label=_("Lead with"),
        required=False,
        empty_label=_("the newest"),
        help_text=_(
            "The newest 50 articles in this language. An older one is made to lead on "
            "its own page, under “Lists”."
        ),
        error_messages={
            "invalid_choice": _(
                "This article cannot lead: it is not published in this language, or "
                "is not one of the newest."
            )
        },
    )
    lead_until = forms.SplitDateTimeField(
        label=_("Until"),
        required=False,
        widget=MomentWidget,
        validators=[validate_moment],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Without a row it is not known yet in which language it is to be.
        if not self.instance.pk or not self.may_lead:
            for name in self.LEAD:
                self.fields.pop(name, None)
            return
        published = Article.objects.published().in_language(self.instance.language)
        until = self.fields["lead_until"]
        until.help_text = zone_note(timezone.get_current_timezone_name())
        until.widget.say(until.label)
        leading = lead_first(published).exclude(leads=None).only("lead_until").first()
        self.fields["lead"].queryset = choices(published, leading)
        if leading:
            self.initial |= {"lead": leading.pk, "lead_until": leading.lead_until}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_wrong = self.errors.keys() & set(self.LEAD)
        if is_wrong or not self.has_new_lead:
            return cleaned
        lead, until = (cleaned[name] for name in self.LEAD)
        if lead and not until:
            self.add_error("lead_until", _("Say until when the article leads."))
        elif until and not lead:
            self.add_error("lead", _("Choose the article, or clear the time."))
        elif until and until <= timezone.now():
            self.add_error("lead_until", _("This moment is over. Choose a later one."))
        return cleaned

    @property
    def has_new_lead(self) -> bool:
        return bool(set(self.changed_data) & set(self.LEAD))

    def choose_lead(self, *, by: User) -> None:
        """Let the chosen article lead, or the newest, if the choice is a new one."""
        if self.has_new_lead:
            lead, until = (self.cleaned_data[name] for name in self.LEAD)
            lead_with(lead, language=self.instance.language, until=until, by=by)


def choices(published: ArticleQuerySet, leading: Article | None) -> ArticleQuerySet:
    """Return the newest articles, and the one that leads already."""
    newest = published.newest_first().values("pk")[:CHOICES]
    offered = Q(pk__in=newest) | Q(pk=leading.pk if leading else None)
    return published.filter(offered).newest_first().defer("source", "html", "plain")
