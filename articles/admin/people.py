"""Authors and topics, and the mergers of two that are one."""

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles.models import Article, Author, Merge, Topic
from articles.publishing import (
    CannotMerge,
    CannotUndo,
    index_all,
    merge,
    plan_merge,
    undo_merge,
)

from .base import AddressedAdmin, AuditedAdmin, moment_text
from .widgets import check_source

# As large as a key of a database can be, nearly.
NUMBER = re.compile(r"[0-9]{1,18}")
WHY_NOT = {
    "undone": _("This merge has been undone already."),
    "kept-gone": _(
        "The record that was kept is gone. Add the other one anew, and name it where it belongs."
    ),
    "taken": _(
        "Another record has its address now. Change that one’s address first, then undo the merge."
    ),
}


class MergeForm(forms.Form):
    """Which of the chosen records stays."""

    kept = forms.ModelChoiceField(
        queryset=None, label=_("Keep"), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(
        self, chosen: models.QuerySet, data: dict | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["kept"].queryset = chosen


class MergingAdmin(admin.ModelAdmin):
    """The part of an author's or topic's admin that merges what is chosen in its list."""

    actions = ["merge_chosen"]

    @admin.action(description=_("Merge into one"), permissions=["merge"])
    def merge_chosen(
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> HttpResponse | None:
        """Lead to the page that asks what to keep."""
        keys = sorted(queryset.values_list("pk", flat=True))
        if len(keys) < 2:
            sentence = gettext("Choose two or more that are one, then merge them.")
            self.message_user(request, sentence, messages.WARNING)
            return None
        name = f"admin:articles_{self.opts.model_name}_merge"
        url = reverse(name, args=["-".join(map(str, keys))])
        return HttpResponseRedirect(url)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and self.has_delete_permission(
            request
        )

    def get_urls(self) -> list:
        door = path(
            "<str:keys>/merge/",
            self.admin_site.admin_view(self.merge_view),
            name=f"articles_{self.opts.model_name}_merge",
        )
        return [door, *super().get_urls()]

    def merge_view(self, request: HttpRequest, keys: str) -> HttpResponse:
        """Show what would change; on POST, merge the others into what is kept."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        numbers = [int(key) for key in keys.split("-") if NUMBER.fullmatch(key)]
        chosen = self.model.objects.filter(pk__in=numbers).order_by("pk")
        if len(chosen) < 2:
            if request.method == "POST" and chosen:
                return self.say_gone(request)
            raise Http404
        kept = max(chosen, key=lambda each: (each.articles.count(), -each.pk))
        form = MergeForm(chosen, request.POST or request.GET or {"kept": kept.pk})
        if not form.is_valid():
            return self.show_merge(request, form, kept, chosen)
        kept = form.cleaned_data["kept"]
        if request.method == "POST" and "merge" in request.POST:
            return self.finish_merge(request, kept, chosen)
        return self.show_merge(request, form, kept, chosen)

    def show_merge(
        self,
        request: HttpRequest,
        form: MergeForm,
        kept: models.Model,
        chosen: models.QuerySet,
    ) -> HttpResponse:
        others = [each for each in chosen if each.pk != kept.pk]
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Merge into one"),
            "opts": self.opts,
            "form": form,
            "kept": kept,
            "chosen": chosen,
            "plans": [(other, plan_merge(kept, other)) for other in others],
        }
        return render(request, "admin/articles/merge.html", context)

    def finish_merge(
        self, request: HttpRequest, kept: models.Model, chosen: models.QuerySet
    ) -> HttpResponse:
        others = [each for each in chosen if each.pk != kept.pk]
        try:
            with transaction.atomic():
                for other in others:
                    merge(kept, other, by=request.user)
        except CannotMerge:
            return self.say_gone(request)
        said = ngettext(
            "%(count)d record is part of “%(kept)s” now. It can be undone under “Merges”.",
            "%(count)d records are part of “%(kept)s” now. It can be undone under “Merges”.",
            len(others),
        )
        words = {"count": len(others), "kept": str(kept)}
        self.message_user(request, said % words, messages.SUCCESS)
        name = f"admin:articles_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[kept.pk]))

    def say_gone(self, request: HttpRequest) -> HttpResponse:
        """Answer a second press of the button, or one that someone else forestalled."""
        sentence = gettext(
            "One of these is gone, perhaps merged a moment ago: see “Merges”."
            " Nothing has been changed."
        )
        self.message_user(request, sentence, messages.WARNING)
        name = f"admin:articles_{self.opts.model_name}_changelist"
        return HttpResponseRedirect(reverse(name))


@admin.register(Merge)
class MergeAdmin(AuditedAdmin):
    """What was merged, newest first; each can be undone."""

    list_display = ["removed_title", "kept_title", "kind", "by", "on", "state"]
    list_select_related = ["by"]
    search_fields = ["removed_title", "kept_title"]
    fields = readonly_fields = [
        "removed_title",
        "kept_title",
        "kind",
        "by",
        "on",
        "state",
    ]
    change_form_template = "admin/articles/merge_undo.html"

    @admin.display(description=_("kind of record"))
    def kind(self, merge: Merge) -> str:
        return {"author": gettext("Author"), "topic": gettext("Topic")}[merge.model]

    @admin.display(description=_("at"), ordering="at")
    def on(self, merge: Merge) -> str:
        return moment_text(merge.at)

    @admin.display(description=_("state"))
    def state(self, merge: Merge) -> str:
        if not merge.undone_at:
            return gettext("In force")
        return gettext("Undone on %(at)s") % {"at": moment_text(merge.undone_at)}

    def is_on_site(self, obj: Merge) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> bool:
        return False

    def get_urls(self) -> list:
        door = path(
            "<int:key>/undo/",
            self.admin_site.admin_view(require_POST(self.undo_view)),
            name="articles_merge_undo",
        )
        return [door, *super().get_urls()]

    def undo_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Undo the merge, or say why it cannot be undone."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        made = self.get_object(request, str(key))
        if made is None:
            raise Http404
        try:
            other = undo_merge(made, by=request.user)
        except CannotUndo as error:
            messages.error(request, WHY_NOT[str(error)])
        else:
            said = gettext("“%(name)s” is there again, with what was its own.")
            messages.success(request, said % {"name": str(other)})
        url = reverse("admin:articles_merge_change", args=[key])
        return HttpResponseRedirect(url)


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
