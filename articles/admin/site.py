"""The editors' site: its names, and what waits for them on its first page."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from articles.audit import record
from articles.models import Article, Comment, Incoming


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
        return [d for d in doors if getattr(d, "name", "") != "view_on_site"]

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Let users change their own password, and write it down."""
        with transaction.atomic():
            response = super().password_change(request, extra_context)
            # A refused form is shown again; only a new password leads on.
            if isinstance(response, HttpResponseRedirect):
                record("password", request.user, by=request.user, is_public=False)
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
        return work
