"""Title, standfirst, byline and date of a page: its data, and what it prints of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4.element import Tag

from articles.importing.ledger import Ledger
from articles.importing.manuscript import Person
from articles.importing.understanding.dates import Dated, read_date
from articles.importing.understanding.tail import Tail
from articles.importing.writing.markdown import HEADINGS

from .boilerplate import taken, warn_of_prose
from .data import PageData
from .people import take_people
from .small_print import take_small_print
from .tree import before_text, cites, classes, close_text, folded, stands_in, words_of

LONGEST_TITLE = 300
LONGEST_LINE = 400
LONGEST_STANDFIRST = 600

# What stands in the place of the title until all around it has been read.
_TITLE = "page-title"
MOST_ABOVE = 300
MOST_LARGE = 10
LONGEST_BESIDE = 160
_LINES = ("p", "div", "ul", "ol", "li", "h2", "h3", "h4", "h5", "h6", "section")
_PARTS = re.compile(r"\s+(?:[|•·»«:]|[-–—])\s+")
_TITLE_CLASS = re.compile(r"(?:^|\s)(?:entry|post|article|node)[_-]*title(?:$|\s)")
_DATE = re.compile(
    r"(?:^|[\s_-])(?:date|dateline|published|pubdate|posted-on|entry-date|post-date|"
    r"time|timestamp|updated|facts)(?:$|[\s_-])"
)
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:standfirst|deck|dek|subtitle|sub-?title|sub-?heading|subhead|"
    r"strapline|article-?summary|entry-?summary|intro-?text|abstract|excerpt)(?:$|[\s_-])"
)


@dataclass(slots=True)
class WebHead:
    """What was found of a page's head, and of the fields it prints elsewhere."""

    title: str = ""
    standfirst: str = ""
    people: list[Person] = field(default_factory=list)
    dated: Dated | None = None
    small_print: Tail = field(default_factory=Tail)


def read_web_head(body: Tag, data: PageData, ledger: Ledger) -> WebHead:
    """Take what a page prints of its head out of the tree; its data come first."""
    head = WebHead()
    _take_title(body, data, head, ledger)
    _take_standfirst(body, data, head, ledger)
    head.people = take_people(body, data, ledger)
    _take_date(body, data, head, ledger)
    head.small_print = take_small_print(body, ledger)
    _leave_other_articles(body, ledger)
    _leave_above(body, ledger)
    return head


def _take_title(body: Tag, data: PageData, head: WebHead, ledger: Ledger) -> None:
    """The first heading that says what the data say; else what the data say."""
    told = [_without_site(title, data.site) for title in data.titles]
    headings = [
        h
        for h in body.find_all(["h1", "h2"])
        if 0 < len(close_text(h)) <= LONGEST_TITLE
    ]
    for heading in headings:
        if any(
            _are_same(close_text(heading), title) for title in (*told, *data.titles)
        ):
            return _take_heading(heading, head, ledger)
    firsts = [h for h in headings if h.name == "h1"] or _titles_by_class(body)
    if firsts and (len(firsts) == 1 or not told):
        return _take_heading(firsts[0], head, ledger)
    large = next((tag for tag in _large(body) if close_text(tag) in told), None)
    if large is not None:
        return _take_heading(large, head, ledger)
    head.title = told[0][:LONGEST_TITLE] if told else ""


def _titles_by_class(body: Tag) -> list[Tag]:
    """Lesser headings whose class says that they are titles."""
    return [
        tag
        for tag in body.find_all(["h2", "h3", "h4"])
        if _TITLE_CLASS.search(classes(tag))
        and 0 < len(close_text(tag)) <= LONGEST_TITLE
    ]


def _large(body: Tag) -> Iterator[Tag]:
    """The first phrases set in bold or large, as pages without headings set titles."""
    for tag in body.find_all(["b", "strong", "big"], limit=MOST_LARGE):
        if not stands_in(tag, HEADINGS):
            yield tag


def _take_heading(heading: Tag, head: WebHead, ledger: Ledger) -> None:
    head.title = close_text(heading)
    marker = heading.find("span", attrs={"data-note": True})
    if isinstance(marker, Tag):
        ledger.warn("marker-in-head", labels=str(marker["data-note"]))
        after = heading.find_next_sibling("p") or heading.find_next("p")
        if isinstance(after, Tag):
            after.append(marker.extract())
    heading.clear()
    heading.name = _TITLE


