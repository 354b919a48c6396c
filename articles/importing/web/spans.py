"""Where a note on a page begins and ends, seen from the place a marker leads to."""

from bs4.element import PageElement, Tag

from articles.importing.markup.writing import HEADINGS
from articles.importing.notes.shapes import is_heading

from .graph import Graph
from .items import item_label
from .marks import printed_label, speaks_of_notes
from .tree import close_text, holds, named

_ITEMS = frozenset({"li", "dd", "tr", "p", "div", "aside", "section"})
_ROOTS = frozenset({"body", "article", "main", "[document]", "html", "ol", "ul", "dl"})


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
