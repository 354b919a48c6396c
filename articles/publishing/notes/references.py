"""Say which note "Ibid." means, or that it means none."""

from collections.abc import Mapping

from articles import text
from articles.models import Article, Endnote, User

from .changes import CannotChangeNotes, Notes, change_notes
from .merging import meanings


def link_references(
    article: Article,
    means: Mapping[str, str] | None = None,
    *,
    by: User | None,
    seen: int | None = None,
) -> Article:
    """Let back references lead to the notes they mean; ``means`` maps labels to labels.

    Without it, each leads where it seems to, but for those that an editor has taken
    back. Raises StaleVersion, CannotChangeNotes; undone by ``undo_notes``.
    """

    def link(notes: Notes) -> str:
        wanted = offered(article, notes) if means is None else means
        for label, meant in wanted.items():
            check_reference(notes, label, meant)
            notes[label].refers_to = notes[meant].uid
            key = reference_key(notes[label])
            article.left_alone = [each for each in article.left_alone if each != key]
        if not wanted:
            raise CannotChangeNotes("nothing-to-link")
        Endnote.objects.bulk_update([notes[label] for label in wanted], ["refers_to"])
        return ", ".join(wanted)

    return change_notes(article, link, what="link references", by=by, seen=seen)


def unlink_reference(
    article: Article, label: str, *, by: User | None, seen: int | None = None
) -> Article:
    """Take back what a note is said to refer to, and do not guess it again.

    Raises StaleVersion, CannotChangeNotes; undone by ``undo_notes``.
    """

    def unlink(notes: Notes) -> str:
        if label not in notes or notes[label].refers_to is None:
            raise CannotChangeNotes("no-reference", label)
        notes[label].refers_to = None
        notes[label].save(update_fields=["refers_to"])
        key = reference_key(notes[label])
        article.left_alone = [*dict.fromkeys([*article.left_alone, key])]
        return label

    return change_notes(article, unlink, what="unlink reference", by=by, seen=seen)


def offered(article: Article, notes: Notes) -> dict[str, str]:
    """Return what is clear, and neither linked nor taken back."""
    return {
        label: meant
        for label, meant in meanings(article, notes).items()
        if meant
        and notes[label].refers_to is None
        and reference_key(notes[label]) not in article.left_alone
    }


def check_reference(notes: Notes, label: str, meant: str) -> None:
    if label not in notes or text.find_reference(notes[label].text) is None:
        raise CannotChangeNotes("no-reference", label)
    if meant not in notes or meant == label:
        raise CannotChangeNotes("no-such-note", meant)


def reference_key(note: Endnote) -> str:
    return f"reference-{note.uid}"