def _are_same(printed: str, told: str) -> bool:
    one, other = folded(printed), folded(told)
    is_beginning = len(one) > 12 and (other.startswith(one) or one.startswith(other))
    return bool(one) and (one == other or (is_beginning and len(other) > 12))


def _without_site(title: str, site: str) -> str:
    """A title without the name of the site behind or before it."""
    parts = _PARTS.split(title)
    if len(parts) < 2 or not site:
        return title
    for part in (parts[-1], parts[0]):
        if folded(part) == folded(site):
            start = title.find(part) if part == parts[0] else -1
            rest = title[len(part) :] if start == 0 else title[: title.rfind(part)]
            return rest.strip(" |•·»«:-–—")
    return title


def _take_standfirst(body: Tag, data: PageData, head: WebHead, ledger: Ledger) -> None:
    """What is printed as a standfirst; else the description, unless it is the text."""
    for tag in body.find_all(["p", "div", "h2", "h3"]):
        if not _STANDFIRST.search(classes(tag)) or stands_in(tag, ("aside",)):
            continue
        text = close_text(tag)
        if 0 < len(text) <= LONGEST_STANDFIRST and not cites(tag):
            head.standfirst = text
            tag.extract()
            return
    told = data.standfirst
    if not told or len(told) > LONGEST_STANDFIRST or told.endswith(("...", "…", "[…]")):
        return
    start = folded(told)[:60]
    if start and start in folded(words_of(body)):
        return
    head.standfirst = told
    ledger.warn("standfirst-from-data", text=told)


def _take_date(body: Tag, data: PageData, head: WebHead, ledger: Ledger) -> None:
    head.dated = data.dated
    marked = [
        t for t in body.find_all() if t.name == "time" or _DATE.search(classes(t))
    ]
    for tag in [*marked, *before_text(body)]:
        text = close_text(tag)
        is_line = 0 < len(text) <= LONGEST_LINE and tag.name not in HEADINGS
        if not is_line or tag.parent is None or _is_in_text(tag):
            continue
        printed = read_date(text)
        is_told = printed is None and tag.name != "p" and _holds_date(tag)
        if printed is None and not is_told:
            continue
        head.dated = head.dated or printed
        ledger.leave_words("date-line", words_of(tag))
        tag.extract()


def _is_in_text(tag: Tag) -> bool:
    """Whether a date is part of a sentence, and no line of its own."""
    around = tag.parent
    is_phrase = tag.name in ("time", "font", "a", "b", "i", "em", "strong", "abbr")
    if not is_phrase or around is None:
        return False
    # A long one need not be read to its end for each of its dates.
    length = 0
    for piece in around.stripped_strings:
        length += len(" ".join(piece.split()))
        if length > LONGEST_BESIDE:
            return True
    text = close_text(around)
    return len(text) > LONGEST_BESIDE or text.endswith((".", "!", "?", "।", ":"))


def _holds_date(tag: Tag) -> bool:
    """Whether a line of facts about an article has its date among them."""
    inner = tag.find_all(["time", "li", "font", "a"])
    return len(close_text(tag)) < 200 and any(
        part.name == "time" or read_date(close_text(part)) for part in inner
    )


def _leave_other_articles(body: Tag, ledger: Ledger) -> None:
    """Leave out articles with a title of their own, as pages without an end load them."""
    title = body.find(_TITLE)
    own = title.find_parent("article") if isinstance(title, Tag) else None
    if own is None:
        return
    for other in own.find_next_siblings("article"):
        if other.find("h1") is not None and not cites(other):
            for left in taken(other, "page-around"):
                ledger.leave_words(left.code, left.words)
                warn_of_prose([left.prose], ledger)


def _leave_above(body: Tag, ledger: Ledger) -> None:
    """Leave out short lines above the title, such as the name of a section."""
    node = body.find(_TITLE)
    if not isinstance(node, Tag):
        return
    above = [tag for tag in node.find_all_previous(_LINES) if tag.find(_LINES) is None]
    node.extract()
    if sum(len(close_text(tag)) for tag in above) > MOST_ABOVE:
        return
    for tag in reversed(above):
        if tag.find("img") is None and close_text(tag):
            ledger.leave_words("page-header", words_of(tag))
            tag.extract()
