"""The works that notes cite, and which of them are one."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.text.values import Finding, Source

from .entries import Entry
from .references import find_reference, places_in, without_places

_MARKS = str.maketrans(dict.fromkeys("\"'“”‘’„«»`*_"))
_SPACES = re.compile(r"\s+")
_SCHEME = re.compile(r"\Ahttps?://(?:www\.)?", re.IGNORECASE)
_PART = re.compile("[/?]")
# Fewer letters name no work: "Ibid.", "See above".
_SHORTEST = 20
# Fewer letters without the page name no work.
_SHORTEST_SHARED = 12


def distinct_sources(entries: list[Entry]) -> tuple[Source, ...]:
    """Return each cited work once, in the order of the notes."""
    found: dict[str, Source] = {}
    for entry in entries:
        key = _key(entry)
        if not key or is_only_reference(entry):
            continue
        first = found.get(key)
        if first is None:
            found[key] = Source(entry.plain or entry.url, entry.url, entry.label)
        elif entry.url and not first.url:
            found[key] = replace(first, text=entry.plain, url=entry.url)
    return tuple(found.values())


def identical_notes(entries: list[Entry]) -> list[Finding]:
    """Return a finding for each group of notes with the same text."""
    return [
        Finding("identical-notes", tuple(entry.shown for entry in group))
        for group in same_entries(entries)
    ]


def same_entries(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return the groups of notes that say the same, and lead to no different places.

    "Ibid." is in no group: what it means depends on where it stands.
    """
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        if (key := _key(entry)) and not is_only_reference(entry):
            groups.setdefault(key, []).append(entry)
    found = [part for group in groups.values() for part in _by_address(group)]
    return [group for group in found if len(group) > 1]


def _by_address(group: list[Entry]) -> list[list[Entry]]:
    """Divide notes of one text by their addresses, where these are several."""
    addresses = dict.fromkeys(entry.url for entry in group if entry.url)
    if len(addresses) < 2:
        return [group]
    return [[entry for entry in group if entry.url == url] for url in addresses]


def is_only_reference(entry: Entry) -> bool:
    """Tell whether a note cites nothing by itself: "Ibid., p. 4"."""
    phrase = find_reference(entry.plain)
    return phrase is not None and phrase.is_whole


def work_key(source: Source) -> str:
    """Return a short key, the same wherever this work is cited; "" for none.

    It is made of the address, or without one of the text as it is compared. A home
    page is no work, nor is a phrase without any number: "Interview with the author."
    """
    address = _SCHEME.sub("", source.url).partition("#")[0].rstrip("/")
    shown = address or folded(source.text)
    names_work = _PART.search if address else _is_citation
    if not names_work(shown):
        return ""
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def _is_citation(text: str) -> bool:
    """Tell whether a text can be taken for a work: most have a year, page or number."""
    return len(text) >= _SHORTEST and any(sign.isdigit() for sign in text)


def _key(entry: Entry) -> str:
    """Return what two notes that say the same have in common."""
    return folded(entry.plain) or entry.url


def folded(text: str) -> str:
    """Return the text without what hands write differently."""
    folded = text.translate(_MARKS).casefold()
    return _SPACES.sub(" ", folded).strip(" .,;:")


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
        if len(work) >= _SHORTEST_SHARED and not is_only_reference(entry):
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
