"""What a web page repeats on every page: found and left out; the article is the rest."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bs4.element import NavigableString, PreformattedString, Tag

from articles.importing.ledger import Ledger
from articles.importing.understanding.boilerplate import DISCLAIMER_LABEL, is_menu
from articles.importing.understanding.notes.shapes import is_heading
from articles.importing.writing.markdown import HEADINGS

from .names import SHORTEST_SENTENCE, Names, paragraphs_of
from .tree import cites, classes, close_text, holds, named, words_of

SHORTEST_PROSE = 25
# Words of running text that may be left out without a warning.
MOST_PROSE = 60
_BEGINNING = 12
LONGEST_TOLD = 1000
_LARGEST_SHARE = 0.5
# Characters of an article before a thread that is longer than it.
_SHORTEST_ARTICLE = 150
_BY_NAME = {
    "nav": "menu",
    "form": "comment-form",
    "footer": "page-footer",
    "aside": "aside",
}
_SECTIONS = ("section", "div")
_MOST_LEFT = 8
_KEPT = frozenset({"html", "body", "main", "article", "table", "tbody", "tr", "b", "i"})
# A thread and nothing else; "comments-open" may stand on a whole page.
_THREAD = re.compile(
    r"(?:^|\s)(?:comments?|comments?-?(?:list|area|section|wrapper)|disqus_thread)(?:$|\s)"
)
_HEADS_ARTICLE = ("h1", "main")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I
)
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


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of a page that were left out, why, and the running text among them."""

    code: str
    words: str
    prose: str = ""


def take_furniture(body: Tag) -> list[LeftOut]:
    """Take out what the markup names as no part of the text."""
    return list(_take_furniture(body, weights_of(body)))


def take_deleted(body: Tag) -> list[LeftOut]:
    """Take out what an editor struck out, in Word or on the page."""
    return [
        entry for tag in body.find_all("del") for entry in taken(tag, "deleted-text")
    ]


def weights_of(body: Tag) -> Counter[int]:
    """Return how much running text each element holds, in characters."""
    weights: Counter[int] = Counter()
    for text in body.find_all(string=True):
        length = len(text.strip())
        is_prose = length >= SHORTEST_PROSE and not isinstance(text, PreformattedString)
        parents = list(text.parents) if is_prose else []
        if any(tag.name == "a" for tag in parents):
            continue
        for tag in parents:
            weights[id(tag)] += length
    return weights


def _take_furniture(body: Tag, weights: Counter[int]) -> Iterator[LeftOut]:
    """Take out what the markup names as no part of the text, unless it is most of it."""
    most = max(1, weights[id(body)]) * _LARGEST_SHARE
    names = Names(body)
    for tag in body.find_all():
        code = _kind(tag, body, names)
        if not code or tag is body:
            continue
        if weights[id(tag)] > most and not _is_thread(tag, body, weights):
            continue
        if not _is_within(tag, body):
            continue
        if code == "page-footer" and tag.find_parent("article") and _says_more(tag):
            continue
        around = tag.parent
        yield from taken(tag, code)
        if isinstance(around, Tag) and _is_emptied(around):
            yield from taken(around, code)


def _is_emptied(around: Tag) -> bool:
    """Whether nothing is left in a section but the heading of what was taken out."""
    if around.name not in _SECTIONS or len(around.contents) > _MOST_LEFT:
        return False
    return around.find("img") is None and all(
        child.name in HEADINGS if isinstance(child, Tag) else not child.strip()
        for child in around.contents
        if isinstance(child, Tag | NavigableString)
    )


def _is_thread(tag: Tag, body: Tag, weights: Counter[int]) -> bool:
    """Whether an element holds comments alone, however long, and an article is outside."""
    if _THREAD.search(classes(tag)) is None or tag.find(_HEADS_ARTICLE) is not None:
        return False
    return weights[id(body)] - weights[id(tag)] >= _SHORTEST_ARTICLE


def _is_within(tag: Tag, body: Tag) -> bool:
    """Whether an element still stands in the tree."""
    return tag.parent is not None and (
        tag is body or any(p is body for p in tag.parents)
    )


def _kind(tag: Tag, body: Tag, names: Names) -> str:
    """The code under which an element is left out; "" for text."""
    if tag.name in _KEPT or tag.has_attr("data-note"):
        return ""
    code = _told_kind(tag, body, names)
    return "" if code and cites(tag) else code


def _told_kind(tag: Tag, body: Tag, names: Names) -> str:
    if "side-note" in classes(tag).split():
        return "note-copy"
    if _is_hidden(tag):
        return "hidden-text"
    if tag.name == "header" and tag.parent is body and tag.find("h1") is None:
        return "page-header"
    return _BY_NAME.get(tag.name, "") or names.kind(tag)


def _is_hidden(tag: Tag) -> bool:
    is_hidden = tag.has_attr("hidden") or named(tag, "aria-hidden") == "true"
    return is_hidden or _HIDDEN.search(named(tag, "style")) is not None


def _says_more(footer: Tag) -> bool:
    """Whether the foot of an article holds a disclaimer or notes."""
    lines = (close_text(tag) for tag in footer.find_all())
    return any(DISCLAIMER_LABEL.match(line) or is_heading(line) for line in lines)


def taken(tag: Tag, code: str) -> Iterator[LeftOut]:
    """Take an element out; yield what was left out, if it has any words."""
    text = words_of(tag)
    long = (p for p in paragraphs_of(tag) if len(p) >= SHORTEST_SENTENCE)
    prose = " ".join(long)
    tag.extract()
    if text:
        yield LeftOut(code, text, prose)


def warn_of_prose(proses: Iterable[str], books: Ledger) -> None:
    """Warn of more running text than may be left out unseen; name how it begins."""
    found = [prose.split() for prose in proses if prose]
    count = sum(map(len, found))
    if count <= MOST_PROSE:
        return
    long = [words for words in found if len(words) > MOST_PROSE] or found
    told = " · ".join(" ".join(words[:_BEGINNING]) + " …" for words in long)
    books.warn("prose-left-out", count=count, text=told[:LONGEST_TOLD])


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
