"""Months, days, and the date on which a page was accessed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_NAMES_OF_MONTHS = """
january jan जनवरी
february feb फरवरी फ\u093cरवरी \u095eरवरी
march mar मार्च
april apr अप्रैल
may मई
june jun जून
july jul जुलाई
august aug अगस्त
september sep sept सितंबर सितम्बर
october oct अक्टूबर अक्तूबर
november nov नवंबर नवम्बर
december dec दिसंबर दिसम्बर
"""
MONTHS = {
    name: number
    for number, names in enumerate(_NAMES_OF_MONTHS.strip().splitlines(), 1)
    for name in names.split()
}
_NAME = r"[^\W\d_][^\s\d,]{1,12}"
_ORDINAL = r"(?:st|nd|rd|th)?"
# Every run is bounded, so that hostile texts cost no more than others.
_DATE = (
    rf"(?:\d{{1,2}}{_ORDINAL}\s{{1,3}}(?:of\s{{1,3}})?{_NAME}\s{{0,3}},?\s{{1,3}}\d{{4}}"
    rf"|{_NAME}\s{{1,3}}\d{{1,2}}{_ORDINAL}\s{{0,3}},?\s{{1,3}}\d{{4}}"
    r"|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})(?!\d)"
)
_VERB = (
    r"(?:last\s{1,3})?(?:accessed|visited|viewed|retrieved|checked|consulted)(?:\s{1,3}on)?"
    r"|(?:access(?:ed)?|retrieval)\s{1,3}date|अभिगमन(?:\s{1,3}तिथि)?|अंतिम\s{1,3}बार\s{1,3}देखा\s{1,3}गया"
)
_SEEN = r"\s{1,3}को\s{1,3}(?:देखा\s{1,3}गया|अभिगमित|एक्सेस\s{1,3}किया\s{1,3}गया)"
_ACCESS = re.compile(
    rf"[\s,;]{{0,3}}[(\[]?\s{{0,3}}(?<![^\W_])(?:(?:{_VERB})\s{{0,3}}[:,]?\s{{0,3}}(?P<behind>{_DATE})"
    rf"|(?P<before>{_DATE}){_SEEN})\s{{0,3}}[)\]]?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\d+|[^\W\d_][^\s\d,]+")
_FILLING = {"st", "nd", "rd", "th", "of"}
# Before the web there was nothing to access.
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class Access:
    """A date of access as written; ``on`` is None where it can be read in two ways."""

    start: int
    end: int
    written: str
    on: date | None


def find_access(text: str) -> Iterator[Access]:
    """Yield the dates of access in a text; what is no possible date is none."""
    for found in _ACCESS.finditer(text):
        written = found["behind"] or found["before"]
        days = _readings(written)
        if days:
            on = days.pop() if len(days) == 1 else None
            yield Access(found.start(), found.end(), written, on)


def _readings(written: str) -> set[date]:
    """Return the days that a date can mean: two for 5/6/2022, none for 31 June."""
    parts = [part for part in _PARTS.findall(written) if part.lower() not in _FILLING]
    numbers = [int(part) for part in parts if part.isdecimal()]
    names = [MONTHS.get(part.casefold().rstrip("."), 0) for part in parts]
    month = max(names, default=0)
    if month:
        return _days((numbers[-1], month, numbers[0]))
    if len(numbers) != 3:
        return set()
    first, second, third = numbers
    if first > 31:
        return _days((first, second, third))
    return _days((third, second, first), (third, first, second))


def _days(*readings: tuple[int, int, int]) -> set[date]:
    days = set()
    for year, month, day in readings:
        if _FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12:
            try:
                days.add(date(year, month, day))
            except ValueError:
                continue
    return days
