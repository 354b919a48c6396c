"""Notes of a file that has several lists of them, one at the end of each section."""

from dataclasses import replace
from string import ascii_lowercase

from articles.importing.ledger import Ledger
from articles.importing.understanding.notes.listed import NotesList, RawNote, take_list
from articles.importing.understanding.notes.markers import (
    Numbering,
    cited_labels,
    find_markers,
    numbering,
)
from articles.importing.understanding.notes.shapes import is_heading
from articles.importing.writing.escaping import replace_markers

MOST_LISTS = 40


def take_lists(ledger: Ledger, start: int) -> NotesList | None:
    """Take the last list of notes, and those above it that their sections cite.

    A label that comes again gets a letter, in the list and in its section's markers.
    Of more lists than sections can be, only the last is one.
    """
    found: list[NotesList] = []
    if sum(map(is_heading, ledger.lines)) > MOST_LISTS:
        return take_list(ledger, start)
    stop = len(ledger.lines)
    while len(found) < MOST_LISTS:
        notes = _next(ledger, start, stop, is_first=not found)
        if notes is None:
            break
        found.insert(0, notes)
        stop = notes.start
    if len(found) < 2:
        return found[0] if found else None
    _relabel(ledger, start, found)
    raw = [note for notes in found for note in notes.notes]
    return NotesList(raw, found[-1].start, found[-1].stop)


def _next(ledger: Ledger, start: int, stop: int, *, is_first: bool) -> NotesList | None:
    """The last list above a line; above another list it must be headed and cited."""
    if is_first:
        return take_list(ledger, start)
    trial = Ledger("\n".join(ledger.lines[:stop]))
    notes = take_list(trial, start, is_headed=True)
    if notes is None:
        return None
    labels = {note.label for note in notes.notes}
    before = "\n".join(ledger.lines[start : notes.start])
    if len(labels & cited_labels(before)) * 2 < len(labels):
        return None
    return take_list(ledger, start, stop=stop, is_headed=True)


def _relabel(ledger: Ledger, start: int, found: list[NotesList]) -> None:
    used: set[str] = set()
    above = start
    for notes in found:
        own = numbering(note.label for note in notes.notes)
        new = _new_labels(notes.notes, used)
        for index in range(above, notes.start):
            if ledger.is_free(index) and new:
                line = ledger.lines[index]
                ledger.lines[index] = _with_labels(line, new, own)
        for note in notes.notes:
            if note.label in new:
                ledger.repair(
                    "label-repeated", label=note.label, new_label=new[note.label]
                )
            note.label = new.get(note.label, note.label)
            used.add(note.label)
        above = notes.stop


def _new_labels(notes: list[RawNote], used: set[str]) -> dict[str, str]:
    """A label with a free letter for each that another section has."""
    new: dict[str, str] = {}
    for note in notes:
        if note.label in used:
            free = (f"{note.label}{letter}" for letter in ascii_lowercase)
            label = next((label for label in free if label not in used), "")
            if label and note.label.isdigit():
                new[note.label] = label
    return new


def _with_labels(line: str, new: dict[str, str], own: Numbering) -> str:
    """A line whose markers cite the new labels."""
    markers = [
        replace(marker, labels=tuple(new.get(label, label) for label in marker.labels))
        for marker in find_markers(line, own)
    ]
    return replace_markers(line, markers)
