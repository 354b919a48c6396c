"""An author's plain characters, kept from becoming Markdown by accident."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from articles.importing.understanding.notes.labels import Marker

Edit = tuple[int, int, str]

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>“”]+")
_SPECIAL = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)|`|\*+|_+|~~+|<(?=[A-Za-z/!?])|&(?=#?\w{1,32};)|\](?=\()",
    re.MULTILINE,
)
_LINE_START = re.compile(
    r"(?:#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|[-=_*~]{3,}|-{1,2}$|=+$|\[(?=[^\]\n]{1,80}\]:))"
)
_NUMBER_START = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")


def escape_line(
    text: str, markers: Sequence[Marker] = (), *, is_heading: bool = False
) -> str:
    """One line, or one paragraph on one line, with its markers spelt as in a source.

    Only what would otherwise be markup gets a backslash; addresses stay as they are.
    """
    edits = _specials(text)
    if not is_heading and (not edits or edits[0][0] > 0):
        edits += _line_start(text)
    if is_heading and text.endswith("#"):
        edits.append((len(text) - 1, len(text) - 1, "\\"))
    edits = _outside(edits, [(m.start, m.end) for m in markers])
    for marker in markers:
        edits.append((marker.start, marker.end, marker.canonical))
        after = text[marker.end : marker.end + 1]
        if after == "(" or (after == ":" and marker.start == 0):
            edits.append((marker.end, marker.end, "\\"))
    return _apply(text, edits)


def replace_markers(text: str, markers: Sequence[Marker]) -> str:
    """Markdown with its markers spelt as in a source, and nothing else changed."""
    return _apply(text, [(m.start, m.end, m.canonical) for m in markers])


def _apply(text: str, edits: list[Edit]) -> str:
    parts: list[str] = []
    position = 0
    for start, end, put in sorted(set(edits)):
        parts += (text[position:start], put)
        position = end
    return "".join((*parts, text[position:]))


def _outside(edits: list[Edit], spans: list[tuple[int, int]]) -> list[Edit]:
    starts = [start for start, _ in spans]
    kept = []
    for edit in edits:
        at = bisect_right(starts, edit[0]) - 1
        if at < 0 or edit[0] >= spans[at][1]:
            kept.append(edit)
    return kept


def _specials(text: str) -> list[Edit]:
    edits = []
    for match in _SPECIAL.finditer(text):
        if match[0][0] in "*_" and not _is_emphasis(text, match):
            continue
        escaped = "".join(f"\\{sign}" for sign in match[0])
        edits.append((match.start(), match.end(), escaped))
    return _outside(edits, [match.span() for match in _ADDRESS.finditer(text)])


def _is_emphasis(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1 : match.start()] if match.start() else " "
    after = text[match.end() : match.end() + 1] or " "
    if match[0][0] == "_" and before.isalnum() and after.isalnum():
        return False
    return not (before.isspace() and after.isspace())


def _line_start(text: str) -> list[Edit]:
    if _LINE_START.match(text):
        return [(0, 1, f"\\{text[0]}")]
    number = _NUMBER_START.match(text)
    return [(number.end(), number.end(), "\\")] if number else []
