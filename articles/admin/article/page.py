"""Articles, as editors and contributors meet them."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin import editor
from articles.admin.base import AuditedAdmin, moment_text
from articles.admin.imports.page import ArticleIntake
from articles.content import STATEMENTS
from articles.models import Article, Byline
from articles.publishing import (
    StaleVersion,
    begin_save,
    finish_save,
    move_to_bin,
    name_as_now,
)

from .files import AttachmentInline, WithFiles
from .findings import findings_of, reason_of
from .form import ArticleForm
from .preview import preview_text
from .rows import BylineInline, CorrectionInline, EndnoteInline
from .stale import told_of
from .steps import ArticleSteps
from .undo_import import ArticleTakingBack

Status = Article.Status
VERSIONS = ("seen_version", "begun_version")


class ArticleList(ChangeList):
    """Fetches what the list shows, and none of the texts."""

    def get_queryset(self, *args: Any, **kwargs: Any) -> models.QuerySet:
        return super().get_queryset(*args, **kwargs).for_lists()


class StateFilter(admin.SimpleListFilter):
    """Keep articles in one state; without a choice, all that are not binned."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("draft", Article.Status.DRAFT.label),
            ("in_review", Article.Status.IN_REVIEW.label),
            ("scheduled", _("Scheduled")),
            ("published", Article.Status.PUBLISHED.label),
            ("withdrawn", Article.Status.WITHDRAWN.label),
            ("bin", _("In the bin")),
        ]

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> models.QuerySet:
        now, wanted = timezone.now(), self.value()
        if wanted == "bin":
            return queryset.filter(binned_at__isnull=False)
        queryset = queryset.filter(binned_at=None)
        if wanted == "scheduled":
            return queryset.filter(
                status=Article.Status.PUBLISHED, published_at__gt=now
            )
        if wanted == "published":
            return queryset.filter(
                status=Article.Status.PUBLISHED, published_at__lte=now
            )
        return queryset.filter(status=wanted) if wanted else queryset


