"""The markers of a text, numbered and written, each tied to its note."""

from collections.abc import Mapping
from html import escape

from markdown_it.token import Token

from .endnotes import marker_id
from .entries import Entry
from .markers import NOTE_MARKER
from .sides import side_note
from .values import Words

_NO_COPY = ("heading_open", "heading_close", "table_open", "table_close")
_WORD_JOINER = "\u2060"


def cited_labels(tokens: list[Token]) -> tuple[str, ...]:
    """Return the label of each marker, in order of appearance."""
    return tuple(
        child.content
        for token in tokens
        for child in token.children or ()
        if child.type == NOTE_MARKER
    )


def write_markers(
    tokens: list[Token], entries: Mapping[str, Entry], words: Words
) -> None:
    """Turn the markers into HTML, in place, and count the citations of each entry.

    The copy for the margin stands at the first citation outside headings and tables.
    """
    depth = 0
    copied: set[str] = set()
    for token in tokens:
        if token.type in _NO_COPY:
            depth += token.nesting
        for child in token.children or ():
            if child.type == NOTE_MARKER:
                entry = entries[child.content]
                has_copy = not depth and entry.label not in copied
                _write(child, entry, words, has_copy=has_copy)
                if has_copy:
                    copied.add(entry.label)


def _write(child: Token, entry: Entry, words: Words, *, has_copy: bool) -> None:
    entry.citations += 1
    label = entry.label
    joiner = _WORD_JOINER if child.meta.get("needs_joiner") else ""
    copy = side_note(entry, words) if has_copy else ""
    child.type = "html_inline"
    child.content = (
        f'{joiner}<sup class="note-marker" id="{marker_id(label, entry.citations)}">'
        f'<a href="#fn-{label}" role="doc-noteref"'
        f' aria-label="{escape(words.note.format(label=label))}">{label}</a></sup>{copy}'
    )
