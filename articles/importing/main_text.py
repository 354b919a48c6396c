"""Which part of a page is the article, and what around it is left out."""

import re
from collections import Counter
from collections.abc import Iterator

from bs4.element import NavigableString, PreformattedString, Tag

from .furniture import DISCLAIMER_LABEL, is_menu
from .note_shapes import is_heading
from .web_tree import cites, classes, close_text, holds, named, words_of

SHORTEST_PROSE = 25
_LARGEST_SHARE = 0.5
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
# Words of classes and ids, the code under which such an element is left out.
_KINDS = tuple(
    (code, re.compile(rf"(?:^|[\s_-])(?:{words})(?:$|[\s_-])"))
    for code, words in (
        (
            "menu",
            "nav|navbar|navigation|menu|menubar|breadcrumbs?|pager|pagination|skip-?link|"
            "toolbar|tabs|language-switcher|mw-editsection|mw-jump-link|catlinks|noprint|"
            "navbox|printfooter|on-?paper|print-?only|no-?print|search-?form|site-search|doc-pagelist|masthead",
        ),
        (
            "contents-list",
            "toc|table-of-contents|ez-toc-container|doc-toc|outline|lwptoc",
        ),
        (
            "share-bar",
            "share|sharing|sharedaddy|social|socials|addtoany|addthis|a2a|"
            "social-?links|share-?(?:bar|buttons|links)|tools|print-?link",
        ),
        (
            "comments",
            "comments?|commentlist|comment-?(?:list|form|area|respond)|disqus|respond|"
            "msocomanchor|reactions",
        ),
        (
            "related",
            "related|jp-relatedposts|recommended|more-from|read-?(?:next|more|also)|"
            "also-?read|trending|popular|latest|teasers?|promo|newsletter|subscribe|"
            "subscription|signup|advert|advertisement|ads?|adsbygoogle|sponsored|banner|"
            "cookie|cookies|consent|popup|modal|widget|widgets|sidebar|donate|tags|"
            "tag-?links|post-?tags|cite|notes-switch|series",
        ),
        (
            "about-author",
            "author-?(?:bio|box|card|info|about)|about-?(?:the-)?authors?",
        ),
        (
            "page-footer",
            "site-?footer|footer|page-?footer|colophon|contentinfo|copyright",
        ),
        ("page-header", "site-?header|page-?header|topbar|header-?top|logo|branding"),
        ("pull-quote", "pull-?quote|pullquote"),
    )
)
_BY_NAME = {
    "nav": "menu",
    "form": "comment-form",
    "footer": "page-footer",
    "aside": "aside",
}
_KEPT = frozenset({"html", "body", "main", "article", "table", "tbody", "tr", "b", "i"})
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I
)
_PERMALINK = re.compile(r"[\s#¶§🔗∞]*")

LeftOut = tuple[str, str]


def take_furniture(body: Tag) -> list[LeftOut]:
    """Take out what the markup names as no part of the text: code, words."""
    return list(_take_furniture(body, _weights(body)))


def take_deleted(body: Tag) -> list[LeftOut]:
    """Take out what an editor struck out, in Word or on the page."""
    return [
        entry for tag in body.find_all("del") for entry in _taken(tag, "deleted-text")
    ]


def find_main(body: Tag) -> tuple[Tag, list[LeftOut]]:
    """The element with the article's text; what stands around it is taken out."""
    main = _root(body, _weights(body))
    return main, _take_outside(body, main)


def _weights(body: Tag) -> Counter[int]:
    """How much running text each element holds, in characters."""
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
    for tag in body.find_all():
        code = _kind(tag, body)
        if not code or weights[id(tag)] > most or tag is body:
            continue
        if not _is_within(tag, body):
            continue
        if code == "page-footer" and tag.find_parent("article") and _says_more(tag):
            continue
        yield from _taken(tag, code)


def _is_within(tag: Tag, body: Tag) -> bool:
    """Whether an element still stands in the tree."""
    return tag.parent is not None and (
        tag is body or any(p is body for p in tag.parents)
    )


def _kind(tag: Tag, body: Tag) -> str:
    """The code under which an element is left out; "" for text."""
    code = (
        "" if tag.name in _KEPT or tag.has_attr("data-note") else _told_kind(tag, body)
    )
    return "" if code and cites(tag) else code


def _told_kind(tag: Tag, body: Tag) -> str:
    told = classes(tag)
    if "side-note" in told.split():
        return "note-copy"
    if _is_hidden(tag):
        return "hidden-text"
    if tag.name == "header" and tag.parent is body and tag.find("h1") is None:
        return "page-header"
    by_name = _BY_NAME.get(tag.name, "")
    if by_name or not told.strip():
        return by_name
    return next((code for code, shape in _KINDS if shape.search(told)), "")


def _is_hidden(tag: Tag) -> bool:
    is_hidden = tag.has_attr("hidden") or named(tag, "aria-hidden") == "true"
    return is_hidden or _HIDDEN.search(named(tag, "style")) is not None


def _says_more(footer: Tag) -> bool:
    """Whether the foot of an article holds a disclaimer or notes."""
    lines = (close_text(tag) for tag in footer.find_all())
    return any(DISCLAIMER_LABEL.match(line) or is_heading(line) for line in lines)


def _taken(tag: Tag, code: str) -> Iterator[LeftOut]:
    text = words_of(tag)
    tag.extract()
    if text:
        yield code, text


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
                left += _taken(other, "page-around")
            elif isinstance(other, NavigableString):
                if other.strip():
                    left.append(("page-around", " ".join(other.split())))
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
            left += _taken(tag, "menu")
    return left
