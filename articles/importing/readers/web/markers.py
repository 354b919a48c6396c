"""The markers of a web page, and which note each of them means."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from articles.importing.understanding.notes.labels import SUPERSCRIPTS, to_label
from articles.importing.writing.markdown import HEADINGS

from .tree import classes, close_text, fragment_of, holds, named, stands_in

_LEADS_BACK = re.compile(r"(?:fn|ftn|edn|ftnt|ednt|note|cite)[_:-]?ref", re.IGNORECASE)
_ATTRIBUTES = ("aria-describedby", "aria-controls", "data-footnote-id", "data-fn")
NOTEISH = re.compile(
    r"(?:^|[\s_:#-])(?:foot|end|side|easy-?foot|margin)?-?notes?(?:[\s_:.-]|\d|$|ref|link|list|item|single|body)|"
    r"(?:foot|end|side|margin)-?notes?|(?:^|[\s_#-])_?(?:fn|ftn|edn|ftnt|ednt)(?:ref)?(?:[_:.-]|\d|$)|"
    r"fnanchor|cite_(?:note|ref)|cite-?note|doc-(?:note|end|foot|biblio)|"
    r"(?:^|[\s_#-])references?(?:$|[\s_:-]|\d)|(?:^|[\s_#-])ref[_-]?\d|bibr?\d|sdfoot|sdend",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"[\[(（{{]?\s*(?:(?:foot|end)?note|fn|n)?[\s.]*"
    rf"(\d{{1,3}}[a-z]?|[{SUPERSCRIPTS}]{{1,3}}|[ivxl]{{1,7}}|[a-z]|[*†‡§¶]{{1,4}}|#)"
    r"\s*[\])）}.:]?",
    re.IGNORECASE,
)
_ARROWS = re.compile(
    r"[\s↩↵⏎↑⇑⬆▲^⤴⤶←«↲\ufe0e\ufe0f\[\]().,]*(?:(?:back|return|jump|go)\b[\w\s]{0,40}|"
    r"top|वापस)?[\s↩↵⏎↑⇑⬆▲^⤴⤶←«\ufe0e\ufe0f]*",
    re.IGNORECASE,
)
_BACK_WORDS = re.compile(
    r"back-?(?:ref|link|arrow|to)|return|to-?top|rev-?foot|doc-backlink|fnref|_ref|"
    r"ftn_?t?ref|ednref|cite_ref|anchor|reversefootnote",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
PHRASES = ("sup", "font", "b", "i", "em", "strong", "small", "nobr", "big", "u", "span")


@dataclass(slots=True)
class NoteMarker:
    link: Tag
    printed: str
    target: Tag | None


@dataclass(slots=True)
class Graph:
    """The links of a page that are markers, and the places they lead to."""

    markers: list[NoteMarker] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    within: Counter[int] = field(default_factory=Counter)

    def place(self, tag: Tag) -> int:
        """Where an element stands in the page: its number among all."""
        return self.places[id(tag)]

    def count(self, tag: Tag) -> None:
        """Let every element around one know that it holds it."""
        self.within[id(tag)] += 1
        for around in tag.parents:
            self.within[id(around)] += 1


def read_graph(body: Tag) -> Graph:
    graph = Graph()
    targets: dict[str, Tag] = {}
    for place, tag in enumerate(body.find_all()):
        graph.places[id(tag)] = place
        for name in ("id", "name"):
            if tag.has_attr(name):
                targets.setdefault(named(tag, name), tag)
    for link in body.find_all("a"):
        marker = _marker(link, targets, graph)
        if marker is not None:
            graph.markers.append(marker)
            graph.count(link)
    for target in distinct(graph.markers):
        graph.count(target)
    return graph


def _marker(link: Tag, targets: dict[str, Tag], graph: Graph) -> NoteMarker | None:
    """A link as a marker, when it prints a label and leads down to something."""
    printed = printed_label(close_text(link))
    if not printed:
        return None
    target = _target(link, targets)
    if target is None and not fragment_of(named(link, "href")):
        return None
    is_above = target is not None and graph.places[id(target)] <= graph.places[id(link)]
    if is_above or (target is not None and _heads(target)):
        return None
    leads_back = _LEADS_BACK.search(named(link, "href")) is not None
    if target is None and (leads_back or not as_label(printed)):
        return None
    if not is_marker_like(link, target):
        return None
    return NoteMarker(link, printed, target)


def _target(link: Tag, targets: dict[str, Tag]) -> Tag | None:
    href = named(link, "href")
    fragment = fragment_of(href)
    found = (
        targets.get(fragment) or targets.get(unquote(fragment)) if fragment else None
    )
    if found is not None:
        return found
    around = (link, link.parent) if link.parent is not None else (link,)
    for tag in around:
        for name in _ATTRIBUTES:
            found = targets.get(named(tag, name))
            if found is not None and found is not link and not fragment:
                return found
    return None


def _heads(target: Tag) -> bool:
    """Whether a place is a heading, or one stands right at it."""
    return target.name in HEADINGS or stands_in(target, HEADINGS)


def distinct(markers: Iterable[NoteMarker]) -> Iterator[Tag]:
    seen: set[int] = set()
    for marker in markers:
        if marker.target is not None and id(marker.target) not in seen:
            seen.add(id(marker.target))
            yield marker.target


def printed_label(text: str) -> str:
    """What a marker prints, without its brackets; "" when it prints something else."""
    match = _LABEL.fullmatch(text.strip())
    return match[1] if match else ""


def as_label(printed: str) -> str:
    """The label that a printed number has, roman ones included; else nothing."""
    label = to_label(printed)
    return label or roman(printed)


def roman(text: str) -> str:
    """The value of a small roman number, as a label; "" when it is none."""
    total, highest = 0, 0
    for sign in reversed(text.lower()):
        value = _ROMAN.get(sign, 0)
        if not value:
            return ""
        total += value if value >= highest else -value
        highest = max(highest, value)
    return str(total) if total > 0 else ""


def speaks_of_notes(tag: Tag) -> bool:
    """Whether an element's class, id or role names it as part of the notes."""
    return NOTEISH.search(classes(tag)) is not None


