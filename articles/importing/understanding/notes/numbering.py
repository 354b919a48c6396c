"""Notes with unique labels, gaps made visible, and the sum of it all."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from string import ascii_lowercase

from articles.importing.ledger import Ledger
from articles.importing.manuscript import ManuscriptNote, Report

from .labels import HIGHEST, number, order
from .listed import RawNote

WIDEST_GAP = 10

_WITHOUT_LINK = re.compile(
    r"(?:(?:available|accessed|accessible|retrieved)(?:\s+online)?\s+(?:at|from|via)|"
    r"\burl|\blink|उपलब्ध(?:\s+है)?|(?:यहाँ|यहां)\s+देखें)[\s:.।,*_-]*$",
    re.IGNORECASE,
)


def label_notes(
    raw: Sequence[RawNote], ledger: Ledger, to_text: Callable[[list[str]], str]
) -> list[ManuscriptNote]:
    """Notes with a label each; a label that comes again gets the next free letter."""
    used = {note.label for note in raw}
    seen: set[str] = set()
    letters: dict[str, int] = {}
    notes = []
    for note in raw:
        label = note.label
        text = to_text(note.lines)
        if label in seen:
            label = _free_label(label, used, letters)
            if not label:
                ledger.leave_words("note-without-free-label", f"{note.label} {text}")
                continue
            ledger.repair("label-repeated", label=note.label, new_label=label)
            used.add(label)
        seen.add(label)
        if not text:
            ledger.leave_words("note-without-text", note.label)
        notes.append(ManuscriptNote(label, text, is_missing=not text))
    return notes


def _free_label(label: str, used: set[str], letters: dict[str, int]) -> str:
    """The first of 4a to 4z that is free, else a number above all, else none."""
    stem = label.rstrip(ascii_lowercase)
    for place in range(letters.get(stem, 0), len(ascii_lowercase)):
        letters[stem] = place + 1
        if f"{stem}{ascii_lowercase[place]}" not in used:
            return f"{stem}{ascii_lowercase[place]}"
    if "" not in letters:
        letters[""] = max(map(number, used))
    letters[""] = above = letters[""] + 1
    return str(above) if above <= HIGHEST else ""


def fill_gaps(
    notes: Sequence[ManuscriptNote], cited: Iterable[str], ledger: Ledger
) -> tuple[ManuscriptNote, ...]:
    """The notes with a row for each label that is cited, or passed over, but absent."""
    present = {note.label for note in notes}
    wanted = {*cited, *_passed_over(present, ledger)} - present
    pending = sorted(wanted, key=order, reverse=True)
    rows: list[ManuscriptNote] = []
    for note in notes:
        while pending and order(pending[-1]) < order(note.label):
            rows.append(ManuscriptNote(pending.pop(), "", is_missing=True))
        rows.append(note)
    rows += (ManuscriptNote(label, "", is_missing=True) for label in reversed(pending))
    return tuple(rows)


def _passed_over(present: set[str], ledger: Ledger) -> Iterable[str]:
    numbers = sorted({number(label) for label in present})
    for before, after in pairwise(numbers):
        between = range(before + 1, after)
        if len(between) <= WIDEST_GAP:
            yield from map(str, between)
        else:
            ledger.warn("wide-gap", after=str(before), before=str(after))


def make_report(
    notes: Sequence[ManuscriptNote], cited: Sequence[str], ledger: Ledger
) -> Report:
    """Count and compare; ``cited`` holds one label for each marker."""
    texts = {note.label: note.text for note in notes if not note.is_missing}
    labels = set(cited)
    return Report(
        markers=len(cited),
        notes=len(texts),
        matched=sum(label in labels for label in texts),
        missing=tuple(note.label for note in notes if note.is_missing),
        unused=tuple(label for label in texts if label not in labels),
        identical=_identical(texts),
        without_link=tuple(label for label, text in texts.items() if lacks_link(text)),
        repaired=tuple(ledger.repaired),
        left_out=ledger.left_out(),
        warnings=tuple(ledger.warnings),
    )


def lacks_link(text: str) -> bool:
    """Whether a note announces an address and then gives none."""
    return _WITHOUT_LINK.search(text[-80:].rstrip()) is not None


def _identical(texts: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    groups: dict[str, list[str]] = {}
    for label, text in texts.items():
        groups.setdefault(" ".join(text.split()), []).append(label)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)
