"""The rows of an article's form: its byline, its notes, its corrections."""

from collections import Counter
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.base import MOST_ROWS, ZonedFields, row_count
from articles.admin.widgets import LinesTextarea, PlaceInput, check_source
from articles.models import Byline, Correction, Endnote
from articles.models.article.endnote import to_label
from articles.text import find_reference

from .form import compare_with_what_is_stored

MOST_GAPS = 20  # rows that were counted and not sent


class PlacedForm(forms.ModelForm):
    """A row of a list that has an order. Each field says its name, as a row has none."""

    class Meta:
        widgets = {"position": PlaceInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            compare_with_what_is_stored(self)
        for field in self.fields.values():
            if not field.widget.is_hidden:
                field.widget.attrs.setdefault("aria-label", field.label)


class RowsFormSet(forms.BaseInlineFormSet):
    """Rows that someone else has deleted meanwhile come back as new ones.

    Django would refuse them for ever, since the row they belong to is no more; and
    what was typed into them would be lost. ``lost_rows`` counts them: they stand before
    those that are new.
    """

    lost_rows = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.data = with_rows_that_were_sent(self.data, self.prefix)
        if self.is_bound and self.instance.pk:
            known = {str(key) for key in self.queryset.values_list("pk", flat=True)}
            sent, name = self.data, f"{self.prefix}-INITIAL_FORMS"
            self.data = with_lost_rows_as_new(sent, self.prefix, known)
            self.lost_rows = row_count(sent, name) - row_count(self.data, name)

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete")


def with_rows_that_were_sent(data: Any, prefix: str) -> Any:
    """Return the data with few more rows counted than it brings.

    A count far above them would have that many forms made, and each of them judged.
    """
    name, start = f"{prefix}-TOTAL_FORMS", f"{prefix}-"
    numbers = {
        row_number(key.removeprefix(start).split("-")[0])
        for key in data
        if key.startswith(start)
    } - {-1}
    said = row_count(data, name)
    most = min(max(numbers, default=-1) + 1, len(numbers) + MOST_GAPS)
    count = str(min(said, most))
    if not said or data[name] == count:
        return data
    counted = data.copy()
    counted[name] = count
    return counted


def row_number(text: str) -> int:
    """Return the number of a row, or -1 where it is none that a form can have."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else -1
    return number if number < MOST_ROWS else -1


def with_lost_rows_as_new(data: Any, prefix: str, known: set[str]) -> Any:
    """Return the data with the rows whose key is unknown moved behind the known."""
    rows = range(row_count(data, f"{prefix}-INITIAL_FORMS"))
    lost = [i for i in rows if data.get(f"{prefix}-{i}-id") not in known]
    if not lost:
        return data
    order = [*(i for i in rows if i not in lost), *lost]
    moved = data.copy()
    for old in rows:
        for name in [name for name in data if name.startswith(f"{prefix}-{old}-")]:
            del moved[name]
    for new, old in enumerate(order):
        start = f"{prefix}-{old}-"
        for name in [name for name in data if name.startswith(start)]:
            field = name.removeprefix(start)
            is_lost_key = field == "id" and old in lost
            values = [""] if is_lost_key else data.getlist(name)
            moved.setlist(f"{prefix}-{new}-{field}", values)
    moved[f"{prefix}-INITIAL_FORMS"] = str(len(rows) - len(lost))
    return moved


class BylineInline(admin.TabularInline):
    """Who wrote it, in order."""

    model = Byline
    form = PlacedForm
    formset = RowsFormSet
    extra = 0
    fields = ["author", "role", "affiliation", "position"]
    autocomplete_fields = ["author"]


class EndnoteForm(PlacedForm):
    """One note. Whether its number is free is for all the rows together to say."""

    class Meta(PlacedForm.Meta):
        widgets = PlacedForm.Meta.widgets | {
            "label": forms.TextInput({"size": 4}),
            "link": forms.TextInput({"inputmode": "url", "placeholder": _("Link")}),
            "link_is_dead": forms.Select(
                choices=[(False, _("Link works")), (True, _("Link is dead"))]
            ),
            "archived_link": forms.TextInput(
                {"inputmode": "url", "placeholder": _("Archived copy")}
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A Markdown field insists on an editor of its own; not one in every row.
        if "text" in self.fields:
            text = self.fields["text"]
            attrs = {"rows": 3, "class": "note-text", "aria-label": text.label}
            text.widget = LinesTextarea(attrs)
        for name in {"archived_on", "accessed_on"} & self.fields.keys():
            field = self.fields[name]
            field.widget.attrs["placeholder"] = field.label

    def clean_label(self) -> str:
        """Write digits in ASCII here, so that two ways to write 12 are one number."""
        return to_label(self.cleaned_data["label"])

    def clean_text(self) -> str:
        """Refuse what cannot be rendered; a note is rendered as a text of its own."""
        return check_source(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        """Forget what an "Ibid." was said to mean where another reference is typed."""
        cleaned = super().clean()
        before, after = self.initial.get("text", ""), self.cleaned_data.get("text", "")
        if self.instance.refers_to and reference_in(before) != reference_in(after):
            self.instance.refers_to = None
        return cleaned

    def validate_constraints(self) -> None:
        exclude = self._get_validation_exclusions() | {"label"}
        try:
            self.instance.validate_constraints(exclude=exclude)
        except forms.ValidationError as error:
            self._update_errors(error)


def reference_in(note: str) -> tuple[str, str, str] | None:
    """Return what a note says of another note, but for pages and the like."""
    found = find_reference(note)
    return (found.kind, found.head, found.label) if found else None


class EndnoteFormSet(RowsFormSet):
    """All notes of an article; two of them may change numbers in one save."""

    def validate_unique(self) -> None:
        """Say of each row whose number another has, here or saved by someone else."""
        rows = [form for form in self.forms if form not in self.deleted_forms]
        labels = Counter(
            form.cleaned_data.get("label") for form in rows if form.cleaned_data
        )
        known = [form.instance.pk for form in self.initial_forms]
        saved = set()
        if self.instance.pk:
            others = Endnote.objects.filter(article=self.instance).exclude(pk__in=known)
            saved = set(others.values_list("label", flat=True))
        for form in rows:
            label = form.cleaned_data.get("label") if form.cleaned_data else None
            if not label:
                continue
            if labels[label] > 1:
                form.add_error(
                    "label",
                    self.refusal(_("Two notes have the number %(label)s."), label),
                )
            elif label in saved:
                form.add_error(
                    "label",
                    self.refusal(
                        _(
                            "Someone else has added a note %(label)s. Give yours another number."
                        ),
                        label,
                    ),
                )

    def refusal(self, sentence: Any, label: str) -> forms.ValidationError:
        return forms.ValidationError(sentence, "label-taken", {"label": label})

    def save(self, commit: bool = True) -> list[Endnote]:  # noqa: FBT001, FBT002 -- Django's signature
        if commit:
            self.free_labels()
        return super().save(commit=commit)

    def free_labels(self) -> None:
        """Take the old numbers off the rows that go or get new ones."""
        for form in self.initial_forms:
            if "label" in form.changed_data or form in self.deleted_forms:
                rows = Endnote.objects.filter(pk=form.instance.pk)
                rows.update(label=f"~{form.instance.pk % 10**7}")


class EndnoteInline(admin.TabularInline):
    """The notes, in order."""

    model = Endnote
    form = EndnoteForm
    formset = EndnoteFormSet
    extra = 0
    fields = [
        "label",
        "text",
        "link",
        "link_is_dead",
        "archived_link",
        "archived_on",
        "accessed_on",
        "state",
        "refers_to_note",
        "position",
    ]
    readonly_fields = ["refers_to_note"]

    @admin.display(description=_("Refers to"))
    def refers_to_note(self, note: Endnote) -> str:
        """Say which note its "Ibid." leads to."""
        label = getattr(note, "refers_to_label", None)
        return f"→ {label}" if label else ""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        meant = Endnote.objects.filter(
            article=models.OuterRef("article"), uid=models.OuterRef("refers_to")
        )
        label = models.Subquery(meant.values("label")[:1])
        return super().get_queryset(request).annotate(refers_to_label=label)


class CorrectionInline(ZonedFields, admin.TabularInline):
    """What was put right after publication."""

    model = Correction
    form = PlacedForm
    formset = RowsFormSet
    extra = 0
    fields = ["at", "level", "text"]
