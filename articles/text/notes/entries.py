"""Notes as they are read: their parsed text, what they lead to, who cites them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from articles.text.anchors import demote_headings
from articles.text.figures import resolve_figures
from articles.text.labels import label_order, normal_label
from articles.text.links import host, is_web_address, link_tokens, settle_links
from articles.text.parsing.parser import parse
from articles.text.plain import plain_text
from articles.text.values import Finding, Note, Words, check_length

from .archives import ArchivedLink, remark, tell_copies, text_tokens
from .references import link_reference

# The phrase that stands before a link, at the end of a note.
_LEAD = re.compile(
    r"(?:available at|retrieved from|accessed at|url|उपलब्ध(?: है)?)\s*:?\s*\Z",
    re.IGNORECASE,
)
_LEAD_LENGTH = 40


@dataclass(slots=True)
class Entry:
    """One line of the notes list; ``label`` is normal, or "" if it cannot be cited."""

    shown: str
    label: str
    tokens: list[Token] = field(default_factory=list)
    plain: str = ""
    url: str = ""
    is_missing: bool = False
    lacks_link: bool = False
    refers_to: str = ""
    citations: int = 0


def read_entries(
    notes: Sequence[Note], words: Words, findings: list[Finding]
) -> list[Entry]:
    """Return the notes in the given order, parsed; the second of one label is uncitable."""
    entries: list[Entry] = []
    seen: set[str] = set()
    for note in notes:
        label = normal_label(note.label)
        if label in seen:
            findings.append(Finding("duplicate-label", (label,)))
            label = ""
        seen.add(label)
        entry = Entry(label or note.label, label, is_missing=note.is_missing)
        if not note.is_missing:
            _read_text(entry, note, words, findings)
        entries.append(entry)
        seen.discard("")
    return entries


def with_missing(entries: list[Entry], cited: Iterable[str]) -> list[Entry]:
    """Return the entries and, at their numbers' places, one for each cited alone."""
    known = {entry.label for entry in entries}
    absent = sorted(set(cited) - known, key=label_order, reverse=True)
    out: list[Entry] = []
    for entry in entries:
        order = label_order(entry.label) if entry.label else (0, "")
        while absent and label_order(absent[-1]) < order:
            out.append(_absent(absent.pop()))
        out.append(entry)
    out += [_absent(label) for label in reversed(absent)]
    return out


def _absent(label: str) -> Entry:
    return Entry(label, label, is_missing=True)


def _read_text(entry: Entry, note: Note, words: Words, findings: list[Finding]) -> None:
    check_length(note.text)
    text = note.text.strip()
    link = note.link if is_web_address(note.link) else ""
    archived = note.archived_link if is_web_address(note.archived_link) else ""
    bare = _without_lead(text)
    entry.lacks_link = bare != text and not (link or archived)
    shown = bare if entry.lacks_link else text
    tokens, _ = parse(shown, link_bare_addresses=True)
    entry.refers_to = note.refers_to
    if note.refers_to:
        _refer(entry, tokens, findings)
    entry.plain = plain_text(tokens if shown == bare else parse(bare)[0])
    original = link or next(iter(_addresses(tokens)), "")
    original = "" if original == archived else original
    entry.url = original or archived
    added = link or ("" if original else archived)
    if added and added not in text:
        _append(tokens, [*text_tokens(" "), *link_tokens(added, host(added))])
    day = note.archived_day if archived else ""
    copies = ArchivedLink(original, archived, day, note.archived_on, note.link_is_dead)
    has_link = tell_copies(tokens, copies)
    _append_in_brackets(tokens, remark(copies, words, has_link=has_link))
    if note.accessed_on:
        accessed = words.accessed.format(date=note.accessed_on)
        _append_in_brackets(tokens, text_tokens(accessed))
    demote_headings(tokens)
    resolve_figures(tokens, {}, words, findings)
    settle_links(tokens, findings)
    entry.tokens = tokens


def _refer(entry: Entry, tokens: list[Token], findings: list[Finding]) -> None:
    """Link "Ibid." to its note; say so where it names another number than that."""
    named = link_reference(tokens, entry.refers_to)
    if named and named != entry.refers_to:
        findings.append(Finding("reference-number", (entry.shown, named)))


def _without_lead(text: str) -> str:
    """Leave out a closing "Available at", and the comma before it."""
    offset = max(0, len(text) - _LEAD_LENGTH)
    found = _LEAD.search(text, offset)
    if not found or (found.start() and text[found.start() - 1].isalnum()):
        return text
    return text[: found.start()].rstrip(" \t\n,;:(")


def _addresses(tokens: list[Token]) -> list[str]:
    found = (
        str(child.attrs.get("href", ""))
        for token in tokens
        for child in token.children or ()
        if child.type == "link_open"
    )
    return [address for address in found if is_web_address(address)]


def _append_in_brackets(tokens: list[Token], addition: list[Token]) -> None:
    if addition:
        _append(tokens, [*text_tokens(" ("), *addition, *text_tokens(")")])


def _append(tokens: list[Token], addition: list[Token]) -> None:
    """Put inline tokens at the end of the last paragraph, or into a new one."""
    if not tokens or tokens[-1].type != "paragraph_close":
        tokens += [
            Token("paragraph_open", "p", 1, block=True),
            Token("inline", "", 0, children=[], block=True),
            Token("paragraph_close", "p", -1, block=True),
        ]
    inline = tokens[-2]
    inline.children = [*(inline.children or []), *addition]
