"""Those who may log in."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse

from articles.audit import record
from articles.models import Decision, User

from .base import AuditedAdmin

admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(AuditedAdmin, DjangoUserAdmin):
    """Django's, with every change of rights written down."""

    is_public = False
    secret = ("password",)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """Keep the new password only together with what is written down of it."""
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> LogEntry:
        """Write down a new password too: Django saves it past ``save_model``."""
        if request.resolver_match.url_name == "auth_user_password_change":
            record("password", obj, by=request.user, is_public=False)
        return super().log_change(request, obj, message)


@admin.register(Group)
class GroupAdmin(AuditedAdmin, DjangoGroupAdmin):
    """Django's, with every change of rights written down."""

    is_public = False


@admin.register(Decision)
class DecisionAdmin(AuditedAdmin):
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
