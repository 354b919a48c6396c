"""Which part of a page is the article, and what around it is left out."""

import re
from collections import Counter
from collections.abc import Iterator

from bs4.element import NavigableString, Tag

from articles.importing.fields.furniture import is_menu

from .furniture import LeftOut, taken, weights_of
from .tree import classes, close_text, holds, named

_ROOT_SHARE = 0.6
_ONLY_SHARE = 0.9
_ROOT = re.compile(
    r"(?:^|\s)(?:entry-content|post-content|article-(?:body|content|text)|story-body|"
    r"node__content|field-name-body|field--name-body|mw-parser-output|post-body|"
    r"main-content|content-body)(?:$|\s)"
)
_CONTAINERS = (
    "div",
    "article",
    "section",
    "main",
    "table",
    "tbody",
    "tr",
    "td",
    "center",
)
_PERMALINK = re.compile(r"[\s#¶§🔗∞]*")


def find_main(body: Tag) -> tuple[Tag, list[LeftOut]]:
    """The element with the article's text; what stands around it is taken out."""
    main = _root(body, weights_of(body))
    return main, _take_outside(body, main)


def _root(body: Tag, weights: Counter[int]) -> Tag:
    """The smallest element that holds nearly all of the running text."""
    total = weights[id(body)]
    root = next(
        (tag for tag in _named_roots(body) if weights[id(tag)] >= total * _ROOT_SHARE),
        body,
    )
    while True:
        inner = [
            c for c in root.children if isinstance(c, Tag) and c.name in _CONTAINERS
        ]
        best = max(inner, key=lambda tag: weights[id(tag)], default=None)
        if best is None or weights[id(best)] < weights[id(root)] * _ONLY_SHARE:
            return root
        if root.name in ("article", "main") or not weights[id(best)]:
            return root
        root = best


def _named_roots(body: Tag) -> Iterator[Tag]:
    """The elements that the markup itself names as the article, best first."""
    yield from body.find_all(itemprop="articleBody")
    yield from body.find_all("article")
    yield from (tag for tag in body.find_all() if _ROOT.search(classes(tag)))
    yield from body.find_all(["main"])
    yield from body.find_all(role="main")


def _take_outside(body: Tag, main: Tag) -> list[LeftOut]:
    """Take out what stands around the main element."""
    left: list[LeftOut] = []
    node: Tag = main
    while node is not body and node.parent is not None:
        parent = node.parent
        for other in list(parent.children):
            if other is node:
                continue
            if isinstance(other, Tag):
                left += taken(other, "page-around")
            elif isinstance(other, NavigableString):
                if other.strip():
                    words = " ".join(other.split())
                    left.append(LeftOut("page-around", words, words))
                other.extract()
        node = parent
    return left


def take_loose_ends(main: Tag) -> list[LeftOut]:
    """Take out links beside headings, and lines that are menus and nothing else."""
    left: list[LeftOut] = []
    for link in main.find_all("a"):
        is_sign = _PERMALINK.fullmatch(link.get_text()) is not None
        if is_sign and named(link, "href").startswith("#"):
            link.extract()
    for tag in main.find_all(["p", "li", "div"]):
        if not holds(tag, ("p", "div", "li", "img")) and is_menu(close_text(tag)):
            left += taken(tag, "menu")
    return left
