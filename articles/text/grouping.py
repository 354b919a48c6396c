"""Groups of notes that cite one work: the same words, or all but the page."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from .entries import Entry
from .locators import places_in, without_places
from .sources import folded, is_only_reference, same_entries

# Fewer letters without the page name no work.
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """Notes with one source, in order; ``text`` is what the first of them says.

    ``places`` is what differs, for each label: "p. 4"; of notes that say the same it
    is empty. ``key`` stays as it is while their words do.
    """

    labels: tuple[str, ...]
    text: str
    key: str
    places: tuple[str, ...] = ()

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Return each label with its place."""
        return list(zip(self.labels, self.places, strict=True))


def group_notes(entries: Sequence[Entry]) -> tuple[NoteGroup, ...]:
    """Return the groups of notes that say the same, then those that differ in the page."""
    known = [entry for entry in entries if entry.label]
    same = [_group("same", group) for group in same_entries(known)]
    other = [_group("page", group) for group in _of_one_work(known)]
    return tuple(same + other)


def _of_one_work(entries: Sequence[Entry]) -> list[list[Entry]]:
    works: dict[str, list[Entry]] = {}
    for entry in entries:
        work = folded(without_places(entry.plain))
        if len(work) >= _SHORTEST and not is_only_reference(entry):
            works.setdefault(work, []).append(entry)
    return [
        group
        for group in works.values()
        if len({folded(places_in(entry.plain)) for entry in group}) > 1
    ]


def _group(kind: str, group: list[Entry]) -> NoteGroup:
    first = group[0]
    said = folded(without_places(first.plain) if kind == "page" else first.plain)
    digest = hashlib.sha256(f"{said} {first.url}".encode()).hexdigest()[:16]
    return NoteGroup(
        labels=tuple(entry.label for entry in group),
        text=first.plain or first.url,
        key=f"{kind}-{digest}",
        places=tuple(places_in(entry.plain) for entry in group)
        if kind == "page"
        else (),
    )
