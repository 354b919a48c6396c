"""The editors' site: its names, and what waits for them on its first page."""

from functools import partial
from math import ceil
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.audit import record
from articles.models import Article, Comment, Counter, Demonstration, Incoming, User

from .demonstration import may_remove, remove_view
from .guessing import PREFIX, ask_to_wait, count_failure
from .known_device import remember_device


class EditorsSite(admin.AdminSite):
    """Django's admin under our own name, with the day's work on its first page."""

    site_header = _("Editors’ desk")
    site_title = _("Editors’ desk")
    index_title = _("Today")
    index_template = "admin/today.html"
    enable_nav_sidebar = False

    def get_urls(self) -> list:
        """Leave out the detour to a record's page on the site: it asks for no right,
        and so would hand the secret address of any preview to any staff."""
        doors = super().get_urls()
        removal = path(
            "demonstration/remove/",
            self.admin_view(partial(remove_view, self)),
            name="remove_demonstration",
        )
        kept = [d for d in doors if getattr(d, "name", "") != "view_on_site"]
        return [removal, *kept]

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Let users in, and know their device from then on."""
        response = super().login(request, extra_context)
        # A refused form is shown again; only the right password leads on.
        if request.method == "POST" and isinstance(response, HttpResponseRedirect):
            remember_device(response, request.user)
        return response

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Let users change their own password, and write it down.

        Whoever finds a desk left open may not guess the old one for long. The record
        is locked meanwhile, or many guesses at once would all be looked at.
        """
        if request.method != "POST":
            return super().password_change(request, extra_context)
        key, now = f"{PREFIX}old-password:{request.user.pk}", timezone.now()
        with transaction.atomic():
            User.objects.select_for_update().get(pk=request.user.pk)
            held = Counter.held_until(key, now)
            if held:
                seconds = ceil((held - now).total_seconds())
                return ask_to_wait(request, _("Too many wrong passwords"), seconds)
            response = super().password_change(request, extra_context)
            if isinstance(response, HttpResponseRedirect):
                record("password", request.user, by=request.user, is_public=False)
                remember_device(response, request.user)
            elif is_guess(response):
                count_failure("old_password", key, now)
        return response

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = self.work_for(request) | (extra_context or {})
        return super().index(request, context)

    def work_for(self, request: HttpRequest) -> dict[str, Any]:
        """Return what this user can do something about."""
        user, work = request.user, {}
        if user.has_perm("articles.moderate_comment"):
            work["waiting"] = Comment.objects.waiting().count()
        if user.has_perm("articles.publish_article"):
            in_review = Article.objects.live().filter(status=Article.Status.IN_REVIEW)
            work["in_review"] = in_review.order_by("changed_at")[:20]
        if user.has_perm("articles.change_article"):
            drafts = Article.objects.live().filter(status=Article.Status.DRAFT)
            work["drafts"] = drafts.owned_by(user).order_by("-changed_at")[:10]
            imports = Incoming.objects.filter(owner=user, done_at=None)
            work["imports"] = imports.defer("original", "corrected")[:10]
        if may_remove(user):
            work["demonstration"] = Demonstration.objects.exists()
        return work


def is_guess(response: HttpResponse) -> bool:
    """Tell whether the form for a new password comes back for a wrong old one."""
    form = response.context_data["form"]
    return form.has_error("old_password", "password_incorrect")
