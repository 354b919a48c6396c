"""The notes of a web page, wherever it has them."""

from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from articles.importing.ledger import Ledger
from articles.importing.understanding.notes.labels import HIGHEST, number, to_label
from articles.importing.understanding.notes.shapes import is_heading
from articles.importing.writing.markdown import HEADINGS, to_markdown

from .clean import clean
from .items import (
    WebNote,
    as_note,
    item_label,
    items_beside,
    leave_headings,
    plain_item,
)
from .markers import (
    Graph,
    as_label,
    distinct,
    printed_label,
    put_marker,
    read_graph,
    speaks_of_notes,
)
from .tree import close_text, fragment_of, holds, named, parse, words_of

_ITEMS = frozenset({"li", "dd", "tr", "p", "div", "aside", "section"})
_ROOTS = frozenset({"body", "article", "main", "[document]", "html", "ol", "ul", "dl"})


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


def note_nodes(target: Tag, graph: Graph) -> list[PageElement]:
    """The nodes of the note at a place, up to where the next one begins."""
    own = graph.within[id(target)]
    node = target
    while (parent := node.parent) is not None:
        is_whole = node.name in _ITEMS and bool(item_label(node).text)
        if is_whole and not _is_wrap(node, parent, graph):
            return [node]
        if node is target and node.name == "font" and _is_text(node):
            return [node]
        if graph.within[id(parent)] > max(own, graph.within[id(node)]):
            break
        if parent.name in _ROOTS:
            break
        node = parent
    return _range(node, graph)


def _is_wrap(node: Tag, parent: Tag, graph: Graph) -> bool:
    """Whether the element around an item is that note's alone, with its paragraphs."""
    if parent.name in _ROOTS or node.name == "tr":
        return False
    if graph.within[id(parent)] > graph.within[id(node)]:
        return False
    tags = [child for child in parent.children if isinstance(child, Tag)]
    first = next((tag for tag in tags if close_text(tag)), None)
    if first is not node or holds(parent, (*HEADINGS, "hr")) or len(tags) > 8:
        return False
    is_alone = close_text(parent) == close_text(node)
    is_named = parent.name == "div" and (
        not named(parent, "class") or speaks_of_notes(parent)
    )
    return is_alone or parent.name in ("li", "dd", "td", "aside") or is_named


def _range(node: Tag, graph: Graph) -> list[PageElement]:
    """A bare place and what follows it, up to the next place or marker."""
    nodes: list[PageElement] = [node]
    following = node.next_sibling
    while following is not None:
        if isinstance(following, Tag) and (
            graph.within[id(following)] or following.name in (*HEADINGS, "hr")
        ):
            break
        nodes.append(following)
        following = following.next_sibling
    return nodes if "".join(n.get_text() for n in nodes).strip() else []


def with_more(
    nodes: list[PageElement], starts: set[int], graph: Graph
) -> list[PageElement]:
    """A note's paragraph with the paragraphs after it, before the next note's."""
    last = nodes[-1]
    if not isinstance(last, Tag) or last.name not in ("p", "div") or len(nodes) > 1:
        return nodes
    more: list[PageElement] = []
    following = last.next_sibling
    while following is not None and id(following) not in starts:
        if isinstance(following, Tag):
            ends = following.name in (*HEADINGS, "hr") or graph.within[id(following)]
            if ends or is_heading(close_text(following)):
                break
        more.append(following)
        following = following.next_sibling
    is_between = following is not None and id(following) in starts
    parent = last.parent
    is_last_in_list = (
        following is None
        and parent is not None
        and (speaks_of_notes(parent) and parent.name not in _ROOTS)
    )
    return [*nodes, *more] if is_between or is_last_in_list else nodes


def _is_text(target: Tag) -> bool:
    """Whether a phrase holds a note itself, as one that unfolds beside its marker."""
    text = close_text(target)
    return bool(text) and not printed_label(text)


def note_of(label: str, inner: str) -> str:
    """Return the text of a note without its label and the way back."""
    page = parse(f"<div>{inner}</div>")
    clean(page, page, "")
    note = as_note([page.div] if page.div else [page], label, page)
    plain_item(note, set())
    return to_markdown(note.content, escape_numbers=True)
