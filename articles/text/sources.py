"""Which notes say the same, and how many works they cite in truth."""

import re

from .entries import Entry
from .values import Finding, Source

_MARKS = str.maketrans(dict.fromkeys("\"'“”‘’„«»`*_"))
_SPACES = re.compile(r"\s+")


def distinct_sources(entries: list[Entry]) -> tuple[Source, ...]:
    """Return each cited work once, in the order of the notes."""
    found: dict[str, Source] = {}
    for entry in entries:
        key = _key(entry)
        if not key:
            continue
        if key not in found or (entry.url and not found[key].url):
            found[key] = Source(entry.plain or entry.url, entry.url)
    return tuple(found.values())


def identical_notes(entries: list[Entry]) -> list[Finding]:
    """Return a finding for each group of notes with the same text."""
    groups: dict[str, list[str]] = {}
    for entry in entries:
        if key := _key(entry):
            groups.setdefault(key, []).append(entry.shown)
    return [
        Finding("identical-notes", tuple(labels))
        for labels in groups.values()
        if len(labels) > 1
    ]


def _key(entry: Entry) -> str:
    """Return the text without what hands write differently."""
    text = entry.plain.translate(_MARKS).casefold()
    return _SPACES.sub(" ", text).strip(" .,;:") or entry.url
