"""The links of a page that are markers of notes, and the places they lead to.

A marker is a link that prints a label and leads down the page. It is told apart from
other links by its place, not by the pattern of one program.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from bs4.element import Tag

from articles.importing.markup.writing import HEADINGS

from .marks import as_label, is_marker_like, printed_label
from .tree import close_text, fragment_of, named, stands_in

_LEADS_BACK = re.compile(r"(?:fn|ftn|edn|ftnt|ednt|note|cite)[_:-]?ref", re.IGNORECASE)
_ATTRIBUTES = ("aria-describedby", "aria-controls", "data-footnote-id", "data-fn")


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
