"""The date line under a byline: day, month and year, in English or Hindi."""

import re
from dataclasses import dataclass
from datetime import date

from articles.text import MONTHS

_LEAD = re.compile(
    r"(?:(?:first )?published|posted|dated?|publication date|"
    r"प्रकाशित|प्रकाशन तिथि|दिनांक|तिथि)(?: on)?\s*[:：-]?\s*",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+",
    re.IGNORECASE,
)
_NAME = "([^\\W\\d_][^\\d\\s,]{1,12})"
_SHAPES = (
    ("dmy", re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+{_NAME}\s*,?\s+(\d{{4}})")),
    ("mdy", re.compile(rf"{_NAME}\s+(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(\d{{4}})")),
    ("ymd", re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")),
    ("dmy", re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")),
    ("my", re.compile(rf"{_NAME}\s*,?\s+(\d{{4}})")),
    ("ym", re.compile(r"(\d{4})-(\d{1,2})")),
    ("y", re.compile(r"(\d{4})")),
)
_PRECISION = {3: "day", 2: "month", 1: "year"}


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as exact as it was written; what was not written counts as the first."""

    on: date
    precision: str
    is_ambiguous: bool = False


def read_date(text: str, *, trusted: bool = False) -> Dated | None:
    """The date that is all a line says, or nothing.

    A bare year counts only after a word such as "Published", or where the place
    itself says that it is a date (``trusted``).
    """
    line = text.strip().strip("*_").strip()
    if len(line) > 80:
        return None
    lead = _LEAD.match(line)
    rest = line[lead.end() :] if lead else line
    weekday = _WEEKDAY.match(rest)
    rest = rest[weekday.end() :] if weekday else rest
    for order, shape in _SHAPES:
        match = shape.fullmatch(rest.rstrip(" ."))
        if match and (order != "y" or lead or trusted):
            return _from_parts(order, match.groups())
    return None


def _from_parts(order: str, parts: tuple[str, ...]) -> Dated | None:
    named = dict(zip(order, parts, strict=True))
    month = _month(named.get("m", "1"))
    day, year = int(named.get("d", "1")), int(named["y"])
    try:
        on = date(year, month, day)
    except ValueError:
        return None
    ambiguous = order == "dmy" and named["m"].isdecimal() and day <= 12 and day != month
    return Dated(on, _PRECISION[len(order)], ambiguous)


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return MONTHS.get(text.casefold().rstrip("."), 0)
