"""A page's tree made plain: styles read and dropped, leftovers of Word and Docs out."""

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from articles.importing.writing.addresses import whole
from articles.importing.writing.markdown import BLOCKS, HEADINGS

from .tree import close_text, holds, named, strings

_LONGEST_SET = 10_000
_BETWEEN = re.compile(r"(?<=\d[wx]),\s*|,\s+|,$")
_WIDTH = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)[wx]")
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-hi-res-src")
_LAZY_SETS = ("data-srcset", "data-lazy-srcset")
_DROPPED = (
    *("script", "style", "meta", "link", "base", "title", "noscript", "datalist"),
    *("input", "button", "progress", "meter", "audio", "canvas", "map", "xml"),
)
_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LIGHT = re.compile(
    r"(?<![\w-])font-weight\s*:\s*(?:normal|lighter|[1-4]00)", re.IGNORECASE
)
_ITALIC = re.compile(r"(?<![\w-])font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_UPRIGHT = re.compile(r"(?<![\w-])font-style\s*:\s*normal", re.IGNORECASE)
_RAISED = re.compile(r"(?<![\w-])vertical-align\s*:\s*super", re.IGNORECASE)
_LOWERED = re.compile(r"(?<![\w-])vertical-align\s*:\s*sub\b", re.IGNORECASE)
_WORD_LIST = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)", re.IGNORECASE)
_WORD_HEADING = re.compile(r"\bMso(?:Title|Heading(\d))\b")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\xad]")
_NUMBERED = re.compile(r"[\(\[]?(?:\d{1,3}|[a-z]{1,4})[.)\]]", re.IGNORECASE)
_NOT_IN_HEADINGS = BLOCKS | {"a", "sup", "br", "img"}
_HOLDERS = ("p", "div", "td", "article", "section", "li", "font", "center")
_AMP_PICTURES = ("amp-img", "amp-anim")
_LABELLED = re.compile(r"\s*\[\d{1,3}[a-z]?\]")


def source_of(image: Tag) -> str:
    """The address of a picture; one that waits to be scrolled to has it elsewhere."""
    source = named(image, "src")
    if source.startswith("picture:"):
        return source
    lazy = [named(image, name) for name in _LAZY]
    lazy += [_largest(named(image, name)) for name in _LAZY_SETS]
    told = [*lazy, source, _largest(named(image, "srcset"))]
    return next((one for one in told if one and not one.startswith("data:")), "")


def _largest(srcset: str) -> str:
    """The address of the largest picture of a set, "" where there is none."""
    told = [one.split() for one in _BETWEEN.split(srcset[:_LONGEST_SET]) if one.strip()]
    return max(told, key=_width)[0] if told else ""


def _width(told: list[str]) -> float:
    """How wide, or how dense, one picture of a set is."""
    found = _WIDTH.fullmatch(told[-1])
    return float(found[1]) if found else 1


def clean(body: Tag, page: BeautifulSoup, base: str) -> None:
    """Change a tree in place until only plain HTML is left in it."""
    for tag in body.find_all(_DROPPED):
        tag.decompose()
    for text in strings(body):
        if _INVISIBLE.search(text):
            text.replace_with(NavigableString(_INVISIBLE.sub("", text)))
    for tag in body.find_all():
        if tag.name in _AMP_PICTURES:
            tag.name = "img"
        if ":" in tag.name:
            tag.name = "font"
            if not tag.get_text().strip():
                tag.clear()
        _read_style(tag, page)
        _settle_address(tag, base)
    _make_lists(body, page)
    _join_drop_caps(body)
    _promote_bold_lines(body)


def _read_style(tag: Tag, page: BeautifulSoup) -> None:
    """Make elements of what a style says; a plain ``span`` is none to the writer."""
    style = named(tag, "style")
    if (tag.name in ("b", "strong") and _LIGHT.search(style)) or (
        tag.name in ("i", "em") and _UPRIGHT.search(style)
    ):
        tag.name = "font"
    heading = _WORD_HEADING.search(named(tag, "class")) if tag.name == "p" else None
    if heading:
        tag.name = f"h{min(int(heading[1] or 1), 6)}"
    wanted = [
        name
        for name, shape in (("b", _BOLD), ("i", _ITALIC))
        if style and shape.search(style) and tag.name not in HEADINGS
    ]
    raised = "sup" if _RAISED.search(style) else "sub" if _LOWERED.search(style) else ""
    if raised and tag.name in ("span", "font"):
        wanted.append(raised)
    if tag.name == "span":
        # The writer reads a note's marker in a span, and keeps deep ones: not this.
        tag.name = "font"
    for name in wanted if tag.name not in ("table", "tr", "ul", "ol", "body") else ():
        _wrap_inside(tag, page.new_tag(name))


def _wrap_inside(tag: Tag, inner: Tag) -> None:
    """Put an element between another and what it holds, unless that holds blocks."""
    if not holds(tag, BLOCKS):
        for child in list(tag.contents):
            inner.append(child)
        tag.append(inner)


