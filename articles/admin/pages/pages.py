"""The smaller records: people, topics, pages, the institution, old addresses."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse

from articles.admin import editor
from articles.admin.base import AddressedAdmin, AuditedAdmin
from articles.admin.widgets import SourceWidget, check_source
from articles.models import Address, Disclaimer, Institution, Page, Preview, Spelling
from articles.publishing import rebuild_page


@admin.register(Spelling)
class SpellingAdmin(AuditedAdmin):
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
class DisclaimerAdmin(AuditedAdmin):
    """Texts that articles share."""

    list_display = ["name"]
    search_fields = ["name"]


@admin.register(Address)
class AddressAdmin(AuditedAdmin):
    """Old addresses, and where they lead."""

    list_display = ["path", "target", "is_gone"]
    list_filter = ["is_gone"]
    list_select_related = ["article"]
    search_fields = ["path"]
    autocomplete_fields = ["article"]


@admin.register(Institution)
class InstitutionAdmin(AuditedAdmin):
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
class PreviewAdmin(AuditedAdmin):
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
