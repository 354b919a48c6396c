"""One note of a page: its nodes, the label it prints, and the text without both ways."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from articles.importing.ledger import Ledger
from articles.importing.understanding.notes.labels import to_label
from articles.importing.understanding.notes.shapes import is_heading
from articles.importing.writing.markdown import HEADINGS

from .markers import PHRASES, as_label, is_way_back, printed_label, speaks_of_notes
from .tree import classes, close_text, fragment_of, named, words_of

_TYPED = re.compile(
    r"\s*(?:\[(\d{1,3}[a-z]?)\]|\((\d{1,3}[a-z]?)\)|(\d{1,3}[a-z]?)[.)])[\s:]*"
)
_BARE = re.compile(r"\s*(\d{1,3}[a-z]?)[\s:.]+", re.IGNORECASE)
_SIGNS = re.compile(r"[\s^↑,|\[\]()]*")
_JOINTS = re.compile(r"[\s^↑,;:.|↩\ufe0e\ufe0f\[\]()]*")


def leave_headings(body: Tag, ledger: Ledger) -> None:
    """Leave out the headings, rules and empty lists that notes leave behind them."""
    for tag in body.find_all([*HEADINGS, "p", "strong", "dt"]):
        text = close_text(tag)
        if is_heading(text) and not _has_text_below(tag):
            ledger.leave_words("notes-heading", text)
            tag.extract()
    for rule in body.find_all("hr"):
        if not _has_text_below(rule):
            rule.extract()
    for tag in body.find_all(["ol", "ul", "dl"]):
        if not close_text(tag) and tag.find("img") is None:
            tag.extract()


def _has_text_below(tag: Tag) -> bool:
    """Whether text stands between an element and the next heading."""
    following = tag.next_sibling
    while following is not None:
        if isinstance(following, Tag) and following.name in HEADINGS:
            return False
        if following.get_text().strip():
            return True
        following = following.next_sibling
    around = tag.parent
    if around is None or around.name in ("body", "article", "main", "td"):
        return False
    is_all = close_text(around) == close_text(tag)
    return _has_text_below(around) if is_all and tag.name == "hr" else False


@dataclass(slots=True)
class WebNote:
    """A note: what its marker or list prints, and a tree with its text alone."""

    printed: str
    content: Tag
    label: str = ""
    targets: list[Tag] = field(default_factory=list)
    is_missing: bool = False
    place: int = 0


@dataclass(frozen=True, slots=True)
class ItemLabel:
    """The label at the head of an item, and the text after it."""

    label: str
    text: str


def item_label(item: Tag) -> ItemLabel:
    """Part the label that an item prints from its text."""
    text = close_text(item)
    first = next((piece for piece in item.find_all(string=True) if piece.strip()), None)
    around = first.parent if first is not None else None
    own = (
        printed_label(str(first))
        if around is not None and around.name in PHRASES
        else ""
    )
    if as_label(own) and first is not None:
        return ItemLabel(own, text[len(str(first).strip()) :].strip("]).: "))
    match = _TYPED.match(text) or _BARE.match(f"{text} ")
    if match is None:
        return ItemLabel("", text)
    label = next(group for group in match.groups() if group)
    return ItemLabel(label, text[match.end() :].strip())


def as_note(
    nodes: Sequence[PageElement], printed: str, page: BeautifulSoup, place: int = 0
) -> WebNote:
    """Take the nodes of a note out of the page, into a tree of their own."""
    first = nodes[0]
    content = page.new_tag("div")
    if not printed and isinstance(first, Tag):
        printed = _list_number(first) or item_label(first).label
    for node in nodes:
        node.extract()
        content.append(node)
    for tag in content.find_all(
        ["li", "td", "tr", "dt", "dd", "tbody"], recursive=False
    ):
        tag.name = "font" if tag.name == "dt" else "div"
        for cell in tag.find_all(["td", "th"], recursive=False):
            cell.name = "font"
    is_missing = isinstance(first, Tag) and "is-missing" in classes(first).split()
    return WebNote(printed, content, is_missing=is_missing, place=place)


def _list_number(item: Tag) -> str:
    """The number that a browser prints before an item of a list; "" elsewhere."""
    around = item.parent
    if item.name != "li" or around is None or around.name != "ol":
        return ""
    start = named(around, "start")
    count = int(start) if start.isascii() and start.isdigit() else 1
    for other in around.find_all("li", recursive=False):
        value = named(other, "value")
        count = int(value) if value.isascii() and value.isdigit() else count
        if other is item:
            return str(count) if count <= 999 else ""
        count += 1
    return ""


def items_beside(
    nodes: Sequence[PageElement], starts: set[int], taken: set[int]
) -> Iterator[Tag]:
    """The items above one in its list that no marker leads to."""
    item = nodes[0] if nodes else None
    if not isinstance(item, Tag) or item.name not in ("li", "tr"):
        return
    around = item.parent
    if around is None or id(around) in taken:
        return
    taken.add(id(around))
    for other in list(around.find_all(item.name, recursive=False)):
        if id(other) not in starts and item_label(other).text:
            taken.add(id(other))
            yield other


def plain_item(note: WebNote, fragments: set[str]) -> str:
    """Take the label and the ways back out of a note; return those words.

    ``fragments`` are the places of notes: a link to one of them is no way back.
    """
    words: list[str] = []
    for link in list(note.content.find_all("a")):
        if is_way_back(link, leads_up=_leads_up(link, fragments)):
            words.append(_take_link(link, note))
    for tag in list(note.content.find_all(["font", "span"])):
        is_remark = "note-remark" in classes(tag).split()
        is_rest = "backlink" in classes(tag) and _JOINTS.fullmatch(tag.get_text())
        if is_remark or is_rest:
            words.append(close_text(tag))
            tag.extract()
    _take_label(note)
    if note.is_missing:
        words.append(close_text(note.content))
        note.content.clear()
    return " ".join(filter(None, words))


def _leads_up(link: Tag, fragments: set[str]) -> bool:
    """Whether a link within a note prints a label and leads to no other note."""
    href = named(link, "href")
    fragment = fragment_of(href)
    if not fragment or not href.startswith(("#", "//")) or fragment in fragments:
        return False
    text = close_text(link)
    is_sign = bool(printed_label(text)) or _JOINTS.fullmatch(text) is not None
    return is_sign or "ref" in fragment.lower()


def _take_link(link: Tag, note: WebNote) -> str:
    """Take a way back out, with the raised signs and brackets that stand around it."""
    text = close_text(link)
    node: Tag = link
    while (parent := node.parent) is not None and parent.name in PHRASES:
        if not _JOINTS.fullmatch(parent.get_text().replace(link.get_text(), "", 1)):
            break
        node = parent
    before, after = node.previous_sibling, node.next_sibling
    for side in (before, after):
        if (
            isinstance(side, NavigableString)
            and side.strip()
            and _SIGNS.fullmatch(side)
        ):
            side.replace_with(NavigableString(" "))
    node.extract()
    is_label = bool(to_label(note.printed)) and printed_label(text) == note.printed
    return "" if is_label else text


def _take_label(note: WebNote) -> None:
    """Take the label off the beginning of a note's text."""
    text = next((t for t in note.content.find_all(string=True) if t.strip()), None)
    if not isinstance(text, NavigableString):
        return
    label = as_label(note.printed) or note.printed
    around = text.parent
    is_own = (
        around is not None
        and around is not note.content
        and around.name
        not in (
            "p",
            "div",
            "li",
            "dd",
        )
    )
    printed = printed_label(text)
    if printed and is_own and (as_label(printed) or printed) == label:
        after = _after(around)
        text.extract()
        if isinstance(after, NavigableString):
            after.replace_with(NavigableString(re.sub(r"^\s*[\]).:]+", " ", after)))
        return
    match = _TYPED.match(text) or (None if _is_item(note) else _BARE.match(text))
    if match and as_label(next(g for g in match.groups() if g)) == label:
        text.replace_with(NavigableString(text[match.end() :]))


def _is_item(note: WebNote) -> bool:
    """Whether the note was an item that a browser numbers: its text has no number."""
    return note.content.find("p", recursive=False) is None


def _after(tag: Tag | None) -> PageElement | None:
    while tag is not None and tag.next_sibling is None and tag.parent is not None:
        if tag.parent.name not in PHRASES:
            break
        tag = tag.parent
    return tag.next_sibling if tag is not None else None


def is_item_of_notes(tag: Tag) -> bool:
    """Whether an element is named a note and begins with a label."""
    return speaks_of_notes(tag) and bool(item_label(tag).label) and bool(words_of(tag))
