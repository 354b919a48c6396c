"""A cleaned tree of HTML written as Markdown, as ``articles.text`` reads it.

A note's marker stands in the tree as ``<span data-note="8"></span>``, a picture as
``<img src="picture:KEY" alt="">``. What the tree calls by another name is passed
through: only its text counts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bs4.element import PageElement, PreformattedString, Tag

from .phrases import Ways, write_line, write_lines
from .tables import is_layout, write_table

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
HIGHEST, LOWEST = 2, 4
# Deeper lists and quotations are text to the renderer; deeper trees help nobody.
DEEPEST_LIST, DEEPEST_QUOTE, DEEPEST_TREE = 6, 3, 60
LISTS = ("ul", "ol", "menu", "dir")
BLOCKS = frozenset(
    {
        *(*HEADINGS, *LISTS, "address", "article", "aside", "blockquote", "body"),
        *("caption", "center", "dd", "details", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html"),
        *("legend", "li", "main", "nav", "p", "pre", "section", "summary", "table"),
        *("tbody", "td", "tfoot", "th", "thead", "tr"),
    }
)


@dataclass(frozen=True, slots=True)
class _Block:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Place:
    """What holds for the whole tree, and how deep a block stands in it."""

    levels: Mapping[str, int]
    ways: Ways
    lists: int = 0
    quotes: int = 0
    follows_list: bool = False


def to_markdown(
    element: Tag, *, escape_numbers: bool = False, dropped: list[str] | None = None
) -> str:
    """Return a tree as Markdown without outer blank lines; the tree is changed.

    Headings are written from ``##`` on, by their order. With ``escape_numbers`` a
    typed ``[7]`` is kept from being a marker. Addresses that lead to no page and no
    mailbox are left out and, where a list is given, added to ``dropped``.
    """
    flatten(element)
    _lay_open(element)
    names = {element.name, *(tag.name for tag in tags_in(element))}
    used = [name for name in HEADINGS if name in names]
    levels = {name: min(HIGHEST + rank, LOWEST) for rank, name in enumerate(used)}
    ways = Ways([] if dropped is None else dropped, escape_numbers)
    return _join(_read(element, _Place(levels, ways)))


def tags_in(element: Tag) -> Iterator[Tag]:
    """Yield the tags of a tree, quicker than a search does."""
    return (node for node in element.descendants if isinstance(node, Tag))


def flatten(element: Tag, deepest: int = DEEPEST_TREE) -> None:
    """Unwrap what stands more than ``deepest`` levels down; its text stays."""
    depth = {id(element): 0}
    deep = []
    for tag in tags_in(element):
        depth[id(tag)] = depth[id(tag.parent)] + 1
        if depth[id(tag)] > deepest:
            deep.append(tag)
    for tag in deep:
        if tag.name in BLOCKS:
            tag.insert_before(" ")
        if tag.name not in ("img", "br", "span"):
            tag.unwrap()


def _lay_open(element: Tag) -> None:
    """Make plain containers of phrases that hold blocks, a link around a list."""
    for tag in [tag for tag in tags_in(element) if tag.name in BLOCKS]:
        around = tag.parent
        while around and around is not element and around.name not in BLOCKS:
            around.name = "div"
            around = around.parent


def _read(element: Tag, place: _Place) -> list[_Block]:
    """Return the blocks that one element makes."""
    name = element.name
    if name in place.levels:
        text = write_line(element.children, place.ways, is_heading=True)
        return _block("heading", text, f"{'#' * place.levels[name]} ")
    if name in LISTS:
        return _list(element, place)
    if name == "blockquote":
        return _quotation(element, place)
    if name == "table" and not is_layout(element):
        return _table(element, place)
    if name == "pre":
        return _verbatim(element)
    if name == "hr":
        return [_Block("rule", "***")]
    return _inside(element, place)


def _inside(element: Tag, place: _Place) -> list[_Block]:
    """Return the blocks of an element; phrases between blocks are paragraphs."""
    blocks: list[_Block] = []
    for group in _groups(element):
        first = group[0]
        if isinstance(first, Tag) and first.name in BLOCKS:
            follows = bool(blocks) and blocks[-1].kind == f"list {first.name}"
            blocks += _read(first, replace(place, follows_list=follows))
        else:
            lines = write_lines(group, place.ways)
            blocks += _block("paragraph", "\\\n".join(lines))
    return blocks


def _groups(element: Tag) -> Iterator[list[PageElement]]:
    """Yield each block alone, and the phrases between two blocks together."""
    phrases: list[PageElement] = []
    for child in element.children:
        if isinstance(child, PreformattedString):
            continue
        if not isinstance(child, Tag) or child.name not in BLOCKS:
            phrases.append(child)
            continue
        if phrases:
            yield phrases
            phrases = []
        yield [child]
    if phrases:
        yield phrases


def _block(kind: str, text: str, before: str = "") -> list[_Block]:
    return [_Block(kind, f"{before}{text}")] if text else []


def _list(element: Tag, place: _Place) -> list[_Block]:
    """Return a list; one too deep for the renderer is written as paragraphs.

    A list right after another has other marks, or the two would be one.
    """
    if place.lists >= DEEPEST_LIST:
        return _inside(element, place)
    inner = replace(place, lists=place.lists + 1, follows_list=False)
    items = _items(element, inner)
    is_loose = any(block.kind[:4] != "list" for item in items for block in item[1:])
    number = _start(element)
    written = []
    for count, item in enumerate(items):
        mark = "*" if place.follows_list else "-"
        if element.name == "ol":
            mark = f"{number + count}{')' if place.follows_list else '.'}"
        text = _join(item, between="\n\n" if is_loose else "\n")
        written.append(f"{mark} {_indented(text, len(mark) + 1)}")
    text = ("\n\n" if is_loose else "\n").join(written)
    return _block(f"list {element.name}", text)


def _items(element: Tag, place: _Place) -> list[list[_Block]]:
    """Return the blocks of each item; a list between items belongs to the one above."""
    items: list[list[_Block]] = []
    for group in _groups(element):
        first = group[0]
        if isinstance(first, Tag) and first.name in BLOCKS:
            blocks = _read(first, place)
        else:
            blocks = _block("paragraph", "\\\n".join(write_lines(group, place.ways)))
        is_item = isinstance(first, Tag) and first.name == "li"
        if blocks and items and not is_item:
            items[-1] += blocks
        elif blocks:
            items.append(blocks)
    return items


def _start(element: Tag) -> int:
    start = str(element.get("start", "1"))
    return int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1


def _quotation(element: Tag, place: _Place) -> list[_Block]:
    if place.quotes >= DEEPEST_QUOTE:
        return _inside(element, place)
    inner = replace(place, quotes=place.quotes + 1, follows_list=False)
    lines = _join(_inside(element, inner)).split("\n")
    text = "\n".join(f"> {line}".rstrip() for line in lines)
    return _block("quotation", text if any(lines) else "")


def _table(element: Tag, place: _Place) -> list[_Block]:
    blocks: list[_Block] = []
    for caption in element.find_all("caption", recursive=False):
        blocks += _inside(caption, place)
    return blocks + _block("table", write_table(element, place.ways))


def _verbatim(element: Tag) -> list[_Block]:
    for line_end in element.find_all("br"):
        line_end.replace_with("\n")
    text = element.get_text().strip("\n").rstrip()
    fence = "```"
    while fence in text:
        fence += "`"
    return _block("code", f"{fence}\n{text}\n{fence}" if text else "")


def _indented(text: str, width: int) -> str:
    lines = text.split("\n")
    rest = (f"{' ' * width}{line}" if line else "" for line in lines[1:])
    return "\n".join((lines[0], *rest))


def _join(blocks: list[_Block], between: str = "\n\n") -> str:
    return between.join(block.text for block in blocks)
