"""Which note each back reference means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .entries import Entry
from .references import Phrase, find_reference

_WORDS = re.compile(r"[\s,;:.()\[\]“”\"'‘’/&*_–—-]+")
_BETWEEN_NAMES = re.compile(r"\s+(?:and|&|तथा|और|एवं)\s+", re.IGNORECASE)
_NO_NAMES = frozenset({"et", "al", "eds", "ed", "others", "आदि"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A back reference; ``means`` is the label of a note, or "" where it is unclear.

    ``label`` is the note it stands in, ``is_linked`` whether an editor has said what
    it means.
    """

    label: str
    phrase: str
    means: str
    is_linked: bool = False


def references_in(
    entries: Sequence[Entry], markers: Sequence[str]
) -> tuple[Reference, ...]:
    """Return the back references in the order of the notes.

    ``markers`` are the labels that the text cites, in order of appearance: "Ibid." is
    the note that is cited for the first time before it.
    """
    return _Reading(entries, markers).run()


class _Reading:
    """One reading of the notes in the order in which a reader meets them."""

    def __init__(self, entries: Sequence[Entry], markers: Sequence[str]) -> None:
        self._entries = {entry.label: entry for entry in entries if entry.label}
        cited = [label for label in dict.fromkeys(markers) if label in self._entries]
        rest = [label for label in self._entries if label not in set(cited)]
        self._order = [*cited, *rest]
        self._cited = frozenset(cited)
        # The note where the work itself is cited, for each note that was read.
        self._source: dict[str, str] = {}
        self._words: dict[str, frozenset[str]] = {}

    def run(self) -> tuple[Reference, ...]:
        found = {}
        for place, label in enumerate(self._order):
            reference = self._read(place, self._entries[label])
            if reference:
                found[label] = reference
        return tuple(found[label] for label in self._entries if label in found)

    def _read(self, place: int, entry: Entry) -> Reference | None:
        phrase = None if entry.is_missing else find_reference(entry.plain)
        if phrase is None:
            self._source[entry.label] = "" if entry.is_missing else entry.label
            return None
        means = entry.refers_to or self._meant(place, phrase)
        if means == entry.label or means not in self._entries:
            means = ""
        # A note that says more than "Ibid." is itself what the next "Ibid." means.
        source = self._source.get(means, means) if phrase.is_whole else entry.label
        self._source[entry.label] = source
        said = entry.plain[phrase.start : phrase.end]
        return Reference(entry.label, said, means, bool(entry.refers_to))

    def _meant(self, place: int, phrase: Phrase) -> str:
        if phrase.kind == "number":
            return phrase.label
        if phrase.kind == "author":
            return self._last_naming(_names(phrase.head), place)
        is_cited = place and self._order[place] in self._cited
        return self._source[self._order[place - 1]] if is_cited else ""

    def _last_naming(self, names: frozenset[str], place: int) -> str:
        """Return the last note before this place that cites a work of these people."""
        for label in reversed(self._order[:place]) if names else ():
            if self._source[label] == label and names <= self._words_of(label):
                return label
        return ""

    def _words_of(self, label: str) -> frozenset[str]:
        if label not in self._words:
            plain = self._entries[label].plain.casefold()
            self._words[label] = frozenset(_WORDS.split(plain))
        return self._words[label]


def _names(head: str) -> frozenset[str]:
    """Return the family names at the beginning of "A. K. Gupta and B. Sen, Rivers"."""
    people = _BETWEEN_NAMES.split(head.partition(",")[0])
    found = set()
    for person in people:
        words = [word for word in _WORDS.split(person.casefold()) if len(word) > 1]
        words = [word for word in words if word not in _NO_NAMES]
        found.update(words[-1:])
    return frozenset(found)
