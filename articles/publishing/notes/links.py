"""Move links and dates of access from the text of notes into their own fields."""

from collections.abc import Collection
from dataclasses import dataclass

from articles import text
from articles.models import Article, Endnote, User

from .changes import CannotChangeNotes, Notes, change_notes

LONGEST_LINK = 2000
FIELDS = ["text", "link", "archived_link", "archived_on", "accessed_on"]


@dataclass(frozen=True, slots=True)
class Lift:
    """A note whose text holds what has a field of its own."""

    label: str
    key: str
    before: str
    lifted: text.ExtractedLinks


def extract_note_links(
    article: Article,
    labels: Collection[str] | None = None,
    *,
    by: User | None,
    seen: int | None = None,
) -> Article:
    """Move what stands at the end of these notes into their fields; of all without.

    Raises StaleVersion, CannotChangeNotes; undone by ``undo_notes``.
    """

    def move(notes: Notes) -> str:
        lifts = [
            each
            for each in lifts_of(notes, article.left_alone if labels is None else ())
            if labels is None or each.label in labels
        ]
        if not lifts:
            raise CannotChangeNotes("nothing-to-lift")
        for each in lifts:
            place(notes[each.label], each.lifted)
        changed = [notes[each.label] for each in lifts]
        Endnote.objects.bulk_update(changed, FIELDS)
        return ", ".join(each.label for each in lifts)

    return change_notes(article, move, what="lift links", by=by, seen=seen)


def lifts_of(notes: Notes, left_alone: Collection[str]) -> list[Lift]:
    """Return what can be lifted, and is not to be left alone."""
    lifts = (
        Lift(note.label, f"lift-{note.uid}", note.text, text.extract_links(note.text))
        for note in notes.values()
    )
    return [
        each
        for each in lifts
        if each.key not in left_alone and has_room(notes[each.label], each.lifted)
    ]


def has_room(note: Endnote, lifted: text.ExtractedLinks) -> bool:
    """Tell whether there is something to be lifted, and its fields are empty."""
    is_free = (
        not (lifted.link and note.link)
        and not (lifted.archived_link and note.archived_link)
        and not (lifted.accessed_on and note.accessed_on)
    )
    is_short = max(len(lifted.link), len(lifted.archived_link)) <= LONGEST_LINK
    return lifted.has_parts and is_free and is_short


def place(note: Endnote, lifted: text.ExtractedLinks) -> None:
    note.text = lifted.text
    note.link = lifted.link or note.link
    if lifted.archived_link:
        note.archived_link = lifted.archived_link
        note.archived_on = text.archive_day(lifted.archived_link)
    note.accessed_on = lifted.accessed_on or note.accessed_on
