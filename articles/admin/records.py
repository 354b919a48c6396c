"""The smaller records: people, topics, pages, the institution, old addresses."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from articles.models import (
    Address,
    Article,
    Author,
    Decision,
    Disclaimer,
    Institution,
    Page,
    Preview,
    Spelling,
    Topic,
)
from articles.publishing import index_all, rebuild_page
from articles.publishing.addresses import keep_old_paths, paths_of

from . import editor
from .article_form import check_source
from .merging import MergingAdmin
from .recorded import RecordedAdmin
from .widgets import SourceWidget


class AddressedAdmin(RecordedAdmin):
    """A record with a page of its own, whose old addresses go on leading to it."""

    def save_model(
        self,
        request: HttpRequest,
        obj: models.Model,
        form: forms.ModelForm,
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        former = self.model.objects.filter(pk=obj.pk).first() if change else None
        super().save_model(request, obj, form, change)
        if former:
            keep_old_paths(obj, paths_of(former))


class IndexedAdmin(AddressedAdmin):
    """A record whose name search knows articles by; ``named_by`` are its fields."""

    named_by: frozenset[str]

    def save_model(
        self,
        request: HttpRequest,
        obj: models.Model,
        form: forms.ModelForm,
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        super().save_model(request, obj, form, change)
        if change and self.named_by & set(form.changed_data):
            index_all(obj.articles.all())


class AuthorForm(forms.ModelForm):
    """A person, with a biography that can be rendered."""

    def clean_biography(self) -> str:
        return check_source(self.cleaned_data["biography"])


@admin.register(Author)
class AuthorAdmin(MergingAdmin, IndexedAdmin):
    """People whose work is published here."""

    named_by = frozenset({"given_names", "family_name", "display_name", "translated"})
    form = AuthorForm
    list_display = ["full_name", "role", "affiliation", "is_present"]
    list_filter = ["is_present"]
    search_fields = ["given_names", "family_name", "display_name"]
    prepopulated_fields = {"slug": ["given_names", "family_name"]}
    autocomplete_fields = ["photograph"]

    @admin.display(description=_("name"), ordering="family_name")
    def full_name(self, author: Author) -> str:
        return author.full_name


@admin.register(Topic)
class TopicAdmin(MergingAdmin, IndexedAdmin):
    """What articles are about."""

    named_by = frozenset({"name", "translated"})
    list_display = ["name", "axis"]
    list_filter = ["axis"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def delete_model(self, request: HttpRequest, obj: Topic) -> None:
        with transaction.atomic():
            keys = list(obj.articles.values_list("pk", flat=True))
            super().delete_model(request, obj)
            index_all(Article.objects.filter(pk__in=keys))


@admin.register(Spelling)
class SpellingAdmin(RecordedAdmin):
    """Words that search takes for the same."""

    search_fields = ["words"]


class PageForm(forms.ModelForm):
    """A page, with the editor and its preview."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "source" in self.fields:
            preview = reverse("admin:articles_page_preview_text")
            self.fields["source"].widget = SourceWidget(preview)

    def clean_source(self) -> str:
        return check_source(self.cleaned_data["source"])


@admin.register(Page)
class PageAdmin(AddressedAdmin):
    """Small standing pages."""

    form = PageForm
    list_display = ["title", "slug", "language", "changed_at"]
    list_filter = ["language"]
    prepopulated_fields = {"slug": ["title"]}

    def get_urls(self) -> list:
        door = path(
            "preview-text/",
            self.admin_site.admin_view(editor.preview_page),
            name="articles_page_preview_text",
        )
        return [door, *super().get_urls()]

    def save_model(
        self,
        request: HttpRequest,
        obj: Page,
        form: forms.ModelForm,
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        super().save_model(request, obj, form, change)
        rebuild_page(obj)


@admin.register(Disclaimer)
class DisclaimerAdmin(RecordedAdmin):
    """Texts that articles share."""

    list_display = ["name"]
    search_fields = ["name"]


@admin.register(Address)
class AddressAdmin(RecordedAdmin):
    """Old addresses, and where they lead."""

    list_display = ["path", "target", "is_gone"]
    list_filter = ["is_gone"]
    list_select_related = ["article"]
    search_fields = ["path"]
    autocomplete_fields = ["article"]


@admin.register(Institution)
class InstitutionAdmin(RecordedAdmin):
    """One row: the list leads straight to it."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        row = Institution.objects.first()
        name = "change" if row else "add"
        arguments = [row.pk] if row else []
        url = reverse(f"admin:articles_institution_{name}", args=arguments)
        return HttpResponseRedirect(url)

    def has_add_permission(self, request: HttpRequest) -> bool:
        is_there = Institution.objects.exists()
        return not is_there and super().has_add_permission(request)

    def has_delete_permission(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> bool:
        return False


@admin.register(Preview)
class PreviewAdmin(RecordedAdmin):
    """Secret links to drafts: deleting one takes it back. Nobody reads it here."""

    is_public = False
    secret = ("token",)
    fields = readonly_fields = ["article", "made_by", "expires_at"]
    list_display = ["article", "made_by", "expires_at"]
    list_select_related = ["article", "made_by"]

    def is_on_site(self, obj: Preview) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> bool:
        return False


@admin.register(Decision)
class DecisionAdmin(RecordedAdmin):
    """Who did what; read only, for everyone."""

    list_display = ["at", "by_name", "what", "title", "before", "after", "why"]
    list_display_links = None
    list_filter = ["what", "model"]
    search_fields = ["title", "by_name"]
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> bool:
        return False
