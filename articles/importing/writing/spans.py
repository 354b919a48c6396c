"""The characters of one line with their styles, and the signs of emphasis around them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .escaping import escape_line

STRONG, EMPHASIS = 1, 2
SIGNS = {STRONG: "**", EMPHASIS: "*"}
# Stands for what is Markdown already while the characters around it are escaped.
HOLE = "\ufdd0"

_ASCII_SIGN = re.compile(r"[!-/:-@\[-`{-~]")
_NUMBER = re.compile(r"(?<!\\)\[(\^?\s?\d{1,3}[A-Za-z]?\s?)\\?\]")
_RULED = re.compile(r"[ |:-]*-[ |:-]*")


class Unit(NamedTuple):
    """One character of the text, or a piece that is Markdown already (``is_raw``).

    ``opens`` and ``closes`` tell the signs of emphasis from other pieces.
    """

    text: str
    style: int = 0
    is_raw: bool = False
    opens: bool = False
    closes: bool = False

    @property
    def is_space(self) -> bool:
        """Whether it is white space of the text."""
        return not self.is_raw and self.text.isspace()

    @property
    def is_sign(self) -> bool:
        """Whether it begins or ends emphasis."""
        return self.opens or self.closes


def characters(text: str, style: int = 0) -> Iterator[Unit]:
    """Yield the characters of a text, each with its style."""
    return (Unit(sign, style) for sign in text)


def write(
    units: Iterable[Unit], *, is_heading: bool = False, escape_numbers: bool = False
) -> str:
    """Return one line of Markdown that says what the characters say."""
    marked = _with_signs(_single_spaced(units), STRONG)
    marked = _guarded(_with_signs(marked, EMPHASIS))
    raws = iter([unit.text for unit in marked if unit.is_raw])
    text = "".join(HOLE if unit.is_raw else unit.text for unit in marked)
    escaped = escape_line(text, is_heading=is_heading)
    if escape_numbers:
        escaped = _NUMBER.sub(r"\\[\1\\]", escaped)
    if _RULED.fullmatch(escaped) and "|" in escaped:
        escaped = f"\\{escaped}"
    return "".join(f"{piece}{next(raws, '')}" for piece in escaped.split(HOLE))


def _single_spaced(units: Iterable[Unit]) -> list[Unit]:
    """Leave out spaces at both ends, and all but one of several."""
    kept: list[Unit] = []
    for unit in units:
        if unit.text == " " and (not kept or kept[-1].text == " "):
            continue
        if unit.text:
            kept.append(unit)
    while kept and kept[-1].text == " ":
        kept.pop()
    return kept


def _with_signs(units: list[Unit], style: int) -> list[Unit]:
    """Set the signs of one style; a stretch that cannot bear them loses the style."""
    out: list[Unit] = []
    position = 0
    for start, stop in _stretches(units, style):
        start, stop = _fitted(units, start, stop)
        if start == stop or _is_ambiguous(units, start, stop):
            continue
        first, last = units[start].style & ~style, units[stop - 1].style & ~style
        out += units[position:start]
        out.append(Unit(SIGNS[style], first, is_raw=True, opens=True))
        out += units[start:stop]
        out.append(Unit(SIGNS[style], last, is_raw=True, closes=True))
        position = stop
    return out + units[position:]


def _stretches(units: Sequence[Unit], style: int) -> Iterator[tuple[int, int]]:
    """Yield where a style begins and ends; signs within are in pairs."""
    start = 0
    while start < len(units):
        stop, depth, whole = start, 0, start
        while stop < len(units) and units[stop].style & style:
            depth += units[stop].opens - units[stop].closes
            if depth < 0:
                break
            stop += 1
            whole = whole if depth else stop
        if start < whole:
            yield start, whole
        start = max(whole, start + 1)


def _fitted(units: Sequence[Unit], start: int, stop: int) -> tuple[int, int]:
    """Narrow a stretch until signs may stand at its ends; else make it empty."""
    while start < stop and not _may_open(units, start):
        if units[start].is_raw:
            return start, start
        start += 1
    while start < stop and not _may_close(units, stop):
        if units[stop - 1].is_raw:
            return start, start
        stop -= 1
    return start, stop


def _is_ambiguous(units: Sequence[Unit], start: int, stop: int) -> bool:
    """Whether signs of both kinds would meet within a word: they are read in two ways."""
    before = _neighbour(units, range(start - 1, -1, -1))[-1]
    after = _neighbour(units, range(stop, len(units)))[0]
    if start and units[start - 1].opens and (before.isalnum() or not after.isspace()):
        return True
    if stop < len(units) and units[stop].closes:
        return after.isalnum() or not before.isspace()
    return _meets_within(units, start, stop)


def _meets_within(units: Sequence[Unit], start: int, stop: int) -> bool:
    """Whether a stretch begins or ends with another that is shorter, in one word."""
    if units[start].opens:
        end = next(i for i in range(start, stop) if units[i].closes) + 1
        if end < stop and not units[end].is_space:
            return True
    if units[stop - 1].closes:
        begin = next(i for i in range(stop - 1, -1, -1) if units[i].opens) - 1
        return begin > start and not units[begin].is_space
    return False


def _may_open(units: Sequence[Unit], start: int) -> bool:
    """Whether a sign may open before this place, by the rules of CommonMark."""
    if units[start].is_space or (start and units[start - 1].closes):
        return False
    before = _neighbour(units, range(start - 1, -1, -1))
    inner = _neighbour(units, range(start, len(units)))
    return _may_stand(before[-1], inner[0])


def _may_close(units: Sequence[Unit], stop: int) -> bool:
    """Whether a sign may close before this place, by the rules of CommonMark."""
    if units[stop - 1].is_space or (stop < len(units) and units[stop].opens):
        return False
    after = _neighbour(units, range(stop, len(units)))
    inner = _neighbour(units, range(stop - 1, -1, -1))
    return _may_stand(after[0], inner[-1])


def _neighbour(units: Sequence[Unit], places: range) -> str:
    """The first text in some places that is no sign of emphasis."""
    return next((units[i].text for i in places if not units[i].is_sign), " ")


def _may_stand(outer: str, inner: str) -> bool:
    if not _is_punctuation(inner, "PS"):
        return True
    return outer.isspace() or _is_punctuation(outer, "P")


def _is_punctuation(sign: str, categories: str) -> bool:
    is_ascii = _ASCII_SIGN.match(sign) is not None
    return is_ascii or unicodedata.category(sign)[0] in categories


def _guarded(units: Sequence[Unit]) -> list[Unit]:
    """Keep a character from changing what the Markdown beside it means."""
    out: list[Unit] = []
    for index in range(len(units) - 1, -1, -1):
        unit = units[index]
        before = units[index - 1] if index else None
        after = out[-1] if out else None
        if not unit.is_raw and _needs_guard(unit, before, after, is_second=index == 1):
            unit = Unit(f"\\{unit.text}", unit.style, is_raw=True)
        out.append(unit)
    return out[::-1]


def _needs_guard(
    unit: Unit, before: Unit | None, after: Unit | None, *, is_second: bool
) -> bool:
    if after and after.is_raw and unit.text in ("!", "\\"):
        return unit.text == "\\" or after.text.startswith("[")
    if before and before.is_raw and before.text.endswith("]"):
        return unit.text == "(" or (unit.text == ":" and is_second)
    return False
