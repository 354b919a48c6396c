"""Notes of a page whose markers are links: found by where the links lead."""

from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

from articles.importing.ledger import Ledger
from articles.importing.notes.labels import HIGHEST, number, to_label

from .graph import Graph, distinct, read_graph
from .items import WebNote, as_note, items_beside, plain_item
from .leftovers import leave_headings
from .marks import as_label, put_marker
from .spans import note_nodes, with_more
from .tree import fragment_of, named, words_of


def take_linked(body: Tag, page: BeautifulSoup, ledger: Ledger) -> list[WebNote]:
    """Take the notes that markers link to; the markers become those of the writer."""
    graph = read_graph(body)
    notes = sorted(_notes(graph, page), key=lambda note: note.place)
    _give_labels(notes, graph, ledger)
    by_target = {id(tag): note for note in notes for tag in note.targets}
    for marker in graph.markers:
        note = by_target.get(id(marker.target))
        label = note.label if note else as_label(marker.printed)
        if label:
            put_marker(marker.link, label, page)
    fragments = {fragment_of(named(marker.link, "href")) for marker in graph.markers}
    ways_back = [plain_item(note, fragments) for note in notes]
    ledger.leave_words("way-back", " ".join(filter(None, ways_back)))
    if notes:
        leave_headings(body, ledger)
    return [note for note in notes if note.label]


def _notes(graph: Graph, page: BeautifulSoup) -> Iterator[WebNote]:
    """The notes that markers lead to and, in the same lists, those nobody cites."""
    taken: set[int] = set()
    targets = sorted(distinct(graph.markers), key=lambda tag: graph.places[id(tag)])
    printed = {id(m.target): m.printed for m in reversed(graph.markers)}
    found = [note_nodes(target, graph) for target in targets]
    starts = {id(nodes[0]) for nodes in found if nodes}
    for target, nodes in zip(targets, found, strict=True):
        for uncited in items_beside(nodes, starts, taken):
            yield as_note([uncited], "", page, graph.place(uncited))
        if not nodes or id(nodes[0]) in taken:
            continue
        taken.add(id(nodes[0]))
        nodes = with_more(nodes, starts, graph)
        note = as_note(nodes, printed[id(target)], page, graph.place(target))
        note.targets.append(target)
        yield note


def _give_labels(notes: list[WebNote], graph: Graph, ledger: Ledger) -> None:
    """A label of its own for each note: the printed one, or the next that is free.

    Roman numbers are written anew where no other numbers stand beside them.
    """
    used: set[str] = set()
    has_digits = any(to_label(note.printed) for note in notes)
    for read in (to_label, _no_label if has_digits else as_label):
        for note in notes:
            label = "" if note.label else read(note.printed)
            if label and label not in used:
                note.label = label
                used.add(label)
    signs = [marker.printed for marker in graph.markers if not to_label(marker.printed)]
    ledger.leave_words("note-name", " ".join(signs))
    romans = [note for note in notes if note.label and not to_label(note.printed)]
    if romans:
        ledger.repair("roman-numbers", count=len(romans))
    for note in notes:
        if not note.label:
            note.label = _free(to_label(note.printed), used)
            used.add(note.label)
            _report_new(note, ledger)


def _no_label(printed: str) -> str:
    """No label, whatever is printed."""
    return printed[:0]


def _report_new(note: WebNote, ledger: Ledger) -> None:
    old = to_label(note.printed)
    if not note.label:
        ledger.leave_words("note-without-free-label", words_of(note.content))
    elif old:
        ledger.repair("label-repeated", label=old, new_label=note.label)
    else:
        ledger.repair("note-sign", sign=note.printed or "–", kind="footnote")


def _free(label: str, used: set[str]) -> str:
    """The first of 4a to 4z that is free, else the number above all; "" for none."""
    if label:
        stem = label.rstrip("abcdefghijklmnopqrstuvwxyz")
        for letter in "abcdefghijklmnopqrstuvwxyz":
            if f"{stem}{letter}" not in used:
                return f"{stem}{letter}"
    above = max((number(known) for known in used if known), default=0) + 1
    return str(above) if above <= HIGHEST else ""
