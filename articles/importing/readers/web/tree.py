"""A page's markup as a tree, with the ends that writers of HTML may leave out."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from articles.importing.unreadable import Unreadable
from articles.importing.writing.markdown import BLOCKS, DEEPEST_TREE

MOST_TAGS = 60_000
DEEPEST_SCOPE = 40
MOST_BEFORE_TEXT = 12
LONGEST_BEFORE_TEXT = 160
# Without an end; the depth of a tree does not grow with them.
_EMPTY = frozenset({"br", "hr", "img", "input", "link", "meta", "base", "wbr", "col"})

_ENDS_PARAGRAPH = BLOCKS - {"td", "th", "tr", "tbody", "thead", "tfoot", "caption"}
_SCOPES = frozenset(
    {"table", "div", "body", "td", "th", "blockquote", "section", "article", "button"}
)
# What a new element of this name ends, and what shields those further out.
_ENDED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(_ENDS_PARAGRAPH, (frozenset({"p"}), _SCOPES | {"li"})),
    "li": (frozenset({"li", "p"}), frozenset({"ul", "ol", "menu", "dir", "table"})),
    "dt": (frozenset({"dt", "dd", "p"}), frozenset({"dl", "table"})),
    "dd": (frozenset({"dt", "dd", "p"}), frozenset({"dl", "table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tr": (frozenset({"tr", "td", "th", "caption"}), frozenset({"table"})),
    **dict.fromkeys(
        ("tbody", "thead", "tfoot"),
        (
            frozenset({"tbody", "thead", "tfoot", "tr", "td", "th", "caption"}),
            frozenset({"table"}),
        ),
    ),
}


class _Page(BeautifulSoup):
    """A tree in which ``<p>a<p>b`` are two paragraphs, as in every browser.

    Elements too deep are not made; what they hold belongs to the last that is.
    """

    def __init__(self, markup: str) -> None:
        self._passed_over: Counter[str] = Counter()
        super().__init__(markup, "html.parser", multi_valued_attributes=None)

    def handle_starttag(self, name: str, *args: Any, **named: Any) -> Tag | None:
        outermost = self._ended_by(name)
        if outermost is not None:
            self.endData()
            while self.currentTag is not outermost:
                self.popTag()
            self.popTag()
        if len(self.tagStack) > DEEPEST_TREE and name not in _EMPTY:
            self._passed_over[name] += 1
            self.handle_data(" ")
            return None
        return super().handle_starttag(name, *args, **named)

    def handle_endtag(self, name: str, nsprefix: str | None = None) -> None:
        if self._passed_over[name]:
            self._passed_over[name] -= 1
        else:
            super().handle_endtag(name, nsprefix)

    def _ended_by(self, name: str) -> Tag | None:
        """The outermost open element that an element of this name ends."""
        ended, shields = _ENDED.get(name, (frozenset(), frozenset()))
        found = None
        for tag in self.tagStack[: -DEEPEST_SCOPE - 1 : -1] if ended else ():
            if tag.name in shields:
                break
            found = tag if tag.name in ended else found
        return found


def parse(markup: str) -> BeautifulSoup:
    """Return the tree of a page, not too deep for what reads it.

    Raises ``Unreadable`` for more elements than an article can have.
    """
    if markup.count("<") > 2 * MOST_TAGS:
        raise Unreadable("too-complex", {"limit": MOST_TAGS})
    return _Page(_closed(markup))


def _closed(markup: str) -> str:
    """The markup with what opens after its last end, and so is no tag, made text."""
    last = markup.rfind(">") + 1
    return markup[:last] + markup[last:].replace("<", "&lt;")


def body_of(page: BeautifulSoup) -> Tag:
    """Return the body, or all there is where a piece of a page has none."""
    return page.body or page


def fragment_of(href: str) -> str:
    """The place within a page at which an address points."""
    return href.partition("#")[2].strip()


def named(tag: Tag, name: str) -> str:
    """The value of an attribute, "" without it."""
    value = tag.get(name)
    return value if isinstance(value, str) else " ".join(value or ())


def classes(tag: Tag) -> str:
    """The words by which a style sheet knows an element, in small letters."""
    told = (named(tag, "class"), named(tag, "id"), named(tag, "role"))
    return " ".join((*told, named(tag, "epub:type"))).lower()


def words_of(tag: Tag) -> str:
    """The text of an element on one line."""
    return " ".join(tag.get_text(" ").split())


def close_text(tag: Tag) -> str:
    """The text of an element as it is set, nothing put between its parts."""
    return " ".join(tag.get_text().split())


def strings(tag: Tag) -> Iterator[NavigableString]:
    """The pieces of text within an element."""
    for piece in list(tag.descendants):
        if isinstance(piece, NavigableString):
            yield piece


def folded(text: str) -> str:
    """A text as it is compared: small letters, no punctuation."""
    return " ".join(re.sub(r"[^\w\s]", " ", text).casefold().split())


def before_text(body: Tag) -> Iterator[Tag]:
    """The short lines that stand above the first paragraph of running text."""
    count = 0
    for tag in body.find_all(["p", "div", "h2", "h3", "h4", "h5", "h6", "ul", "time"]):
        if holds(tag, ("p", "div", "ul", "table")):
            continue
        text = close_text(tag)
        if len(text) > LONGEST_BEFORE_TEXT or count > MOST_BEFORE_TEXT:
            return
        count += 1
        if text:
            yield tag


def holds(tag: Tag, names: Collection[str]) -> bool:
    """Whether an element has one of these within it."""
    return any(isinstance(n, Tag) and n.name in names for n in tag.descendants)


def stands_in(tag: PageElement, names: Collection[str]) -> bool:
    """Whether an element stands within one of these."""
    return any(around.name in names for around in tag.parents)


def cites(tag: Tag) -> bool:
    """Whether an element has a note's marker within it."""
    return any(isinstance(n, Tag) and "data-note" in n.attrs for n in tag.descendants)
