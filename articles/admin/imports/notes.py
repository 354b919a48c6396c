"""The notes of a text that came in: their forms and their states."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import text
from articles.admin.widgets import LinesTextarea, check_source
from articles.importing import ManuscriptNote
from articles.importing.understanding.notes.numbering import lacks_link
from articles.models.article.endnote import (
    Endnote,
    to_label,
    validate_label,
    validate_link,
)


class NoteForm(forms.Form):
    """One note: its number, its text and its link.

    ``was`` is the number under which the text of the page cites it: another one than
    ``label`` only where the change was refused.
    """

    label = forms.CharField(
        validators=[validate_label],
        widget=forms.TextInput({"size": 4, "class": "note-label", "maxlength": 8}),
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        required=False, strip=False, widget=LinesTextarea({"class": "note-text"})
    )
    link = forms.CharField(
        required=False,
        max_length=Endnote._meta.get_field("link").max_length,
        validators=[validate_link],
        widget=forms.TextInput({"inputmode": "url", "placeholder": _("Link")}),
    )

    def __init__(self, note: ManuscriptNote, *args: Any, **kwargs: Any) -> None:
        self.note = note
        initial = {
            "label": note.label,
            "was": note.label,
            "text": note.text,
            "link": note.link,
        }
        super().__init__(*args, initial=initial, **kwargs)
        said = {"label": self.number}
        names = {
            "label": gettext("Note %(label)s: number"),
            "text": gettext("Note %(label)s: text"),
            "link": gettext("Note %(label)s: link"),
        }
        for name, words in names.items():
            self.fields[name].widget.attrs["aria-label"] = words % said
        self.fields["text"].widget.attrs["rows"] = 2

    @property
    def number(self) -> str:
        """The label under which the text cites this note now."""
        return text.normal_label(self["was"].value() or "") or self.note.label

    @property
    def wanted(self) -> str:
        """The label as it is typed."""
        said = self["label"].value()
        return self.number if said is None else to_label(said)

    def clean_text(self) -> str:
        return check_source(self.cleaned_data["text"])

    def value_of(self, name: str) -> str:
        return (self[name].value() or "").strip()


class MergeForm(forms.Form):
    """One checkbox for each group of notes that say the same."""

    def __init__(self, groups: dict[str, tuple[str, ...]], *args: Any) -> None:
        super().__init__(*args, prefix="merge")
        self.groups = groups
        for key, (first, *others) in groups.items():
            said = {"others": ", ".join(others), "first": first}
            label = gettext("Make notes %(first)s and %(others)s one: note %(first)s")
            self.fields[key] = forms.BooleanField(label=label % said, required=False)

    @property
    def chosen(self) -> tuple[tuple[str, ...], ...]:
        """The groups that are to become one note each."""
        return tuple(group for key, group in self.groups.items() if self[key].value())


def with_new_numbers(
    data: QueryDict, notes: Sequence[NoteForm], fixed: Sequence[str]
) -> QueryDict:
    """Return what was sent with markers and "supra note 8" under the numbers typed.

    ``fixed`` are labels of notes that have no form. Where that cannot be done, it
    comes back as it was, and ``check_numbers`` says why.
    """
    new = {form.number: form.wanted for form in notes if form.number != form.wanted}
    labels = [form.wanted for form in notes] + [*fixed]
    if (
        not new
        or len({*labels}) < len(labels)
        or not all(map(text.normal_label, labels))
    ):
        return data
    known = {form.number for form in notes} | {*fixed}
    try:
        source = text.with_new_labels(
            data.get("source", "").replace("\r\n", "\n"), known, new
        )
    except (text.CannotRelabel, text.SourceTooLong):
        return data
    changed = data.copy()
    changed["source"] = source
    for form in notes:
        changed[form.add_prefix("was")] = form.wanted
        said = form["text"].value() or ""
        changed[form.add_prefix("text")] = text.with_new_numbers(said, new)
    return changed


def check_numbers(notes: Sequence[NoteForm], fixed: Sequence[str]) -> None:
    """Say at each number that could not be given why not."""
    count = Counter([*(form.wanted for form in notes), *fixed])
    changed = [form for form in notes if form.wanted != form.number]
    blamed = {form.wanted for form in changed}
    twice = [
        form
        for form in notes
        if count[form.wanted] > 1 and (form in changed or form.wanted not in blamed)
    ]
    refuse(twice, _("Two notes have this number."), "twice")
    if not any(form.has_error("label") for form in notes):
        message = _(
            "The old number is kept: the markers of this text cannot be told apart"
            " from other numbers in brackets. Write each marker as [^8], or put the"
            " old number back."
        )
        refuse(changed, message, "unclear")


def refuse(notes: Sequence[NoteForm], message: str, code: str) -> None:
    for form in notes:
        if not form.has_error("label"):
            form.add_error("label", forms.ValidationError(message, code))


class NoteStates:
    """What the markers of a source and these notes say of one another.

    ``groups`` are the labels of notes that say the same, by a key that stays while
    they do; ``cited`` tells how often each label is cited. A text that is too long to
    be rendered has neither.
    """

    def __init__(self, source: str, notes: Sequence[ManuscriptNote]) -> None:
        self.notes = notes
        self.there = [note for note in notes if not note.is_missing]
        rows = [text.Note(each.label, each.text, each.link) for each in self.there]
        self.groups: dict[str, tuple[str, ...]] = {}
        self.cited: Counter[str] = Counter()
        try:
            markers = text.markers_in(source, {note.label for note in self.there})
            found = text.analyse_notes(source, rows).groups
        except text.SourceTooLong:
            return
        self.cited = Counter(markers)
        self.groups = {each.key: each.labels for each in found if not each.places}

    def rows(self) -> list[dict[str, Any]]:
        """Return the state of each note."""
        same = {label: group for group in self.groups.values() for label in group}
        return [
            {
                "label": note.label,
                "cited": self.cited[note.label],
                "is_missing": note.is_missing,
                "same": [
                    each for each in same.get(note.label, ()) if each != note.label
                ],
                "lacks_link": lacks(note),
            }
            for note in self.notes
        ]

    def balance(self) -> dict[str, Any]:
        """Return counts that add up, and the labels of what does not."""
        labels = {note.label for note in self.notes}
        there = [note.label for note in self.there]
        return {
            "markers": self.cited.total(),
            "notes": len(there),
            "matched": sum(label in self.cited for label in there),
            "missing": [note.label for note in self.notes if note.is_missing],
            "without_note": [label for label in self.cited if label not in labels],
            "unused": [label for label in there if label not in self.cited],
            "same": [" = ".join(group) for group in self.groups.values()],
            "without_link": [note.label for note in self.there if lacks(note)],
        }


def lacks(note: ManuscriptNote) -> bool:
    """Tell whether a note announces an address, and has none."""
    return not note.link and lacks_link(note.text)
