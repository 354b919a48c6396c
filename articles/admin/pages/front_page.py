"""The front page and the menu."""

from collections import Counter
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.article.rows import PlacedForm, RowsFormSet
from articles.admin.base import AuditedAdmin, moment_text
from articles.admin.widgets import MomentWidget
from articles.audit import record
from articles.models import (
    Article,
    ArticleQuerySet,
    Block,
    FrontPage,
    MenuItem,
    Topic,
    User,
)
from articles.models.site.front_page import lead_first
from articles.models.topic import by_axis
from articles.models.validators import validate_moment
from articles.publishing import feature
from articles.wording import zone_note

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
            feature(lead, language=self.instance.language, until=until, by=by)


def choices(published: ArticleQuerySet, leading: Article | None) -> ArticleQuerySet:
    """Return the newest articles, and the one that leads already."""
    newest = published.newest_first().values("pk")[:CHOICES]
    offered = Q(pk__in=newest) | Q(pk=leading.pk if leading else None)
    return published.filter(offered).newest_first().defer("source", "html", "plain")


class BlockFormSet(RowsFormSet):
    """All blocks of a front page, of which no two show the same."""

    def clean(self) -> None:
        super().clean()
        rows = [
            (form, (form.cleaned_data.get("kind"), form.cleaned_data.get("topic")))
            for form in self.forms
            if form.cleaned_data and form not in self.deleted_forms
        ]
        count = Counter(shows for _form, shows in rows)
        for form, shows in rows:
            if shows[0] and count[shows] > 1:
                message = _("Two blocks show the same. Delete one.")
                form.add_error("kind", forms.ValidationError(message, "twice"))


class BlockInline(admin.TabularInline):
    """What stands under the lead, in order."""

    model = Block
    form = PlacedForm
    formset = BlockFormSet
    extra = 0
    verbose_name_plural = _(
        "Blocks under the lead. If there are none: the latest, programmes, authors."
    )
    fields = ["kind", "topic", "heading", "most", "position"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("topic")

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """List the topics under their axes, in one query for all the rows."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "topic":
            # Without Django's wrapper: nobody makes a topic from here.
            field.widget = field.widget.widget
            field.choices = topics_by_axis(field.empty_label)
        return field


def topics_by_axis(empty: str) -> list[tuple[str, Any]]:
    """Return the choices of a topic, grouped; axes without topics are left out."""
    groups = [
        (axis.label, [(topic.pk, str(topic)) for topic in topics])
        for axis, topics in by_axis(Topic.objects.all()).items()
    ]
    return [("", empty), *groups]


class MenuItemInline(admin.TabularInline):
    """The menu, in order."""

    model = MenuItem
    form = PlacedForm
    formset = RowsFormSet
    extra = 0
    verbose_name_plural = _(
        "Menu. If it is empty: articles, topics, authors, search, the page “about”."
    )
    fields = ["label", "leads_to", "position"]


@admin.register(FrontPage)
class FrontPageAdmin(AuditedAdmin):
    """One row for a language; where nothing is set, the usual stands."""

    form = FrontPageForm
    inlines = [BlockInline, MenuItemInline]
    list_display = ["language", "leads_now", "announcement"]
    readonly_fields = ["leads_now"]
    lead_fields = (
        _("Lead"),
        {
            "fields": ["leads_now", ("lead", "lead_until")],
            "description": _(
                "The article at the top. If none is chosen, it is the newest; when the "
                "time of a chosen one is over, the newest leads again."
            ),
        },
    )
    announcement_fields = (
        _("Announcement"),
        {
            "fields": [
                "announcement",
                "announcement_leads_to",
                ("announced_from", "announced_until"),
            ]
        },
    )

    @admin.display(description=_("leads now"))
    def leads_now(self, front_page: FrontPage) -> str:
        """Name the article that readers see first, linked to its page in the admin."""
        published = Article.objects.published().in_language(front_page.language)
        lead = lead_first(published).only("title", "lead_until").first()
        if lead is None:
            return _("Nothing has been published in this language yet.")
        url = reverse("admin:articles_article_change", args=[lead.pk])
        link = format_html('<a href="{}">{}</a>', url, lead.title)
        if lead.leads is None:
            return format_html(_("{} (the newest)"), link)
        return format_html(_("{} (chosen, until {})"), link, moment_text(lead.leads))

    def get_fieldsets(
        self, request: HttpRequest, obj: FrontPage | None = None
    ) -> list[tuple]:
        """Ask for the lead once the language is known, and no more for the language."""
        if obj is None:
            return [(None, {"fields": ["language"]}), self.announcement_fields]
        lead, options = self.lead_fields
        if not self.can_lead(request, obj):
            options = options | {"fields": ["leads_now"]}
        return [(lead, options), self.announcement_fields]

    def can_lead(self, request: HttpRequest, obj: FrontPage | None) -> bool:
        """Tell whether they may choose the lead: that changes an article too."""
        can_publish = request.user.has_perm("articles.publish_article")
        return can_publish and self.has_change_permission(request, obj)

    def get_form(
        self, request: HttpRequest, obj: FrontPage | None = None, **kwargs: Any
    ) -> type[ModelForm]:
        """Leave the lead out of the form too, or it could be sent unasked."""
        form = super().get_form(request, obj, **kwargs)
        form.may_lead = self.can_lead(request, obj)
        return form

    def save_model(
        self,
        request: HttpRequest,
        obj: FrontPage,
        form: ModelForm,
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        obj.save()

    def save_related(
        self,
        request: HttpRequest,
        form: FrontPageForm,
        formsets: list[BaseFormSet],
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        """Write down the whole front page at once: a block moved is a change too."""
        super().save_related(request, form, formsets, change)
        form.choose_lead(by=request.user)
        changed = [name for name in form.changed_data if name not in form.LEAD]
        changed += [each.prefix for each in formsets if each.has_changed()]
        if changed or not change:
            what = "change" if change else "add"
            record(what, form.instance, by=request.user, after=", ".join(changed))
