"""The notes that Word itself keeps: those cited, then those that nothing cites."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from xml.etree.ElementTree import Element

from .blocks import Blocks
from .story import NoteKey, Story, text_of

KINDS = ("footnote", "endnote")

_NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class WordNote:
    """A note: the name its markers have, and its text as HTML."""

    name: str
    html: str


def read_notes(
    parts: Mapping[str, tuple[Element, Blocks]], story: Story
) -> list[WordNote]:
    """Return the notes in order of their names; a name that is cited may have none.

    ``parts`` holds, for each kind, what the file keeps and what reads it. A note
    that no marker cites gets a name too, unless its marker was deleted or moved.
    """
    elements: dict[NoteKey, Element] = {
        (kind, element.get("id", "")): element
        for kind, (root, _) in parts.items()
        for element in root.iter(kind)
        if element.get("type") not in _NO_NOTES
    }
    notes = _cited(elements, parts, story, 0)
    for key, element in elements.items():
        if key not in story.notes:
            _name_or_leave(key, element, story)
    return notes + _cited(elements, parts, story, len(notes))


def _cited(
    elements: Mapping[NoteKey, Element],
    parts: Mapping[str, tuple[Element, Blocks]],
    story: Story,
    done: int,
) -> list[WordNote]:
    """Read the notes that have a name, those too that notes cite in their turn."""
    notes: list[WordNote] = []
    while done + len(notes) < len(story.notes):
        key = list(story.notes)[done + len(notes)]
        element = elements.get(key)
        html = parts[key[0]][1].read(element) if element is not None else ""
        notes.append(WordNote(story.notes[key], _without_mark(html, key, story)))
    return notes


def _name_or_leave(key: NoteKey, element: Element, story: Story) -> None:
    text = text_of(element)
    if key not in story.deleted and text.strip():
        story.cite(*key)
    elif not story.deleted.get(key, True):
        story.leave("deleted-text", text)


def _without_mark(html: str, key: NoteKey, story: Story) -> str:
    """Take the author's own sign for a note off its beginning."""
    mark = story.marks.get(key, "").strip()
    plain = _TAG.sub("", html).lstrip()
    if not mark or not plain.startswith(escape(mark, quote=False)):
        return html
    story.leave("note-name", mark, is_said=True)
    return html.replace(escape(mark, quote=False), "", 1)
