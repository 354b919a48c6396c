"""The text of one paragraph: emphasis, links, pictures, markers, line breaks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from .addresses import destination, picture, raised, read_address
from .spans import EMPHASIS, HOLE, STRONG, Unit, characters, write

SILENT = frozenset(
    {"script", "style", "head", "template", "noscript", "title", "iframe"}
)
# These part words wherever they stand among phrases.
PARTING = frozenset(
    {
        *("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "li", "td", "th", "tr"),
        *("blockquote", "dd", "dt", "caption", "figcaption", "section", "pre", "hr"),
    }
)
_STYLES = {
    **dict.fromkeys(("strong", "b"), STRONG),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), EMPHASIS),
}
_SPACES = re.compile(r"[ \t\n\r\f\v\u2028\u2029]+")
_NOT_TEXT = re.compile(f"[{HOLE}\x00-\x08\x0e-\x1f]")
_NOTE = re.compile(r"[\w-]{1,40}")


@dataclass(frozen=True, slots=True)
class Ways:
    """How a tree is written: addresses left out, and whether ``[7]`` stays text."""

    dropped: list[str] = field(default_factory=list)
    escape_numbers: bool = False


def write_lines(nodes: Iterable[PageElement], ways: Ways) -> list[str]:
    """Return the lines that some phrases make, parted where ``br`` parts them."""
    lines = _Reader(ways).read(nodes)
    written = [write(line, escape_numbers=ways.escape_numbers) for line in lines]
    return [line for line in written if line]


def write_line(
    nodes: Iterable[PageElement], ways: Ways, *, is_heading: bool = False
) -> str:
    """Return some phrases as one line."""
    units: list[Unit] = []
    for line in _Reader(ways).read(nodes):
        units += (*line, Unit(" "))
    return write(units, is_heading=is_heading, escape_numbers=ways.escape_numbers)


class _Reader:
    """Reads phrases into characters, line by line."""

    def __init__(self, ways: Ways, *, in_link: bool = False) -> None:
        self._ways = ways
        self._in_link = in_link
        self.lines: list[list[Unit]] = [[]]
        self.markers: list[Unit] = []

    def read(self, nodes: Iterable[PageElement], style: int = 0) -> list[list[Unit]]:
        """Return the lines, the markers within a link apart."""
        for node in nodes:
            if isinstance(node, Tag):
                self._read_tag(node, style)
            elif isinstance(node, NavigableString):
                self._read_text(node, style)
        return self.lines

    def _read_text(self, node: NavigableString, style: int) -> None:
        if not isinstance(node, PreformattedString):
            text = _SPACES.sub(" ", _NOT_TEXT.sub("", node))
            self.lines[-1] += characters(text, style)

    def _read_tag(self, tag: Tag, style: int) -> None:
        line = self.lines[-1]
        if tag.name in SILENT:
            return
        style |= _STYLES.get(tag.name, 0)
        if _NOTE.fullmatch(str(tag.get("data-note", ""))):
            marker = Unit(f"[^{tag['data-note']}]", style, is_raw=True)
            (self.markers if self._in_link else line).append(marker)
        elif tag.name == "br":
            self._break_line()
        elif tag.name == "img":
            line.append(Unit(picture(tag, self._ways.dropped), style, is_raw=True))
        elif tag.name in ("code", "kbd", "samp"):
            line.append(Unit(_code(tag.get_text()), style, is_raw=True))
        elif tag.name in ("sup", "sub") and not tag.find(("span", "a", "img")):
            line += characters(raised(tag.get_text(), tag.name), style)
        elif tag.name == "a" and tag.get("href") and not self._in_link:
            self._read_link(tag, style)
        else:
            self._read_children(tag, style)

    def _break_line(self) -> None:
        if self._in_link:
            self.lines[-1].append(Unit(" "))
        else:
            self.lines.append([])

    def _read_children(self, tag: Tag, style: int) -> None:
        parts = tag.name in PARTING
        if parts:
            self.lines[-1].append(Unit(" "))
        self.read(tag.children, style)
        if parts:
            self.lines[-1].append(Unit(" "))

    def _read_link(self, tag: Tag, style: int) -> None:
        """Read a link; one that leads nowhere is its words alone."""
        inner = _Reader(self._ways, in_link=True)
        units = inner.read(tag.children, style)[0]
        address = read_address(str(tag["href"]))
        if not address:
            self._ways.dropped.append(str(tag["href"])[:200])
        text = "".join(unit.text for unit in units).strip()
        line = self.lines[-1]
        if not address or not text:
            line += units
        elif text in (address, address.removeprefix("mailto:")):
            line.append(Unit(f"<{text}>", style, is_raw=True))
        else:
            line += _link(units, address, style)
        line += inner.markers


def _link(units: list[Unit], address: str, style: int) -> list[Unit]:
    """The words of a link between its signs; spaces at either end stand outside."""
    first, last = 0, len(units)
    while units[first].is_space:
        first += 1
    while units[last - 1].is_space:
        last -= 1
    inner = [
        Unit(f"\\{unit.text}", unit.style, is_raw=True)
        if unit.text in "[]" and not unit.is_raw
        else unit
        for unit in units[first:last]
    ]
    opening = Unit("[", style, is_raw=True)
    closing = Unit(f"]({destination(address)})", style, is_raw=True)
    return [*units[:first], opening, *inner, closing, *units[last:]]


def _code(text: str) -> str:
    inner = _SPACES.sub(" ", _NOT_TEXT.sub("", text)).strip()
    if not inner:
        return ""
    longest = max((len(run) for run in re.findall("`+", inner)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if inner[0] == "`" or inner[-1] == "`" else ""
    return f"{ticks}{pad}{inner}{pad}{ticks}"
