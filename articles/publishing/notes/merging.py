"""Make one note of several with the same source."""

from collections.abc import Iterable, Mapping, Sequence

from articles import text
from articles.models import Article, Endnote, User
from articles.publishing.derived import ready_notes

from .changes import CannotChangeNotes, Notes, change_notes

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

    All are labels. See ``merge_groups``.
    """
    return merge_groups(article, [(keep, *others)], by=by, seen=seen)


def merge_groups(
    article: Article,
    groups: Iterable[Sequence[str]],
    *,
    by: User | None,
    seen: int | None = None,
) -> Article:
    """Make one note of each group of labels, the first, in one change.

    What a kept note lacks of link, archived copy and date of access, it takes from the
    others; each "Ibid." goes on meaning what it meant.
    Raises StaleVersion, CannotChangeNotes; undone by ``undo_notes``.
    """
    settled = [tuple(dict.fromkeys(group)) for group in groups]

    def merge(notes: Notes) -> str:
        check_groups(settled, notes)
        new = {label: keep for keep, *others in settled for label in others}
        for keep, *others in settled:
            complete(notes[keep], [notes[label] for label in others])
        follow(article, notes, new)
        gone = [notes[label].pk for label in new]
        Endnote.objects.filter(pk__in=gone).delete()
        rest = [note for label, note in notes.items() if label not in new]
        Endnote.objects.bulk_update(rest, CHANGED)
        return "; ".join(" = ".join(group) for group in settled)

    return change_notes(article, merge, what="merge notes", by=by, seen=seen)


def check_groups(groups: Sequence[Sequence[str]], notes: Notes) -> None:
    """Refuse a group of less than two, and a note that has no text or is in two."""
    taken: set[str] = set()
    for group in groups:
        for label in group:
            is_missing = (
                label not in notes or notes[label].state == Endnote.State.MISSING
            )
            if is_missing or label in taken:
                raise CannotChangeNotes("no-such-note", label)
        taken.update(group)
    if not groups or min(map(len, groups)) < 2:
        raise CannotChangeNotes("nothing-to-merge")


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
    found = text.analyse_notes(article.source, ready).references
    return {each.label: each.means for each in found}
