"""Notes of a page whose markers are no links: found by where lists of notes stand.

A list stands below a heading such as "Notes", below a rule, in an ``aside``, or in
elements whose class says so; its items are numbered, or begin with their number.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from articles.importing.ledger import Ledger
from articles.importing.understanding.notes.labels import to_label
from articles.importing.understanding.notes.markers import may_be_raised
from articles.importing.understanding.notes.shapes import is_heading
from articles.importing.writing.markdown import HEADINGS

from .items import (
    WebNote,
    as_note,
    is_item_of_notes,
    item_label,
    leave_headings,
    plain_item,
)
from .markers import as_label, printed_label, put_marker, speaks_of_notes
from .tree import close_text, holds

_BLOCKS = frozenset({"p", "li", "div", *HEADINGS})
_RAISED_START = ("sup", "b", "strong")
_BRACKETED = re.compile(r"\[(\d{1,3}[a-z]?)\]")


def take_unlinked(body: Tag, page: BeautifulSoup, ledger: Ledger) -> list[WebNote]:
    """Take the notes of the first kind of list that the text before it cites."""
    cited = _cited(body)
    for finder in (_named_items, _in_asides, _under_heading, _under_rule, _at_the_end):
        groups = [group for group in finder(body) if group]
        labels = _labels(group[0] for group in groups)
        if groups and _are_cited(labels, cited, is_sure=finder is _under_heading):
            notes = list(_taken(groups, labels, page, ledger))
            _put_markers(body, {note.label for note in notes}, page)
            leave_headings(body, ledger)
            return notes
    return []


def _put_markers(body: Tag, labels: set[str], page: BeautifulSoup) -> None:
    """Put markers in the place of the raised numbers that cite notes."""
    for sup in body.find_all("sup"):
        label = as_label(printed_label(close_text(sup)))
        before = sup.previous_sibling
        text = before.get_text() if before is not None else ""
        is_behind_marker = isinstance(before, Tag) and "data-note" in before.attrs
        if label in labels and (is_behind_marker or may_be_raised(text, len(text))):
            put_marker(sup, label, page)


def part_raised(body: Tag) -> None:
    """Put a comma between raised numbers side by side, or two would read as one."""
    for sup in body.find_all("sup"):
        after = sup.next_sibling
        if isinstance(after, Tag) and after.name == "sup" and to_label(close_text(sup)):
            sup.append(",")


def _taken(
    groups: list[list[Tag]], labels: list[str], page: BeautifulSoup, ledger: Ledger
) -> Iterator[WebNote]:
    for label, group in zip(labels, groups, strict=True):
        around = group[0].parent
        nodes: list[PageElement] = list(group)
        note = as_note(nodes, label, page)
        note.label = label
        ledger.leave_words("way-back", plain_item(note, set()))
        if around is not None and around.name != "body" and _is_bare(around):
            around.extract()
        yield note


def _is_bare(tag: Tag) -> bool:
    """Whether no text is left in an element; it looks no further than the first."""
    return next(tag.stripped_strings, None) is None


def _labels(items: Iterable[Tag]) -> list[str]:
    """The labels of items: those of their lists, else the ones they begin with."""
    numbers: dict[int, str] = {}
    labels = []
    for item in items:
        around = item.parent
        if item.name == "li" and around is not None and around.name == "ol":
            if id(item) not in numbers:
                numbers |= _numbers(around)
            labels.append(numbers[id(item)])
        else:
            labels.append(as_label(item_label(item).label))
    return labels


def _numbers(around: Tag) -> dict[int, str]:
    """The numbers that a browser prints before the items of a list, by their ids."""
    start = str(around.get("start", "1"))
    first = int(start) if start.isascii() and start.isdigit() else 1
    items = around.find_all("li", recursive=False)
    return {id(item): str(number) for number, item in enumerate(items, first)}


def _cited(body: Tag) -> set[str]:
    """The labels that raised or bracketed numbers print, items' own included once."""
    counted: dict[str, int] = {}
    labels = [printed_label(close_text(sup)) for sup in body.find_all("sup")]
    labels += _BRACKETED.findall(body.get_text())
    for label in filter(None, map(as_label, labels)):
        counted[label] = counted.get(label, 0) + 1
    return set(counted)


