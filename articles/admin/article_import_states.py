"""Every marker and note of a text that came in, and how they fit."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from articles import text
from articles.importing import ManuscriptNote
from articles.importing.assembly import lacks_link


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
            found = text.understand(source, rows).groups
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
