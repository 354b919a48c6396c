"""ASCII names for addresses and anchors, and keeping anchors apart."""

import re

from anyascii import anyascii

_APOSTROPHES = re.compile(r"['’`]")
_OTHERS = re.compile(r"[^a-z0-9]+")
_LONGEST = 80


def slug(text: str, *, longest: int = _LONGEST) -> str:
    """Return lower-case ASCII words joined by hyphens, "" if nothing is left."""
    words = _OTHERS.sub("-", _APOSTROPHES.sub("", anyascii(text)).lower()).strip("-")
    if len(words) <= longest:
        return words
    cut = words[: longest + 1].rpartition("-")[0] or words[:longest]
    return cut.strip("-")


class UniqueIds:
    """Hands out each id once: the second "a" becomes "a-2"."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """Return ``wanted``, or with the first free number behind it."""
        count = self._counts.get(wanted, 0) + 1
        found = wanted if count == 1 else f"{wanted}-{count}"
        while found in self._taken:
            count += 1
            found = f"{wanted}-{count}"
        self._counts[wanted] = count
        self._taken.add(found)
        return found
