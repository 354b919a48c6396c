"""Plain text: an author's file, or an old page saved as text."""

import re
from collections.abc import Sequence

from articles.importing.decoding import Decoded, decode, refuse_markup
from articles.importing.ledger import Ledger
from articles.importing.manuscript import Manuscript
from articles.importing.understanding.finishing import Found, finish
from articles.importing.understanding.head import Head, read_head
from articles.importing.understanding.notes.definitions import take_definitions
from articles.importing.understanding.notes.markers import (
    Numbering,
    find_markers,
    numbering,
    report_spaces,
    stray_labels,
)
from articles.importing.understanding.tail import Tail, find_tail, read_tail
from articles.importing.writing.escaping import escape_line

from .blocks import Block, read_blocks
from .hyphens import joined_words
from .paging import unpaged
from .roman import spell_lines
from .section_notes import take_lists

FEWEST = 2
_ROUND = re.compile(r"(?<=[\w.,;:!?”’\"')\]])\s?\((\d{1,3}[a-z]?)\)(?!\()")


def square_markers(ledger: Ledger, known: Numbering) -> None:
    """Write ``(1)`` as ``[1]`` in lines nobody has taken, where it cites most notes."""
    if len(known.labels) < FEWEST:
        return
    free = [i for i in range(len(ledger.lines)) if ledger.is_free(i)]
    cited: set[str] = set()
    for index in free:
        if find_markers(ledger.lines[index], known):
            return
        cited |= known.labels.intersection(_ROUND.findall(ledger.lines[index]))
    if len(cited) * 2 < len(known.labels) or len(cited) < FEWEST:
        return
    for index in free:
        ledger.lines[index] = _ROUND.sub(
            lambda found: f"[{found[1]}]" if found[1] in known.labels else found[0],
            ledger.lines[index],
        )
    ledger.repair("round-brackets", count=len(cited))


def read_plaintext(data: bytes) -> Manuscript:
    """Read plain text; its characters are kept from becoming Markdown by accident."""
    ledger = _open_ledger(decode(data, keep_pages=True))
    head = read_head(ledger, Head(title=""))
    plain = bytearray(len(ledger.lines))
    notes = take_definitions(ledger, head.start, plain, {}) or take_lists(
        ledger, head.start
    )
    tail = Tail()
    stop = len(ledger.lines)
    if notes:
        read_tail(ledger, range(notes.stop, stop), tail)
        stop = notes.start
    read_tail(ledger, range(find_tail(ledger, head.start, stop), stop), tail)
    raw = notes.notes if notes else []
    known = numbering(note.label for note in raw)
    square_markers(ledger, known)
    found = Found(head=head, tail=tail, raw_notes=raw, note_text=_note_text)
    return finish(ledger, found, lambda: _source(ledger, known))


def _open_ledger(decoded: Decoded) -> Ledger:
    """The lines of a text in one piece, its words and numbers as they were meant."""
    refuse_markup(decoded.text)
    pages = unpaged(decoded.text)
    joined, count = joined_words(pages.text)
    text, romans = spell_lines(joined)
    ledger = Ledger(text, decoded.repaired)
    ledger.leave_words("page-margin", "\n".join(pages.margins))
    ledger.leave_words("roman-number", " ".join(romans))
    if romans:
        ledger.repair("roman-numbers", count=len(romans))
    if count:
        ledger.repair("divided-words", count=count)
    else:
        ledger.text = decoded.text.replace("\f", "\n")
    return ledger


def _note_text(lines: Sequence[str]) -> str:
    escaped = [escape_line(line.strip()) for line in lines]
    return "\n".join(escaped).strip()


def _source(ledger: Ledger, known: Numbering) -> tuple[str, list[str], list[str]]:
    """The text in Markdown, the labels it cites, bracketed numbers that cite none."""
    blocks = read_blocks(_groups(ledger))
    cited: list[str] = []
    stray: list[str] = []
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before:
            parts.append("\n" if before.kind == block.kind == "item" else "\n\n")
        parts.append(_write(block, known, ledger, cited))
        stray += (label for line in block.lines for label in stray_labels(line, known))
        before = block
    return "".join(parts), cited, stray


def _write(block: Block, known: Numbering, ledger: Ledger, cited: list[str]) -> str:
    lines = []
    for line in block.lines:
        markers = find_markers(line, known)
        report_spaces(markers, ledger)
        cited += (label for marker in markers for label in marker.labels)
        lines.append(escape_line(line, markers, is_heading=block.kind == "heading"))
    if block.kind == "heading":
        return f"## {lines[0]}"
    if block.kind == "item":
        mark = block.mark if block.number >= 0 else "-"
        return f"{mark} {lines[0]}"
    if block.kind == "rule":
        return block.lines[0]
    return "\\\n".join(lines)


def _groups(ledger: Ledger) -> list[list[str]]:
    """The lines of the text in groups between blank lines; wide gaps are reported."""
    groups: list[list[str]] = [[]]
    gaps: list[int] = []
    last = -1
    for index in ledger.rest():
        if not ledger.lines[index].strip():
            continue
        if groups[-1] and index > last + 1:
            gaps.append(index - last - 1)
            groups.append([])
        groups[-1].append(ledger.lines[index])
        last = index
    wide = sum(gap == 2 for gap in gaps)
    if 0 < wide * 2 < len(gaps):
        ledger.warn("headings-may-be-lost", count=wide)
    return [group for group in groups if group]