def _settle_address(tag: Tag, base: str) -> None:
    if tag.name == "a" and tag.has_attr("href"):
        href = named(tag, "href")
        tag["href"] = href if href.startswith("#") else whole(href, base)
    elif tag.name == "img":
        source = source_of(tag)
        tag["src"] = whole(source, base) if source else ""
        if not source and not named(tag, "alt"):
            tag.name = "font"


def _make_lists(body: Tag, page: BeautifulSoup) -> None:
    """Word pastes items of a list as paragraphs with a typed mark."""
    before: Tag | None = None
    for tag in body.find_all("p", style=_WORD_LIST):
        mark = tag.find("font", style=re.compile(r"mso-list\s*:\s*Ignore", re.I))
        if mark is None:
            continue
        name = "ol" if _NUMBERED.match(close_text(mark)) else "ul"
        mark.decompose()
        item = page.new_tag("li")
        previous = _previous_tag(tag)
        if before is not None and previous is before and before.name == name:
            tag.extract()
        else:
            before = page.new_tag(name)
            tag.replace_with(before)
        for child in list(tag.contents):
            item.append(child)
        before.append(item)


def _previous_tag(tag: Tag) -> PageElement | None:
    previous = tag.previous_sibling
    while previous is not None and not isinstance(previous, Tag):
        if str(previous).strip():
            return None
        previous = previous.previous_sibling
    return previous


def _join_drop_caps(body: Tag) -> None:
    """A single letter set large or bold before its word is no emphasis."""
    for tag in body.find_all(["b", "strong", "i", "em", "big"]):
        after = tag.next_sibling
        goes_on = isinstance(after, NavigableString) and after[:1].isalpha()
        if goes_on and len(tag.get_text()) == 1 and tag.get_text().isalpha():
            tag.name = "font"


def _promote_bold_lines(body: Tag) -> None:
    """A short paragraph all in bold, with a longer one below it, is a heading."""
    for heading in body.find_all(list(HEADINGS)):
        for bold in heading.find_all(["b", "strong"]):
            bold.name = "font"
    for tag in body.find_all(["p", "div"]):
        line = tag.find(["b", "strong"]) if holds(tag, ("b", "strong")) else None
        text = close_text(tag) if line else ""
        if line is None or not 0 < len(text) <= 100 or close_text(line) != text:
            continue
        below = tag.find_next_sibling()
        is_short = (
            not text.endswith((".", ":", ",", ";", "।")) and len(text.split()) > 0
        )
        is_headed = isinstance(below, Tag) and below.name in ("p", "div", "ul", "ol")
        has_other = holds(tag, _NOT_IN_HEADINGS)
        if is_short and is_headed and not has_other and _is_longer(below, text):
            tag.name = "h6"
            line.name = "font"


def _is_longer(below: Tag | None, text: str) -> bool:
    return below is not None and len(close_text(below)) > max(80, len(text))


def plain_links(main: Tag) -> None:
    """Links to places on the old page are words alone."""
    for link in main.find_all("a", href=re.compile(r"\s*#")):
        link.name = "font"


def part_paragraphs(body: Tag, page: BeautifulSoup) -> None:
    """Make paragraphs where two line breaks, or labelled lines, stand for them."""
    for tag in [body, *body.find_all(_HOLDERS)]:
        has_breaks = any(isinstance(n, Tag) and n.name == "br" for n in tag.children)
        if has_breaks and tag.name != "li":
            groups = _parted(tag.contents)
            if len(groups) > 1:
                _regroup(tag, groups, page)


def _parted(nodes: Iterable[PageElement]) -> list[list[PageElement]]:
    """Phrases between two breaks, or before a line that begins like a note."""
    groups: list[list[PageElement]] = [[]]
    waiting: list[PageElement] = []
    for node in nodes:
        is_break = isinstance(node, Tag) and node.name == "br"
        if is_break or (not isinstance(node, Tag) and not str(node).strip()):
            waiting.append(node)
            continue
        breaks = sum(isinstance(n, Tag) for n in waiting)
        if breaks > 1 or (breaks and _is_labelled(node)):
            groups.append([])
        else:
            groups[-1] += waiting
        waiting = []
        groups[-1].append(node)
    return groups


def _is_labelled(node: PageElement) -> bool:
    text = node.get_text() if isinstance(node, Tag) else str(node)
    return _LABELLED.match(text) is not None


def _regroup(tag: Tag, groups: list[list[PageElement]], page: BeautifulSoup) -> None:
    """Put each group in a paragraph of its own; blocks stay as they are."""
    tag.clear()
    if tag.name in ("p", "font"):
        tag.name = "div"
    for group in groups:
        paragraph = page.new_tag("p")
        for node in group:
            if isinstance(node, Tag) and node.name in BLOCKS:
                if paragraph.contents:
                    tag.append(paragraph)
                    paragraph = page.new_tag("p")
                tag.append(node)
            else:
                paragraph.append(node)
        if paragraph.contents:
            tag.append(paragraph)
