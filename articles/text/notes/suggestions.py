"""What the notes of an article say of one another."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.values import Note, Words

from .entries import read_entries
from .references import find_reference
from .relabelling import markers_in
from .sources import NoteGroup, group_notes
from .targets import Reference, references_in


@dataclass(frozen=True, slots=True)
class NoteAnalysis:
    """Notes with one source, and which note each "Ibid." means."""

    groups: tuple[NoteGroup, ...]
    references: tuple[Reference, ...]


def analyse_notes(source: str, notes: Sequence[Note]) -> NoteAnalysis:
    """Return what can be told of the notes of this source. Raises SourceTooLong."""
    entries = read_entries(notes, Words(), [])
    references: tuple[Reference, ...] = ()
    # A text is read for the order of its markers alone, and most have no "Ibid.".
    if any(find_reference(entry.plain) for entry in entries):
        markers = markers_in(source, {entry.label for entry in entries} - {""})
        references = references_in(entries, markers)
    return NoteAnalysis(group_notes(entries), references)
