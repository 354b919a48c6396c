"""Paragraphs, headings and lists of a Word file."""

import re
from dataclasses import dataclass, field
from html import unescape
from xml.etree.ElementTree import Element

from .numbering import Numbers
from .package import Part, WordFile
from .runs import Runs
from .story import Story, text_of
from .styles import Styles, list_place, outline_role
from .tables import write_table
from .xml import value

_TAG = re.compile(r"<[^>]+>")
_CONTENTS = "Table of Contents"
_PLACES = {
    "quotation": "<blockquote><p>{}</p></blockquote>",
    "code": "<pre>{}</pre>",
    "title": '<p data-role="title">{}</p>',
    "subtitle": '<p data-role="subtitle">{}</p>',
    **{f"h{level}": f"<h{level}>{{}}</h{level}>" for level in range(1, 7)},
}


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its level from 0, its format (nothing for a bullet), its number."""

    level: int
    form: str
    number: int
    html: str


@dataclass(slots=True)
class _Open:
    item: Item
    tag: str
    number: int


def write_lists(items: list[Item]) -> str:
    """Return the lists that some items in a row make."""
    html: list[str] = []
    opened: list[_Open] = []
    for item in items:
        while opened and not _belongs(opened[-1], item):
            html.append(f"</li></{opened.pop().tag}>")
        if opened and opened[-1].item.level == item.level:
            html.append("</li>")
            opened[-1].number = item.number
        else:
            tag = "ol" if item.form else "ul"
            start = f' start="{item.number}" data-format="{item.form}"'
            html.append(f"<{tag}{start if item.form else ''}>")
            opened.append(_Open(item, tag, item.number))
        html.append(f"<li>{item.html}")
    html += (f"</li></{level.tag}>" for level in reversed(opened))
    return "".join(html)


def _belongs(opened: _Open, item: Item) -> bool:
    """Whether an item goes into an open list: the next of it, or one below it."""
    if opened.item.level != item.level:
        return opened.item.level < item.level
    is_next = item.number == opened.number + 1 or not item.form
    return opened.item.form == item.form and is_next


@dataclass(slots=True)
class _Flow:
    """Blocks made so far, a list still open, and the start of the next paragraph."""

    html: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    carried: str = ""

    def add(self, html: str) -> None:
        """Add a block, after the list that ends before it."""
        self.close_list()
        self.html.append(html)

    def close_list(self) -> None:
        """Write the list that is open."""
        if self.items:
            self.html.append(write_lists(self.items))
            self.items = []

    def whole(self) -> str:
        """Return all blocks; quotations and lines of code in a row are joined."""
        self.close_list()
        if self.carried:
            self.html.append(f"<p>{self.carried}</p>")
        html = "".join(self.html).replace("</blockquote><blockquote>", "")
        return html.replace("</pre><pre>", "\n")


class Blocks:
    """Reads one part of a file, block by block."""

    def __init__(
        self, file: WordFile, part: Part, styles: Styles, numbers: Numbers, story: Story
    ) -> None:
        self._styles, self._numbers, self._story = styles, numbers, story
        self._runs = Runs(file, part, styles, story)

    def read(self, holder: Element) -> str:
        """Return the blocks that an element holds, one after another."""
        flow = _Flow()
        self._read_all(holder, flow)
        return flow.whole()

    def _read_all(self, holder: Element, flow: _Flow) -> None:
        for child in holder:
            if child.tag == "p":
                self._paragraph(child, flow)
            elif child.tag == "tbl":
                flow.add(write_table(child, self.read, self._story))
            elif value(child, "sdtPr/docPartGallery") == _CONTENTS:
                self._story.leave("contents-list", text_of(child))
            elif child.tag in ("sdt", "sdtContent", "body", "tr", "tc"):
                self._read_all(child, flow)
            else:
                self._add(self._runs.read([child]), "", flow)
                self._story.said.append("\n")
                self._read_boxes(flow)

    def _paragraph(self, paragraph: Element, flow: _Flow) -> None:
        properties = paragraph.find("pPr")
        html = flow.carried + self._runs.read(paragraph)
        flow.carried = ""
        role = outline_role(properties) or self._styles.role(
            value(properties, "pStyle")
        )
        if value(properties, "framePr", "dropCap") not in ("", "none"):
            flow.carried = _TAG.sub("", html).strip()
        elif _is_joined_to_next(properties):
            flow.carried = html
        else:
            self._story.said.append("\n")
            self._place(properties, role, html, flow)
        self._read_boxes(flow)

    def _place(
        self, properties: Element | None, role: str, html: str, flow: _Flow
    ) -> None:
        """Put a paragraph where its style or its numbering says."""
        if role == "contents":
            self._story.leave(
                "contents-list", unescape(_TAG.sub("", html)), is_said=True
            )
        elif not self._is_item(properties, role, html, flow):
            self._add(html, role, flow)

    def _add(self, html: str, role: str, flow: _Flow) -> None:
        if html.strip():
            if role == "code":
                html = html.replace("<br>", "\n")
            flow.add(_PLACES.get(role, "<p>{}</p>").format(html))

    def _is_item(
        self, properties: Element | None, role: str, html: str, flow: _Flow
    ) -> bool:
        """Take a paragraph as an item of a list, if Word numbers or marks it."""
        place = list_place(properties)
        if place is None:
            place = self._styles.list_place(value(properties, "pStyle"))
        if place is None or not self._numbers.is_list(place) or role[:1] in ("h", "t"):
            return False
        form, number = self._numbers.count(place)
        if html.strip():
            flow.items.append(Item(place.level, form, number, html))
        return True

    def _read_boxes(self, flow: _Flow) -> None:
        """Set the text boxes of a paragraph behind it."""
        boxes, self._runs.boxes = self._runs.boxes, []
        for box in boxes:
            html = self.read(box)
            if html:
                self._story.boxes.append(" ".join(text_of(box).split())[:80])
                flow.add(html)


def _is_joined_to_next(properties: Element | None) -> bool:
    """Whether the end of a paragraph is deleted, so that the next one goes on."""
    return properties is not None and properties.find("rPr/del") is not None
