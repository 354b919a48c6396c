"""A source and its notes as a plain tree, for forms of the text that are no HTML.

A tree is made of dictionaries, lists, words and numbers, ready for JSON. Blocks have
a ``t``: ``p``, ``h`` (with level ``l``, 2 to 4), ``quote``, ``ul``, ``ol`` (``start``),
``code`` (``v``), ``rule``, ``table`` (``align``, ``head``, ``rows``), ``figure``. So have
what stands inside them: ``s`` is a run of text (``v``) with its marks, ``a`` a link
(``u``), ``n`` a marker (``label``, its count ``k``, and whether it ``joins`` the word
before it by itself), ``br`` and ``img``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .body import read_body
from .citations import cited_labels
from .entries import Entry, read_entries, with_missing
from .growing import Node, grow
from .values import Figure, Finding, Note, Words

_ENGLISH = Words()


@dataclass(frozen=True, slots=True)
class NoteTree:
    """One line of the notes list; ``remark`` stands in for a text that is lost, or
    says that nothing cites the note."""

    shown: str
    label: str
    blocks: list[Node]
    remark: str
    citations: int


@dataclass(frozen=True, slots=True)
class Tree:
    """A text and its notes, in the same order and with the same labels as the page."""

    blocks: list[Node]
    notes: tuple[NoteTree, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it with nothing in it but what JSON knows."""
        notes = [
            {name: getattr(note, name) for name in NoteTree.__dataclass_fields__}
            for note in self.notes
        ]
        return {"blocks": self.blocks, "notes": notes}


def to_tree(
    source: str,
    notes: Sequence[Note],
    *,
    pictures: Mapping[str, Figure],
    words: Words = _ENGLISH,
) -> Tree:
    """Return what ``render`` makes HTML of. Raises SourceTooLong."""
    findings: list[Finding] = []
    entries = read_entries(notes, words, findings)
    known = frozenset(entry.label for entry in entries if entry.label)
    body = read_body(source, known, pictures, words, findings)
    markers = cited_labels(body.tokens)
    counts: dict[str, int] = {}
    blocks = grow(body.tokens, counts)
    listed = with_missing(entries, markers)
    return Tree(blocks, tuple(_note(entry, counts, words) for entry in listed))


def _note(entry: Entry, counts: Mapping[str, int], words: Words) -> NoteTree:
    count = counts.get(entry.label, 0)
    remark = "" if count else words.uncited
    if entry.is_missing:
        remark = words.missing.format(label=entry.shown)
    blocks = grow(entry.tokens, {})
    return NoteTree(entry.shown, entry.label, blocks, remark, count)
