"""Roman numbers of notes in plain lines: ``[iv]`` in the text, ``iv.`` in a list."""

import re
from collections.abc import Sequence

from articles.importing.understanding.notes.shapes import is_heading
from articles.text.numerals import NUMBERS

FEWEST = 2

_ITEM = re.compile(r" {0,3}[\[(]?([ivxlc]{1,8})[\]).:]+(?=\s|\w)\s*", re.IGNORECASE)
_MARKER = re.compile(r"\[([ivxlc]{1,8})\]", re.IGNORECASE)


def spell_lines(text: str) -> tuple[str, list[str]]:
    """The text with ordinary numbers, and the roman ones that were replaced.

    They count where a list below a heading runs i, ii, iii … and the text before it
    cites two of its notes at least.
    """
    lines = text.split("\n")
    items = _list(lines)
    first = min(items, default=0)
    cited = [f for f in _MARKER.finditer("\n".join(lines[:first])) if _value(f, items)]
    if len(items) < FEWEST or len({found[1].lower() for found in cited}) < FEWEST:
        return text, []
    spelt: list[str] = []
    for index, line in enumerate(lines):
        match = _ITEM.match(line) if index in items else None
        if match:
            spelt.append(match[1])
            line = f"[{items[index]}] {line[match.end() :]}"
        elif index < first:
            spelt += (f[1] for f in _MARKER.finditer(line) if _value(f, items))
            line = _MARKER.sub(
                lambda f: f"[{_value(f, items)}]" if _value(f, items) else f[0], line
            )
        lines[index] = line
    return "\n".join(lines), spelt


def _list(lines: Sequence[str]) -> dict[int, int]:
    """The lines of the last list that runs i, ii, iii … below a heading of notes."""
    items: dict[int, int] = {}
    for heading in range(len(lines) - 1, -1, -1):
        if not is_heading(lines[heading]):
            continue
        wanted = 1
        for index in range(heading + 1, len(lines)):
            match = _ITEM.match(lines[index])
            if match and NUMBERS.get(match[1].lower()) == wanted:
                items[index] = wanted
                wanted += 1
        return items
    return items


def _value(match: re.Match[str], items: dict[int, int]) -> int:
    """The number a marker means, or 0 when the list has no such note."""
    value = NUMBERS.get(match[1].lower(), 0)
    return value if value in items.values() else 0