@admin.register(Article)
class ArticleAdmin(
    ArticleSteps, ArticleTakingBack, ArticleIntake, WithFiles, AuditedAdmin
):
    """Contributors see and change their own drafts; editors, everything."""

    form = ArticleForm
    inlines = [BylineInline, EndnoteInline, AttachmentInline, CorrectionInline]
    list_display = ["title", "writers", "kind", "language", "state", "listed_on"]
    list_filter = [StateFilter, "kind", "language", "topics"]
    search_fields = ["title", "standfirst", "bylines__author__family_name"]
    search_help_text = _("Title, standfirst or family name of an author")
    date_hierarchy = "listed_on"
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["topics", "lead_picture", "see_also"]
    actions = ["move_to_bin"]
    fieldsets = [
        (None, {"fields": ["title", "standfirst", "source", *VERSIONS]}),
        (
            _("Lists"),
            {
                "fields": [
                    ("kind", "language"),
                    "topics",
                    ("series_number", "report_number"),
                    ("doi", "isbn"),
                    "see_also",
                    "lead_until",
                ]
            },
        ),
        (_("Picture"), {"fields": ["lead_picture", "picture_credit"]}),
        (
            _("Dates"),
            {"fields": [("dated", "dated_precision", "date_unknown"), "listed_on"]},
        ),
        (
            _("Under the text"),
            {
                "fields": [
                    *(field.name for field in STATEMENTS),
                    ("disclaimer_choice", "disclaimer"),
                ]
            },
        ),
        (_("Comments"), {"fields": [("comments_are", "comments_close_after")]}),
        (_("Address"), {"fields": ["slug", "owner"]}),
    ]

    @admin.display(description=_("authors"))
    def writers(self, article: Article) -> str:
        return ", ".join(place.author.name for place in article.bylines.all())

    @admin.display(description=_("state"), ordering="status")
    def state(self, article: Article) -> str:
        if article.binned_at:
            return str(_("In the bin"))
        if article.status == Status.PUBLISHED and article.is_scheduled:
            return f"{_('Scheduled')}: {moment_text(article.published_at)}"
        return str(article.get_status_display())

    @admin.action(description=_("Move to the bin"), permissions=["publish"])
    def move_to_bin(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        count = 0
        for article in queryset.filter(binned_at=None):
            move_to_bin(article, by=request.user)
            count += 1
        said = ngettext(
            "%(count)d article is in the bin now.",
            "%(count)d articles are in the bin now.",
            count,
        )
        self.message_user(request, said % {"count": count}, messages.SUCCESS)

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        name = "articles_article_{}".format
        preview = view(preview_text)
        doors = [
            path("preview-text/", preview, name=name("preview_text")),
            path("<int:article>/preview-text/", preview, name=name("preview_text")),
            path("upload/", view(editor.upload), name=name("upload")),
        ]
        return doors + self.step_urls() + super().get_urls()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ArticleList]:
        return ArticleList

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows = super().get_queryset(request).filter(draft_of=None)
        return rows if self.sees_all(request) else rows.owned_by(request.user)

    def sees_all(self, request: HttpRequest) -> bool:
        """Editors and moderators see every article; contributors, their own."""
        rights = ("articles.publish_article", "articles.moderate_comment")
        return any(request.user.has_perm(right) for right in rights)

    def is_on_site(self, obj: Article) -> bool:
        return obj.is_published

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    def has_change_permission(
        self, request: HttpRequest, obj: Article | None = None
    ) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        if obj is None or self.has_publish_permission(request):
            return True
        is_open = obj.status == Status.DRAFT and obj.binned_at is None
        return is_open and obj.owner_id == request.user.pk

    def has_delete_permission(
        self, request: HttpRequest, obj: Article | None = None
    ) -> bool:
        """Deleting for good is for what lies in the bin, and a right of its own."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or obj.binned_at is not None

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        is_bin = request.GET.get("state") == "bin"
        actions.pop("move_to_bin" if is_bin else "delete_selected", None)
        return actions

    def get_readonly_fields(
        self, request: HttpRequest, obj: Article | None = None
    ) -> list[str]:
        """What concerns other articles, or other people, is for those who publish."""
        if self.has_publish_permission(request):
            return []
        return ["owner", "lead_until", "see_also"]

    def get_fieldsets(
        self, request: HttpRequest, obj: Article | None = None
    ) -> list[tuple]:
        """Without the versions for those who only read: they are the form's own matter."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        first, options = fieldsets[0]
        fields = [name for name in options["fields"] if name not in VERSIONS]
        return [(first, options | {"fields": fields}), *fieldsets[1:]]

    def get_inline_instances(
        self, request: HttpRequest, obj: Article | None = None
    ) -> list:
        inlines = super().get_inline_instances(request, obj)
        if obj and obj.status in {Status.PUBLISHED, Status.WITHDRAWN}:
            return inlines
        return [each for each in inlines if not isinstance(each, CorrectionInline)]

    def save_model(
        self,
        request: HttpRequest,
        obj: Article,
        form: ModelForm,
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        """Save a new article; of others ``save_related`` knows what was changed."""
        if not change:
            obj.owner = obj.owner or request.user
            obj.save()

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: list[BaseFormSet],
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        """Without a change the version stays, so that nobody else's form grows stale."""
        article, old_path = form.instance, ""
        if change and not any(each.has_changed() for each in (form, *formsets)):
            super().save_related(request, form, formsets, change)
            return
        if change:
            # Before anything else, so that of two savers one is refused.
            seen = form.cleaned_data["seen_version"]
            old_path = begin_save(article, seen, by=request.user).path
            article.save()
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            if formset.model is Byline:
                name_as_now(formset.new_objects, article.language)
        finish_save(article, by=request.user, old_path=old_path)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except StaleVersion:
            # Someone was quicker by a moment. The form now sees it, and refuses.
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Article | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        form = context["adminform"].form
        context |= told_of(form, context["inline_admin_formsets"])
        context["steps"] = self.steps_for(request, obj)
        if obj:
            context["findings"] = findings_of(obj)
            context["state"] = self.state(obj)
            context["sent_back"] = reason_of(obj)
        page = super().render_change_form(request, context, *args, obj=obj, **kwargs)
        page.status_code = 409 if form.stored else page.status_code
        return page
