"""The numbers that Word counts for the items of its lists."""

from xml.etree.ElementTree import Element

from .styles import ListPlace
from .xml import value

ROMAN = ("lowerRoman", "upperRoman")
_UNNUMBERED = ("bullet", "none")


class Numbers:
    """The numberings of a file, and how far each of them has counted."""

    def __init__(self, root: Element) -> None:
        self._abstract = {
            e.get("abstractNumId", ""): e for e in root.iter("abstractNum")
        }
        self._nums = {e.get("numId", ""): e for e in root.iter("num")}
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()

    def is_list(self, place: ListPlace | None) -> bool:
        """Whether a place is in a list at all."""
        return place is not None and place.number in self._nums

    def count(self, place: ListPlace) -> tuple[str, int]:
        """Count one item; return its format (nothing for a bullet) and its number."""
        level = self._level(place)
        form = value(level, "numFmt") or ("none" if level is None else "decimal")
        if form in _UNNUMBERED:
            return "", 0
        whose = value(self._nums.get(place.number), "abstractNumId") or place.number
        key = (whose, place.level)
        override = self._override(place)
        if override is not None and (place.number, place.level) not in self._begun:
            self._counts.pop(key, None)
        self._begun.add((place.number, place.level))
        start = override if override is not None else _number(value(level, "start"), 1)
        self._counts[key] = self._counts.get(key, start - 1) + 1
        for deeper in range(place.level + 1, 9):
            self._counts.pop((whose, deeper), None)
        return form, self._counts[key]

    def _level(self, place: ListPlace) -> Element | None:
        num = self._nums.get(place.number)
        for holder in (num, self._abstract.get(value(num, "abstractNumId"))):
            for level in holder.iter("lvl") if holder is not None else ():
                if level.get("ilvl", "0") == str(place.level):
                    return level
        return None

    def _override(self, place: ListPlace) -> int | None:
        num = self._nums.get(place.number)
        for override in num.iter("lvlOverride") if num is not None else ():
            start = value(override, "startOverride")
            if override.get("ilvl", "0") == str(place.level) and start:
                return _number(start, 1)
        return None


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default
