"""The front page of each language: its lead, its announcement, its blocks, its menu."""

from collections import Counter
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.audit import record
from articles.models import Article, Block, FrontPage, MenuItem, Topic
from articles.models.front_page import lead_first
from articles.models.topic import by_axis

from .article_rows import PlacedForm, RowsFormSet
from .front_page_form import FrontPageForm
from .recorded import RecordedAdmin, moment_text


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
class FrontPageAdmin(RecordedAdmin):
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
