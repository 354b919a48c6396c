"""Number the notes in the order in which the text cites them."""

from collections.abc import Mapping
from dataclasses import dataclass

from articles import text
from articles.models import Article, Endnote, User

from .changes import CannotChangeNotes, Notes, change_notes

MOST_NOTES = 999


@dataclass(frozen=True, slots=True)
class NewNumber:
    """What becomes of one note; ``text`` and ``new_text`` differ in numbers alone."""

    old: str
    new: str
    text: str
    new_text: str


def renumbered(article: Article) -> list[NewNumber]:
    """Return what renumbering would do to each note, in their new order.

    Empty where all is in order. Raises CannotChangeNotes where it cannot be done.
    """
    notes = {note.label: note for note in article.endnotes.all()}
    new = new_numbers(article, notes)
    if not is_change(notes, new):
        return []
    with_markers(article, notes, new)
    return [
        NewNumber(label, new[label], note.text, text.with_new_numbers(note.text, new))
        for label, note in sorted(notes.items(), key=lambda each: int(new[each[0]]))
    ]


def renumber_notes(
    article: Article, *, by: User | None, seen: int | None = None
) -> Article:
    """Number markers and notes together by the first citation, the uncited last.

    "supra note 4" follows its note. Raises StaleVersion, CannotChangeNotes; undone by
    ``undo_notes``.
    """

    def renumber(notes: Notes) -> str:
        new = new_numbers(article, notes)
        if not is_change(notes, new):
            raise CannotChangeNotes("nothing-to-renumber")
        article.source = with_markers(article, notes, new)
        # Numbers are unique at every moment, so all are taken off before new ones.
        for note in notes.values():
            note.text = text.with_new_numbers(note.text, new)
            note.position = int(new[note.label])
        fresh = {note.pk: new[note.label] for note in notes.values()}
        for note in notes.values():
            note.label = f"~{note.pk % 10**7}"
        Endnote.objects.bulk_update(notes.values(), ["label", "text", "position"])
        for note in notes.values():
            note.label = fresh[note.pk]
        Endnote.objects.bulk_update(notes.values(), ["label"])
        return ", ".join(f"{a} → {b}" for a, b in new.items() if a != b)

    return change_notes(article, renumber, what="renumber notes", by=by, seen=seen)


def new_numbers(article: Article, notes: Notes) -> dict[str, str]:
    """Return the new label of each note, and of each marker without a note."""
    markers = text.markers_in(article.source, notes.keys())
    order = dict.fromkeys([*markers, *notes])
    if len(order) > MOST_NOTES:
        raise CannotChangeNotes("too-many-notes", str(MOST_NOTES))
    return {label: str(number) for number, label in enumerate(order, 1)}


def is_change(notes: Notes, new: Mapping[str, str]) -> bool:
    """Tell whether a number or the order of the rows changes."""
    rows = [int(new[label]) for label in notes]
    return rows != sorted(rows) or any(old != label for old, label in new.items())


def with_markers(article: Article, notes: Notes, new: Mapping[str, str]) -> str:
    try:
        return text.with_new_labels(article.source, notes.keys(), new)
    except text.CannotRelabel as error:
        raise CannotChangeNotes("markers-unclear") from error
