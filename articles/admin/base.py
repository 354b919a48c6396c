"""The base of every admin page of ours: what is saved or deleted is written down."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db import DataError, models, transaction
from django.forms import Field, ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch
from django.utils import timezone

from articles import wording
from articles.audit import record
from articles.models.validators import validate_moment
from articles.moderation.limits import DiskFull, check_room
from articles.publishing.addresses import paths_of, redirect_old_paths
from articles.wording import zone_note

from .widgets import LinesTextarea, MomentWidget

WIDGETS = {
    models.TextField: {"widget": LinesTextarea},
    models.DateTimeField: admin.options.FORMFIELD_FOR_DBFIELD_DEFAULTS[
        models.DateTimeField
    ]
    | {"widget": MomentWidget},
}
LONGEST_NUMBER = 10  # digits; a database holds no more
MOST_ROWS = 1000  # as many as Django's own forms take


def moment_text(moment: datetime) -> str:
    """Write a moment in the site's zone, and say which that is."""
    local = timezone.localtime(moment)
    return f"{local:%Y-%m-%d %H:%M} {local.tzname()}"


def version_in(request: HttpRequest, name: str) -> int:
    """Return the version that a page showed and sends back; of nonsense, a stale one."""
    said = request.POST.get(name, "")
    is_number = said.isascii() and said.isdecimal() and len(said) < LONGEST_NUMBER
    return int(said) if is_number else 0


class ZonedFields:
    """The part of an admin page that takes moments, and writes the zone beside them."""

    formfield_overrides = WIDGETS

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(db_field, models.DateTimeField):
            zone = zone_note(timezone.get_current_timezone_name())
            field.help_text = f"{field.help_text} {zone}".strip()
            field.widget.say(field.label)
            field.validators.append(validate_moment)
        return field


class AuditedAdmin(ZonedFields, admin.ModelAdmin):
    """A ModelAdmin whose saves and deletions go through the audit.

    ``is_public`` says whether readers may notice them; ``secret`` names the fields
    that must not be found out through the list's filters either.
    """

    is_public = True
    secret: tuple[str, ...] = ()
    list_per_page = 50
    save_on_top = False

    def view_on_site(self, obj: models.Model) -> str | None:
        """Return its address, straight: Django's detour tells it to any staff."""
        address = getattr(obj, "get_absolute_url", None)
        if not address or not self.is_on_site(obj):
            return None
        try:
            return address()
        except NoReverseMatch:
            # A refused form has left what was typed in the record: no address.
            return None

    def is_on_site(self, obj: models.Model) -> bool:
        """Tell whether readers find it at its address."""
        return True

    def lookup_allowed(
        self, lookup: str, value: Any, request: HttpRequest | None = None
    ) -> bool:
        if lookup.split("__")[0] in self.secret:
            return False
        return super().lookup_allowed(lookup, value, request)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Return the list; take a number that is too large like any wrong filter.

        Django does so with what it notices itself, but this comes out in the database.
        """
        try:
            return super().get_changelist_instance(request)
        except (DataError, OverflowError, ValueError) as error:
            raise IncorrectLookupParameters(error) from error

    def save_model(
        self,
        request: HttpRequest,
        obj: models.Model,
        form: ModelForm,
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        super().save_model(request, obj, form, change)
        if change and not form.changed_data:
            return
        changed = ", ".join(form.changed_data)
        what = "change" if change else "add"
        record(what, obj, by=request.user, after=changed, is_public=self.is_public)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        with transaction.atomic():
            record("delete", obj, by=request.user, is_public=self.is_public)
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        with transaction.atomic():
            for each in queryset:
                self.delete_model(request, each)


def refuse_without_room() -> None:
    """Raise ValidationError where the disk has no room for a file."""
    try:
        check_room()
    except DiskFull:
        raise forms.ValidationError(wording.NO_ROOM, "no-room") from None


class StoredFiles:
    """The part of an admin page that deletes what a failed save has stored.

    Saving adds the paths to ``request.stored_files``; ``delete_unused`` is a static
    method that deletes those of them that no row has.
    """

    delete_unused: Callable[[Iterable[str]], None]

    def changeform_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        request.stored_files = set()
        try:
            return super().changeform_view(request, *args, **kwargs)
        finally:
            # The transaction has ended, well or not.
            if request.stored_files:
                self.delete_unused(request.stored_files)


class AddressedAdmin(AuditedAdmin):
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
            redirect_old_paths(obj, paths_of(former))


def row_count(data: Any, name: str) -> int:
    """Return how many rows the form says it has; never so many that it matters."""
    said = data.get(name, "")
    if not (said.isascii() and said.isdecimal()):
        return 0
    return min(int(said[:LONGEST_NUMBER]), MOST_ROWS)
