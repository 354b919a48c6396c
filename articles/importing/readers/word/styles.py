"""What Word's styles and numberings mean: headings, quotations, lists and their numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from .xml import is_on, value

LONGEST_CHAIN = 20
LOWEST_HEADING = 6

_HEADING = re.compile(r"(?:heading|titre|überschrift|título|शीर्षक)\s*([1-9])", re.I)
_ROLES = {
    "title": "title",
    "subtitle": "subtitle",
    "quote": "quotation",
    "intense quote": "quotation",
    "block text": "quotation",
    "block quotation": "quotation",
    "blockquote": "quotation",
    "html preformatted": "code",
    "source code": "code",
}
_CONTENTS = re.compile(r"(?:toc|table of figures|index)(?: heading| [1-9])?", re.I)
_STRONG = frozenset({"strong", "intense emphasis", "book title", "intense reference"})
_EMPHASIS = frozenset({"emphasis", "subtle emphasis", "intense emphasis"})


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is set, where it says so."""

    is_strong: bool = False
    is_emphasised: bool = False
    raised: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class ListPlace:
    """The numbering and the level of a list item."""

    number: str
    level: int


class Styles:
    """The styles of a file, those they are based on followed."""

    def __init__(self, root: Element) -> None:
        self._styles = {style.get("styleId", ""): style for style in root.iter("style")}

    def role(self, style: str) -> str:
        """Return ``title``, ``subtitle``, ``quotation``, ``h1`` to ``h6`` or nothing."""
        for name, element in self._chain(style):
            heading = _HEADING.fullmatch(name)
            if heading:
                return f"h{min(int(heading[1]), LOWEST_HEADING)}"
            if name in _ROLES:
                return _ROLES[name]
            if _CONTENTS.fullmatch(name):
                return "contents"
            if role := outline_role(
                element.find("pPr") if element is not None else None
            ):
                return role
        return ""

    def list_place(self, style: str) -> ListPlace | None:
        """Return the numbering that a style gives to its paragraphs."""
        for _, element in self._chain(style):
            properties = element.find("pPr") if element is not None else None
            if value(properties, "numPr/numId"):
                return list_place(properties)
        return None

    def look(self, properties: Element | None) -> Look:
        """Return how a run is set: by itself, or by its style."""
        looks = [_look(properties, "")]
        for name, element in self._chain(value(properties, "rStyle")):
            own = element.find("rPr") if element is not None else None
            looks.append(_look(own, name))
        off_b = properties is not None and properties.find("b") is not None
        off_i = properties is not None and properties.find("i") is not None
        return Look(
            looks[0].is_strong or (not off_b and any(x.is_strong for x in looks)),
            looks[0].is_emphasised
            or (not off_i and any(x.is_emphasised for x in looks)),
            next((x.raised for x in looks if x.raised), ""),
            any(x.is_hidden for x in looks),
        )

    def _chain(self, style: str) -> Iterator[tuple[str, Element | None]]:
        """Yield a style and those it is based on, with their names in small letters."""
        for _ in range(LONGEST_CHAIN):
            if not style:
                return
            element = self._styles.get(style)
            name = value(element, "name") or re.sub(r"(\d)$", r" \1", style)
            yield " ".join(name.casefold().split()), element
            style = value(element, "basedOn")


def _look(properties: Element | None, name: str) -> Look:
    return Look(
        is_on(properties, "b") or name in _STRONG,
        is_on(properties, "i") or name in _EMPHASIS,
        {"superscript": "sup", "subscript": "sub"}.get(
            value(properties, "vertAlign"), ""
        ),
        is_on(properties, "vanish"),
    )


def outline_role(properties: Element | None) -> str:
    """Return the heading that an outline level makes of a paragraph."""
    level = value(properties, "outlineLvl")
    return (
        f"h{min(int(level) + 1, LOWEST_HEADING)}" if level in set("012345678") else ""
    )


def list_place(properties: Element | None) -> ListPlace | None:
    """Return the place in a list that a paragraph gives itself: "0" in none."""
    number = value(properties, "numPr/numId")
    if not number:
        return None
    level = value(properties, "numPr/ilvl") or "0"
    return ListPlace(number, int(level) if level in set("012345678") else 0)
