"""Text that was divided into pages: their heads and feet out, their notes together.

A form feed ends a page, as programs that print to text write it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.importing.understanding.notes.labels import number, to_label

FEWEST_REPEATS = 3
LOOKED_AT = 3

_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_PAGE_NUMBER = re.compile(
    r"[\s|–—-]*(?:page|p\.|पृष्ठ)?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[\s|–—-]*",
    re.IGNORECASE,
)
_NOTE = re.compile(r" {0,3}\[(\d{1,3}[a-z]?)\]:?\s*\S|(\d{1,3})[.)]?\s+\S")
_RULE = re.compile(r"\s*[-_*—]{3,}\s*")
_ENDS = (".", "!", "?", ":", "”", '"', "’", ")", "]", "।")


@dataclass(slots=True)
class Unpaged:
    """A text in one piece, and the lines of heads and feet that were taken out."""

    text: str
    margins: list[str] = field(default_factory=list)


def unpaged(text: str) -> Unpaged:
    """Join the pages of a text; one without form feeds is returned as it is."""
    if "\f" not in text:
        return Unpaged(text)
    pages = [page.strip("\n").split("\n") for page in text.split("\f")]
    pages = [page for page in pages if any(line.strip() for line in page)]
    margins = _take_margins(pages)
    notes = [note for page in pages for note in _take_notes(page)]
    body = _joined(pages)
    if notes:
        body += "\n\nNotes\n\n" + "\n".join(notes)
    return Unpaged(body, margins)


def _take_margins(pages: list[list[str]]) -> list[str]:
    """Take out lines that come again at the head or foot of pages, and numbers there."""
    seen = Counter(
        shape for page in pages for shape in {_shape(page[at]) for at in _edges(page)}
    )
    fewest = FEWEST_REPEATS if len(pages) > FEWEST_REPEATS else FEWEST_REPEATS - 1
    taken: list[str] = []
    for page in pages:
        while (at := _margin(page, seen, fewest)) is not None:
            taken.append(page.pop(at).strip())
    return taken


def _edges(page: Sequence[str]) -> list[int]:
    """The places of the first and last lines with text."""
    filled = [index for index, line in enumerate(page) if line.strip()]
    return sorted({*filled[:LOOKED_AT], *filled[-LOOKED_AT:]})


def _margin(page: Sequence[str], seen: Counter[str], fewest: int) -> int | None:
    filled = [index for index, line in enumerate(page) if line.strip()]
    for at in (*filled[:1], *filled[-1:]):
        line = page[at]
        is_number = len(filled) > 1 and _PAGE_NUMBER.fullmatch(line) is not None
        if is_number or (seen[_shape(line)] >= fewest and not _NOTE.match(line)):
            return at
    return None


def _shape(line: str) -> str:
    return _NUMBER.sub("#", " ".join(line.split()))


def _take_notes(page: list[str]) -> list[str]:
    """Take the notes at the foot of a page, which its text cites."""
    starts: list[tuple[int, str]] = []
    for index, line in enumerate(page):
        match = _NOTE.match(line)
        label = to_label(match[1] or match[2]) if match else ""
        is_next = bool(label) and (
            not starts or number(label) == number(starts[-1][1]) + 1
        )
        if is_next and _cites(page[:index], label):
            starts.append((index, label))
        elif label and starts:
            starts = []
    if not starts or not _stands_apart(page, starts[0][0]):
        return []
    taken = page[starts[0][0] :]
    del page[starts[0][0] :]
    while page and (not page[-1].strip() or _RULE.fullmatch(page[-1])):
        page.pop()
    return [line for line in taken if line.strip()]


def _cites(lines: Sequence[str], label: str) -> bool:
    raised = label.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return any(f"[{label}]" in line or raised in line for line in lines)


def _stands_apart(page: Sequence[str], start: int) -> bool:
    """Whether a blank line or a rule stands above the first note."""
    above = page[start - 1] if start else ""
    return not above.strip() or _RULE.fullmatch(above) is not None


def _joined(pages: list[list[str]]) -> str:
    """The pages one after another; a sentence that goes on is not broken."""
    text = ""
    for page in pages:
        piece = "\n".join(page).strip("\n")
        first = piece.lstrip()[:1]
        goes_on = bool(text) and not text.rstrip().endswith(_ENDS) and first.islower()
        between = "\n" if goes_on else "\n\n"
        text = f"{text.rstrip()}{between}{piece}" if text else piece
    return text
