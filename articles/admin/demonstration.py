"""The door out of the demonstration: what would go is shown first."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from articles.models import User
from articles.publishing import plan_removal, remove_demonstration

# Whoever may do each of these by hand, one after the other.
RIGHTS = [
    "articles.publish_article",
    "articles.delete_article",
    "articles.moderate_comment",
    "articles.delete_author",
    "articles.delete_topic",
    "articles.delete_picture",
    "articles.delete_page",
    "articles.delete_spelling",
    "articles.delete_address",
    "articles.delete_menuitem",
    "articles.change_institution",
]


def may_remove(user: User) -> bool:
    """Tell whether this user may remove the demonstration."""
    return user.has_perms(RIGHTS)


def remove_view(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Show what goes with the demonstration; on POST with ``remove``, remove it."""
    if not may_remove(request.user):
        raise PermissionDenied
    if request.method == "POST" and "remove" in request.POST:
        if remove_demonstration(by=request.user):
            sentence = gettext("The demonstration has been removed.")
        else:
            sentence = gettext("The demonstration had been removed already.")
        messages.success(request, sentence)
        return HttpResponseRedirect(reverse("admin:index"))
    plan = plan_removal()
    if plan is None:
        raise Http404
    context = {
        **site.each_context(request),
        "title": gettext("Remove the demonstration"),
        "plan": plan,
        "others": [(each, each._meta.verbose_name) for each in plan.others],
    }
    return render(request, "admin/remove_demonstration.html", context)
