"""What the markup of a page names as no part of its text: menus, threads, footers."""

import re
from collections import Counter
from collections.abc import Iterator

from bs4.element import PreformattedString, Tag

from articles.importing.fields.furniture import DISCLAIMER_LABEL
from articles.importing.notes.shapes import is_heading

from .tree import cites, classes, close_text, named, words_of

SHORTEST_PROSE = 25
_LARGEST_SHARE = 0.5
# Characters of an article before a thread that is longer than it.
_SHORTEST_ARTICLE = 150
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
# A thread and nothing else; "comments-open" may stand on a whole page.
_THREAD = re.compile(
    r"(?:^|\s)(?:comments?|comments?-?(?:list|area|section|wrapper)|disqus_thread)(?:$|\s)"
)
_HEADS_ARTICLE = ("h1", "main")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I
)

LeftOut = tuple[str, str]


def take_furniture(body: Tag) -> list[LeftOut]:
    """Take out what the markup names as no part of the text: code, words."""
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
    for tag in body.find_all():
        code = _kind(tag, body)
        if not code or tag is body:
            continue
        if weights[id(tag)] > most and not _is_thread(tag, body, weights):
            continue
        if not _is_within(tag, body):
            continue
        if code == "page-footer" and tag.find_parent("article") and _says_more(tag):
            continue
        yield from taken(tag, code)


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


def taken(tag: Tag, code: str) -> Iterator[LeftOut]:
    """Take an element out; yield its words, if it has any."""
    text = words_of(tag)
    tag.extract()
    if text:
        yield code, text