def is_marker_like(link: Tag, target: Tag | None) -> bool:
    """Whether a link that prints a label is a marker, and not a page number."""
    told = f"{classes(link)} {fragment_of(named(link, 'href'))} {named(link, 'rel')}"
    if NOTEISH.search(told) or link.has_attr("data-footnote-ref"):
        return True
    if stands_in(link, ("sup",)) or holds(link, ("sup",)):
        return True
    around = link.parent
    if around is not None and around.name in PHRASES and speaks_of_notes(around):
        return True
    is_bracketed = close_text(link)[:1] in "[(" or _is_between_brackets(link)
    return bool(is_bracketed and target is not None) or _begins_with(
        target, close_text(link)
    )


def _is_between_brackets(link: Tag) -> bool:
    before, after = link.previous_sibling, link.next_sibling
    return str(before or "").endswith("[") and str(after or "").startswith("]")


def _begins_with(target: Tag | None, printed: str) -> bool:
    """Whether the place a link leads to begins with the label it prints."""
    if target is None or target.name in ("div", "section", "article"):
        return False
    text = close_text(target) or close_text(target.parent or target)
    return re.match(rf"[\[(]?{re.escape(printed)}[\]).:\s]", text) is not None


def is_way_back(link: Tag, *, leads_up: bool) -> bool:
    """Whether a link within a note leads back to the text."""
    text = close_text(link)
    told = f"{classes(link)} {named(link, 'href')} {named(link, 'rel')}"
    is_told = _BACK_WORDS.search(told) is not None or link.has_attr(
        "data-footnote-backref"
    )
    is_short = _ARROWS.fullmatch(text) is not None or len(text) <= 12
    goes_nowhere = named(link, "href").startswith(("#", "javascript:"))
    if leads_up and (is_short or is_told):
        return True
    if goes_nowhere and _ARROWS.fullmatch(text) and (text or is_told):
        return True
    return (
        is_told and _ARROWS.fullmatch(text) is not None and "#" in named(link, "href")
    )


def put_marker(link: Tag, label: str, page: BeautifulSoup) -> None:
    """Put the writer's marker in the place of a page's own."""
    wrapper = _wrapper_of(link)
    marker = page.new_tag("span", attrs={"data-note": label})
    _strip_brackets(wrapper.previous_sibling, wrapper.next_sibling)
    around = wrapper.parent
    wrapper.replace_with(marker)
    if around is not None and around.name == "sup":
        for text in list(around.find_all(string=True, recursive=False)):
            if not text.strip("[](),; \t\n\xa0"):
                text.replace_with(NavigableString(""))
        around.name = "font"


def _wrapper_of(marker: Tag) -> Tag:
    """The outermost phrase that holds a marker and nothing else but brackets."""
    found = marker
    while (parent := found.parent) is not None and parent.name in PHRASES:
        if _bare(parent) != _bare(marker):
            break
        found = parent
    return found


def _bare(tag: Tag) -> str:
    return re.sub(r"[\[\](),;\s]", "", tag.get_text())


def _strip_brackets(before: PageElement | None, after: PageElement | None) -> None:
    """Take off brackets that stand around a marker in the text beside it."""
    if not (isinstance(before, NavigableString) and isinstance(after, NavigableString)):
        return
    for opening, closing in ("[]", "()"):
        if before.rstrip().endswith(opening) and after.lstrip().startswith(closing):
            before.replace_with(NavigableString(before.rstrip()[:-1]))
            after.replace_with(NavigableString(after.lstrip()[1:]))
            return