def _are_cited(labels: list[str], cited: set[str], *, is_sure: bool) -> bool:
    if not all(map(to_label, labels)) or len(set(labels)) < len(labels):
        return False
    found = sum(label in cited for label in labels)
    return found * 2 >= len(labels) or (is_sure and found > 0)


def _named_items(body: Tag) -> Iterator[list[Tag]]:
    """Paragraphs and the like whose class says that they are notes."""
    for tag in body.find_all(["p", "div", "li", "aside"]):
        is_inner = holds(tag, _BLOCKS)
        if not is_inner and is_item_of_notes(tag) and _is_label_marked(tag):
            yield [tag]


def _in_asides(body: Tag) -> Iterator[list[Tag]]:
    """Numbered lists in the margin."""
    for aside in body.find_all(["aside", "section", "div"]):
        if aside.name != "aside" and not speaks_of_notes(aside):
            continue
        lists = aside.find_all("ol", recursive=False)
        if len(lists) == 1 and aside.find("p", recursive=False) is None:
            for item in lists[0].find_all("li", recursive=False):
                yield [item]


def _under_heading(body: Tag) -> Iterator[list[Tag]]:
    """A numbered list, or numbered paragraphs, below the last heading of notes."""
    headings = [
        tag for tag in body.find_all([*HEADINGS, "p"]) if is_heading(close_text(tag))
    ]
    for heading in reversed(headings):
        below = heading.find_next_sibling()
        if isinstance(below, Tag) and below.name == "ol":
            for item in below.find_all("li", recursive=False):
                yield [item]
            return
        groups = list(_numbered(below)) if isinstance(below, Tag) else []
        if groups:
            yield from groups
            return


def _under_rule(body: Tag) -> Iterator[list[Tag]]:
    """Numbered paragraphs below the last rule."""
    for rule in reversed(body.find_all("hr")):
        below = rule.find_next_sibling()
        groups = list(_numbered(below)) if isinstance(below, Tag) else []
        if groups:
            yield from groups
            return


def _at_the_end(body: Tag) -> Iterator[list[Tag]]:
    """The last run of paragraphs that each begin with a raised or bold number."""
    run: list[list[Tag]] = []
    for tag in body.find_all(["p", "div", "li"]):
        if holds(tag, ("p", "div", "li")):
            continue
        if _is_label_marked(tag):
            number = as_label(item_label(tag).label)
            if number == "1" or not run:
                run = []
            run.append([tag])
        elif run and len(run) < 2:
            run = []
    yield from run if len(run) > 1 else []


def _numbered(first: Tag) -> Iterator[list[Tag]]:
    """Paragraphs that each begin with the next number, each with what follows it."""
    group: list[Tag] = []
    wanted = 1
    for tag in chain([first], first.next_siblings):
        if not isinstance(tag, Tag):
            continue
        if tag.name in HEADINGS:
            break
        inner = _only_child(tag)
        if _is_label_marked(inner) and as_label(item_label(inner).label) == str(wanted):
            if group:
                yield group
            group = [tag]
            wanted += 1
        elif group:
            group.append(tag)
        else:
            return
    if group:
        yield group


def _only_child(tag: Tag) -> Tag:
    children = [child for child in tag.children if isinstance(child, Tag)]
    if tag.name == "div" and len(children) == 1:
        return _only_child(children[0])
    return tag


def _is_label_marked(tag: Tag) -> bool:
    """Whether an element begins with a raised, bold or linked number."""
    label = item_label(tag).label
    if not label:
        return False
    first = next((t for t in tag.find_all(string=True) if t.strip()), None)
    around = first.parent if first is not None else None
    while around is not None and around is not tag:
        if around.name in _RAISED_START:
            text = close_text(around)
            return printed_label(text) == label or text.startswith(label)
        around = around.parent
    return False
