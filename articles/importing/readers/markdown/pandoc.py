"""Markdown as Pandoc extends it: notes within the line, and a block with the title."""

import re
from collections.abc import Iterator

from articles.importing.understanding.notes.labels import HIGHEST, to_label
from articles.importing.understanding.notes.markers import literal_spans
from articles.importing.understanding.notes.shapes import NAMED_DEFINITION
from articles.text.source import code_lines

_CITED = re.compile(r"\[\^([^\]\s^]{1,40})\]")
_BRACKETS = re.compile(r"\\.|[\[\]]", re.DOTALL)
_TITLE_LINE = re.compile(r"%[ \t]*(.*)$")
_KEYS = ("title", "author", "date")


def with_metadata(text: str) -> str:
    """A text whose ``%`` lines at the top are written as ``key: value``."""
    values: list[str] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines) and len(values) <= len(_KEYS):
        match = _TITLE_LINE.match(lines[at])
        if match and len(values) < len(_KEYS):
            values.append(match[1].strip())
        elif values and lines[at][:1] in (" ", "\t") and lines[at].strip():
            joint = "; " if len(values) == len(_KEYS) - 1 else " "
            values[-1] = f"{values[-1]}{joint}{lines[at].strip()}".strip("; ")
        else:
            break
        at += 1
    if not values or not values[0]:
        return text
    pairs = [f"{key}: {value}" for key, value in zip(_KEYS, values, strict=False)]
    known = [pair for pair in pairs if not pair.endswith(": ")]
    return "\n".join(("---", *known, "---", *lines[at:]))


def with_definitions(text: str) -> str:
    """A text whose notes within the line, ``^[…]``, stand as definitions at its end."""
    if "^[" not in text:
        return text
    lines = text.split("\n")
    code = code_lines(lines)
    used = {to_label(name) for name in _CITED.findall(text)}
    used |= {to_label(m[1]) for m in map(NAMED_DEFINITION.match, lines) if m}
    free = (str(n) for n in range(1, HIGHEST + 1) if str(n) not in used)
    notes: list[str] = []
    parts: list[str] = []
    paragraph: list[str] = []
    for line, is_code in zip([*lines, ""], [*code, 0], strict=True):
        if line.strip() and not is_code:
            paragraph.append(line)
            continue
        if paragraph:
            parts.append(_replaced("\n".join(paragraph), free, notes))
            paragraph = []
        parts.append(line)
    text = "\n".join(parts[:-1] if not parts[-1] else parts)
    return "\n\n".join((text, *notes)) if notes else text


def _replaced(paragraph: str, free: Iterator[str], notes: list[str]) -> str:
    """A paragraph with a marker for each note in it, which is added to ``notes``."""
    pairs = _pairs(paragraph)
    literal = bytearray(len(paragraph))
    for first, last in literal_spans(paragraph):
        literal[first:last] = b"\x01" * (last - first)
    parts: list[str] = []
    position = 0
    while (start := paragraph.find("^[", position)) >= 0:
        end = pairs.get(start + 1, -1)
        label = "" if end < 0 or literal[start] else next(free, "")
        if not label:
            parts.append(paragraph[position : start + 2])
            position = start + 2
            continue
        said = " ".join(paragraph[start + 2 : end].split())
        notes.append(f"[^{label}]: {said}")
        parts += (paragraph[position:start], f"[^{label}]")
        position = end + 1
    return "".join((*parts, paragraph[position:]))


def _pairs(text: str) -> dict[int, int]:
    """Where each bracket that is closed is closed."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACKETS.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] == "]" and opened:
            pairs[opened.pop()] = match.start()
    return pairs
