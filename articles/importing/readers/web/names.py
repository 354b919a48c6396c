"""What class and id say of an element, weighed against what it holds.

Generators write ids from headings, and themes give classes to whole sections: so a name
alone takes out no heading and no running text. It does take out what is built like a
thread of comments or a list of teasers.
"""

import re
from collections import Counter
from collections.abc import Iterator

from bs4.element import NavigableString, PreformattedString, Tag

from articles.importing.writing.markdown import BLOCKS, HEADINGS

from .tree import close_text, named, stands_in

# Characters outside links that make a paragraph running text, and a line a sentence.
SHORTEST_PARAGRAPH = 80
SHORTEST_SENTENCE = 40
_LINKED_SHARE = 0.6
# Pull quotes that are looked for elsewhere in the text: each costs a search through it.
_MOST_QUOTES = 50
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
_COMMENT = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|repl(?:y|ies)|respond)(?:$|[\s_-])"
)
_ABOUT = re.compile(
    r"(?i:about the (?:authors?|writers?)|लेखक(?:ों)?(?: के बारे में)?)|"
    r"(?i:about|written by)(?: [A-Z][\w.’'-]*){1,4}"
)
_CITATION_FILE = re.compile(r"\.(?:bib|ris|enw)$", re.IGNORECASE)
_FIELDS = ("form", "textarea")
_BOXES = BLOCKS | {"body", "article", "section", "main", "dt", "dd", "td", "th"}


class Names:
    """The names of a page's elements, and the running text that speaks against them."""

    def __init__(self, body: Tag) -> None:
        self._longest = longest_paragraphs(body)
        self._quotes = 0
        self._body = body

    def kind(self, tag: Tag) -> str:
        """The code under which class and id leave an element out; "" for text."""
        if tag.name in HEADINGS:
            return ""
        role = f"{named(tag, 'role')} {named(tag, 'epub:type')}".lower()
        if code := _kind(role):
            return code
        told = named(tag, "class").lower()
        code = _kind(told) or (_kind(_id(tag)) and _kind(_own_id(tag)))
        if not code or not self._is_text(tag):
            return code
        return code if self._is_built_like(code, tag) else ""

    def _is_text(self, tag: Tag) -> bool:
        return self._longest[id(tag)] >= SHORTEST_PARAGRAPH

    def _is_built_like(self, code: str, tag: Tag) -> bool:
        """Whether an element with running text is nevertheless what its name says."""
        if code == "comments":
            return _is_thread(tag)
        if code == "about-author":
            return _is_about_people(tag)
        if code == "pull-quote":
            return self._stands_elsewhere(tag)
        return _are_teasers(tag) or _offers_citations(tag)

    def _stands_elsewhere(self, quote: Tag) -> bool:
        self._quotes += 1
        words = close_text(quote).strip(" \"'“”‘’")
        if self._quotes > _MOST_QUOTES or not words:
            return False
        return close_text(self._body).count(words) > close_text(quote).count(words)


def _kind(told: str) -> str:
    if not told.strip():
        return ""
    return next((code for code, shape in _KINDS if shape.search(told)), "")


def _id(tag: Tag) -> str:
    return named(tag, "id").lower()


def _own_id(tag: Tag) -> str:
    """The id, unless it is made of the heading inside and this is no list of links."""
    if stands_in(tag, HEADINGS):
        return ""
    heading = tag.find(list(HEADINGS))
    slug = _slug(close_text(heading)) if isinstance(heading, Tag) else ""
    own = _slug(_id(tag))
    # Some put a word before it, some leave out the number of the heading.
    is_of_heading = bool(slug) and (slug in own or own == slug.lstrip("0123456789-"))
    return "" if is_of_heading and not _is_mostly_links(tag) else _id(tag)


def _slug(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-")


def _is_mostly_links(tag: Tag) -> bool:
    """Whether what stands under the headings of an element is links above all."""
    linked = total = 0
    for text in tag.find_all(string=True):
        if not stands_in(text, HEADINGS):
            length = len(text.strip())
            total += length
            linked += length if stands_in(text, ("a",)) else 0
    return linked > total * _LINKED_SHARE


def _is_thread(tag: Tag) -> bool:
    """Whether an element holds comments: named so one by one, alike, or above a form."""
    following = tag.find_next_sibling()
    if isinstance(following, Tag) and following.name in _FIELDS:
        return True
    inner = [named(each, "class").lower() for each in tag.find_all() if each is not tag]
    if tag.find(_FIELDS) is not None or any(map(_COMMENT.search, inner)):
        return True
    alike = Counter(
        (each.name, named(each, "class"))
        for each in tag.find_all(["div", "li", "article", "section"])
        if named(each, "class")
    )
    return any(count > 1 for count in alike.values())


def _is_about_people(tag: Tag) -> bool:
    """Whether a heading, or a link to the author's page, says so too."""
    heading = tag.find(list(HEADINGS))
    told = close_text(heading) if isinstance(heading, Tag) else ""
    return bool(_ABOUT.fullmatch(told)) or tag.find("a", rel="author") is not None


def _offers_citations(tag: Tag) -> bool:
    """Whether an element shows how to cite the article, with files for that."""
    return tag.find("a", href=_CITATION_FILE) is not None


def _are_teasers(tag: Tag) -> bool:
    """Whether each paragraph of an element stands under a heading that leads elsewhere."""
    titles = [
        link
        for heading in tag.find_all(list(HEADINGS))
        if isinstance(link := heading.find("a", href=True), Tag)
        and not named(link, "href").startswith("#")
        and close_text(link) == close_text(heading)
    ]
    running = sum(len(text) >= SHORTEST_PARAGRAPH for text in paragraphs_of(tag))
    return len(titles) > 1 and len(titles) >= running


def longest_paragraphs(body: Tag) -> Counter[int]:
    """Return how long the longest paragraph in each element is, links and headings apart."""
    longest: Counter[int] = Counter()
    for box, text in _boxes(body):
        for tag in (box, *box.parents):
            longest[id(tag)] = max(longest[id(tag)], len(text))
    return longest


def paragraphs_of(tag: Tag) -> Iterator[str]:
    """The paragraphs of an element, without what is linked, and without headings."""
    return (text for _box, text in _boxes(tag))


def _boxes(within: Tag) -> Iterator[tuple[Tag, str]]:
    """Yield each element that holds text of its own, with that text."""
    boxes: dict[int, tuple[Tag, list[str]]] = {}
    for text in within.find_all(string=True):
        if isinstance(text, PreformattedString) or not text.strip():
            continue
        box = _box_of(text)
        if box is not None:
            boxes.setdefault(id(box), (box, []))[1].append(str(text))
    for box, pieces in boxes.values():
        yield box, " ".join("".join(pieces).split())


def _box_of(text: NavigableString) -> Tag | None:
    """The block that holds a piece of text; none for links and headings."""
    for around in text.parents:
        if around.name == "a" or around.name in HEADINGS:
            return None
        if around.name in _BOXES:
            return around
    return None
