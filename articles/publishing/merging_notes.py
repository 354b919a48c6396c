"""Make one note of several with the same source."""

from collections.abc import Mapping, Sequence

from articles import text
from articles.models import Article, Endnote, User

from .rebuilding import ready_notes
from .revising import CannotChangeNotes, Notes, change_notes

CHANGED = [
    "text", "link", "link_is_dead", "archived_link", "archived_on", "accessed_on",
    "refers_to",
]  # fmt: skip


def merge_notes(
    article: Article,
    keep: str,
    others: Sequence[str],
    *,
    by: User | None,
    seen: int | None = None,
) -> Article:
    """Let the markers of the other notes lead to the note ``keep``, and delete those.

    All are labels. What the kept note lacks of link, archived copy and date of access,
    it takes from the others; each "Ibid." goes on meaning what it meant.
    Raises StaleVersion, CannotChangeNotes; undone by ``undo_notes``.
    """
    others = list(dict.fromkeys(others))

    def merge(notes: Notes) -> str:
        for label in (keep, *others):
            if label not in notes or notes[label].state == Endnote.State.MISSING:
                raise CannotChangeNotes("no-such-note", label)
        if not others or keep in others:
            raise CannotChangeNotes("nothing-to-merge")
        gone = [notes[label] for label in others]
        complete(notes[keep], gone)
        follow(article, notes, dict.fromkeys(others, keep))
        Endnote.objects.filter(pk__in=[note.pk for note in gone]).delete()
        rest = [note for note in notes.values() if note not in gone]
        Endnote.objects.bulk_update(rest, CHANGED)
        return " = ".join((keep, *others))

    return change_notes(article, merge, what="merge notes", by=by, seen=seen)


def complete(kept: Endnote, others: Sequence[Endnote]) -> None:
    """Give a note what it lacks and another has."""
    for other in others:
        if other.link and not kept.link:
            kept.link, kept.link_is_dead = other.link, other.link_is_dead
        if other.archived_link and not kept.archived_link:
            kept.archived_link = other.archived_link
            kept.archived_on = other.archived_on
        kept.accessed_on = kept.accessed_on or other.accessed_on


def follow(article: Article, notes: Notes, new: Mapping[str, str]) -> None:
    """Let markers and back references lead to the notes that take others' places.

    ``new`` maps the labels that go to those that stay. Saves nothing.
    """
    meant_before = meanings(article, notes)
    try:
        article.source = text.with_new_labels(article.source, notes.keys(), new)
    except text.CannotRelabel as error:
        raise CannotChangeNotes("markers-unclear") from error
    uids = {notes[old].uid: notes[label].uid for old, label in new.items()}
    staying = {label: note for label, note in notes.items() if label not in new}
    for note in staying.values():
        note.text = text.with_new_numbers(note.text, new)
        if note.refers_to:
            note.refers_to = uids.get(note.refers_to, note.refers_to)
    meant_now = meanings(article, staying)
    for label, note in staying.items():
        meant = meant_before.get(label, "")
        meant = new.get(meant, meant)
        if meant not in ("", label, meant_now.get(label)):
            note.refers_to = notes[meant].uid


def meanings(article: Article, notes: Notes) -> dict[str, str]:
    """Return which note each back reference means, both by label."""
    ready = ready_notes(notes.values())
    found = text.understand(article.source, ready).references
    return {each.label: each.means for each in found}
