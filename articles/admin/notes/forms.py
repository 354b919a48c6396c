"""What the box of notes sends, and the act that each of its buttons calls."""

from typing import Any

from django import forms

from articles.models import Article, User
from articles.models.article.endnote import to_label
from articles.publishing import (
    dismiss_suggestion,
    extract_note_links,
    link_references,
    merge_notes,
    renumber_notes,
    restore_suggestion,
    undo_notes,
    unlink_reference,
)


class NotesForm(forms.Form):
    """One button of the box, and the version of the article that its page showed.

    ``is_change`` tells whether it changes what the article says.
    """

    is_change = True
    seen_version = forms.IntegerField()

    def __init__(self, article: Article, data: Any = None) -> None:
        super().__init__(data)
        self.article = article

    @property
    def seen(self) -> int:
        return self.cleaned_data["seen_version"]


class MergeForm(NotesForm):
    """The labels of one group; the first is the note that stays."""

    labels = forms.CharField()

    def save(self, by: User) -> Article:
        keep, *others = self.cleaned_data["labels"].split()
        return merge_notes(self.article, keep, others, by=by, seen=self.seen)


class LinkAllForm(NotesForm):
    """All references whose note is clear."""

    def save(self, by: User) -> Article:
        return link_references(self.article, by=by, seen=self.seen)


class LinkForm(NotesForm):
    """One reference, and the number of the note that the editor says it means."""

    label = forms.CharField()
    means = forms.CharField()

    def save(self, by: User) -> Article:
        label, means = self.cleaned_data["label"], to_label(self.cleaned_data["means"])
        return link_references(self.article, {label: means}, by=by, seen=self.seen)


class UnlinkForm(NotesForm):
    label = forms.CharField()

    def save(self, by: User) -> Article:
        label = self.cleaned_data["label"]
        return unlink_reference(self.article, label, by=by, seen=self.seen)


class LiftForm(NotesForm):
    """One note, or all of them."""

    label = forms.CharField(required=False)

    def save(self, by: User) -> Article:
        labels = self.cleaned_data["label"].split() or None
        return extract_note_links(self.article, labels, by=by, seen=self.seen)


class UndoForm(NotesForm):
    def save(self, by: User) -> Article:
        return undo_notes(self.article, by=by, seen=self.seen)


class RenumberForm(NotesForm):
    def save(self, by: User) -> Article:
        return renumber_notes(self.article, by=by, seen=self.seen)


class LeaveForm(NotesForm):
    """The key of what is to be left as it is."""

    is_change = False
    key = forms.CharField(max_length=60)

    def save(self, by: User) -> Article:
        return dismiss_suggestion(
            self.article, self.cleaned_data["key"], seen=self.seen
        )


class AskAgainForm(NotesForm):
    is_change = False

    def save(self, by: User) -> Article:
        return restore_suggestion(self.article)


FORMS = {
    "ask-again": AskAgainForm,
    "leave": LeaveForm,
    "lift": LiftForm,
    "link": LinkForm,
    "link-all": LinkAllForm,
    "merge": MergeForm,
    "renumber": RenumberForm,
    "undo": UndoForm,
    "unlink": UnlinkForm,
}
