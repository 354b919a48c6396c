"""Notes that no plugin made: linked ones in the HTML, and lists that were typed."""

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup

from articles.importing.ledger import Ledger
from articles.importing.readers.web.lists import take_unlinked
from articles.importing.readers.web.notes import take_linked
from articles.importing.understanding.notes.listed import RawNote, take_list
from articles.importing.understanding.notes.markers import find_markers, numbering
from articles.importing.understanding.notes.numbering import fill_gaps, label_notes
from articles.importing.writing.escaping import replace_markers
from articles.importing.writing.markdown import to_markdown
from articles.text.source import code_lines

# Of what was taken with the notes, this says nothing that is lost.
_SIGNS = {"way-back", "notes-heading", "note-name"}
_MARKER = re.compile(r"\[\^(\d{1,3}[a-z]?)\]")
_ESCAPED = re.compile(r"(?:\\(\[\d{1,3}[a-z]?\]:)|(\d{1,3}[a-z]?)\\([.)]))(?=\s|$)")


def take_from_tree(page: BeautifulSoup, ledger: Ledger) -> list[RawNote]:
    """Take the notes of a tree whose markers are links, or stand above a list."""
    notes = take_linked(page, page, ledger) or take_unlinked(page, page, ledger)
    return [
        RawNote(note.label, to_markdown(note.content, escape_numbers=True).split("\n"))
        for note in notes
    ]


def take_typed(markdown: str, ledger: Ledger) -> tuple[str, list[RawNote]]:
    """Take a list of notes that was typed under a text, and make markers of ``[7]``."""
    written = markdown.split("\n")
    code = code_lines(written)
    lines = Ledger("\n".join(map(_without_escape, written)))
    found = take_list(lines, 0)
    if found is None:
        return markdown, []
    known = numbering(note.label for note in found.notes)
    kept: list[str] = []
    for index in lines.rest():
        line = written[index]
        if not code[index]:
            line = replace_markers(line, find_markers(line, known, is_markdown=True))
        if line.strip() or (kept and kept[-1].strip()):
            kept.append(line)
    for entry in lines.left_out():
        ledger.leave_words(entry.code, entry.text)
    return "\n".join(kept).strip("\n"), found.notes


def _without_escape(line: str) -> str:
    """Return a line with the label at its start as somebody typed it."""
    found = _ESCAPED.match(line)
    if not found:
        return line
    return f"{found[1] or f'{found[2]}{found[3]}'}{line[found.end() :]}"


def settled(source: str, raw: Sequence[RawNote], ledger: Ledger) -> dict[str, str]:
    """Return the notes by their labels, "" for each that is cited and not there."""
    notes = label_notes(raw, ledger, lambda lines: "\n".join(lines).strip())
    rows = fill_gaps(notes, _MARKER.findall(source), ledger)
    return {note.label: note.text for note in rows}


def remarks_of(ledger: Ledger) -> list[str]:
    """Say what was left out with the notes, and what was mended."""
    remarks = [
        f"Left out with the notes: {' '.join(entry.text.split())[:200]}"
        for entry in ledger.left_out()
        if entry.code not in _SIGNS
    ]
    codes = ", ".join(dict.fromkeys(entry.code for entry in ledger.repaired))
    return [*remarks, f"Mended in the notes: {codes}."] if codes else remarks
