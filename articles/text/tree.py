"""A text as a tree of blocks, for print."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from articles.text.notes.apparatus import cited_labels
from articles.text.notes.entries import Entry, read_entries, with_missing
from articles.text.parsing.markers import NOTE_MARKER

from .figures import alternative_text
from .links import host
from .render import read_body
from .values import Figure, Finding, Note, Words

Node = dict[str, Any]
# Deeper ones are read as part of what they stand in: no page has room for them.
DEEPEST = 8
_CONTAINERS = {"blockquote": "quote", "bullet_list": "ul", "ordered_list": "ol"}
_ALIGNMENTS = {"is-centred": "centre", "is-right": "right"}
_MARKS = {"em_open": "e", "em_close": "e", "strong_open": "b", "strong_close": "b"}
_ENGLISH = Words()


def build_blocks(tokens: list[Token], counts: dict[str, int]) -> list[Node]:
    """Return the blocks of settled tokens; ``counts`` grows by each marker's label."""
    return _Blocks(tokens, counts).run()


class _Blocks:
    """One walk over the tokens, with the blocks that are open on a stack."""

    def __init__(self, tokens: list[Token], counts: dict[str, int]) -> None:
        self._tokens = tokens
        self._counts = counts
        self._root: list[Node] = []
        # Where the next block goes: the children of each container that is open.
        self._open: list[list[Node]] = [self._root]
        self._table: Node = {}
        self._row: list[Node] = []

    def run(self) -> list[Node]:
        acts: dict[str, Callable[[int], None]] = {
            "heading_open": self._heading,
            "fence": self._code,
            "code_block": self._code,
            "hr": self._rule,
            "html_block": self._figures,
            "list_item_open": self._item,
            "list_item_close": self._close,
            "table_open": self._open_table,
            "tr_open": self._open_row,
            "tr_close": self._close_row,
            "th_open": self._cell,
            "td_open": self._cell,
            "paragraph_open": self._paragraph,
        }
        for index, token in enumerate(self._tokens):
            name, _, end = token.type.rpartition("_")
            if name in _CONTAINERS:
                self._container(token) if end == "open" else self._close(index)
            elif token.type in acts:
                acts[token.type](index)
        return self._root

    def _add(self, node: Node) -> None:
        self._open[-1].append(node)

    def _inline(self, index: int) -> list[Node]:
        return inline(self._tokens[index].children or [], self._counts)

    def _container(self, token: Token) -> None:
        kind = _CONTAINERS[token.type.removesuffix("_open")]
        node: Node = {"t": kind, "c": []}
        if kind == "ol":
            node["start"] = int(token.attrs.get("start", 1))
        if len(self._open) <= DEEPEST:
            self._add(node)
            self._open.append(node["c"])
        else:
            self._open.append(self._open[-1])

    def _item(self, _index: int) -> None:
        """Open an item, a list of blocks; where its list is too deep, no new one."""
        children: list[Node] = []
        around = self._open[-1]
        if len(self._open) >= 2 and around is self._open[-2]:
            children = around
        else:
            around.append({"t": "item", "c": children})
        self._open.append(children)

    def _close(self, _index: int) -> None:
        self._open.pop()

    def _paragraph(self, index: int) -> None:
        children = self._inline(index + 1)
        if children:
            self._add({"t": "p", "c": children})

    def _heading(self, index: int) -> None:
        token = self._tokens[index]
        if not token.hidden:
            level = int(token.tag[1:])
            self._add({"t": "h", "l": level, "c": self._inline(index + 1)})

    def _code(self, index: int) -> None:
        self._add({"t": "code", "v": self._tokens[index].content.rstrip("\n")})

    def _rule(self, _index: int) -> None:
        self._add({"t": "rule"})

    def _figures(self, index: int) -> None:
        for placed in self._tokens[index].meta.get("pictures", ()):
            self._add(_picture("figure", *placed))

    def _open_table(self, _index: int) -> None:
        self._table = {"t": "table", "align": [], "head": [], "rows": []}
        self._add(self._table)

    def _open_row(self, _index: int) -> None:
        self._row = []

    def _close_row(self, _index: int) -> None:
        if self._table["head"]:
            self._table["rows"].append(self._row)
        else:
            self._table["head"] = self._row

    def _cell(self, index: int) -> None:
        if not self._table["head"]:
            name = str(self._tokens[index].attrs.get("class", ""))
            self._table["align"].append(_ALIGNMENTS.get(name, ""))
        self._row.append({"t": "cell", "c": self._inline(index + 1)})


def inline(children: list[Token], counts: dict[str, int]) -> list[Node]:
    """Return the runs, links, markers and pictures of one paragraph, none nested."""
    out: list[Node] = []
    into = out
    depth = {"e": 0, "b": 0}
    for child in children:
        if child.type in _MARKS:
            depth[_MARKS[child.type]] += child.nesting
        elif child.type == "link_open":
            link: Node = {"t": "a", "u": str(child.attrs["href"]), "c": []}
            link["auto"] = child.info == "auto"
            out.append(link)
            into = link["c"]
        elif child.type == "link_close":
            into = out
            _settle_automatic(out[-1])
        else:
            into += _leaf(child, depth, counts)
    return out


def _leaf(child: Token, depth: dict[str, int], counts: dict[str, int]) -> list[Node]:
    if child.type in ("text", "code_inline", "softbreak"):
        content = " " if child.type == "softbreak" else child.content
        marks = {name: True for name, count in depth.items() if count}
        if child.type == "code_inline":
            marks["m"] = True
        return [{"t": "s", "v": content, **marks}] if content else []
    if child.type == "hardbreak":
        return [{"t": "br"}]
    if child.type == NOTE_MARKER:
        count = counts[child.content] = counts.get(child.content, 0) + 1
        joins = not child.meta.get("needs_joiner")
        return [{"t": "n", "label": child.content, "k": count, "joins": joins}]
    if child.type == "image":
        return [{"t": "s", "v": alternative_text(child)}]
    return [_picture("img", *placed) for placed in child.meta.get("pictures", ())]


def _settle_automatic(link: Node) -> None:
    """Keep ``auto`` where the text of a link is its address, or the host's name."""
    text = "".join(str(each.get("v", "")) for each in link["c"])
    scheme = link["u"].partition("://")[0]
    link["auto"] = link["auto"] and (
        text == host(link["u"]) or text.casefold().startswith(f"{scheme}:")
    )


def _picture(kind: str, figure: Figure, alt: str, caption: str) -> Node:
    return {
        "t": kind,
        "src": figure.src,
        "width": figure.width,
        "height": figure.height,
        "alt": alt,
        "caption": caption,
        "credit": figure.credit,
    }


@dataclass(frozen=True, slots=True)
class NoteTree:
    """One line of the notes list; ``remark`` stands in for a text that is lost, or
    says that nothing cites the note."""

    shown: str
    label: str
    blocks: list[Node]
    remark: str
    citations: int


@dataclass(frozen=True, slots=True)
class Tree:
    """A text and its notes, in the same order and with the same labels as the page."""

    blocks: list[Node]
    notes: tuple[NoteTree, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it with nothing in it but what JSON knows."""
        notes = [
            {name: getattr(note, name) for name in NoteTree.__dataclass_fields__}
            for note in self.notes
        ]
        return {"blocks": self.blocks, "notes": notes}


def to_tree(
    source: str,
    notes: Sequence[Note],
    *,
    pictures: Mapping[str, Figure],
    words: Words = _ENGLISH,
) -> Tree:
    """Return what ``render`` makes HTML of. Raises SourceTooLong."""
    findings: list[Finding] = []
    entries = read_entries(notes, words, findings)
    known = frozenset(entry.label for entry in entries if entry.label)
    body = read_body(source, known, pictures, words, findings)
    markers = cited_labels(body.tokens)
    counts: dict[str, int] = {}
    blocks = build_blocks(body.tokens, counts)
    listed = with_missing(entries, markers)
    return Tree(blocks, tuple(_note(entry, counts, words) for entry in listed))


def _note(entry: Entry, counts: Mapping[str, int], words: Words) -> NoteTree:
    count = counts.get(entry.label, 0)
    remark = "" if count else words.uncited
    if entry.is_missing:
        remark = words.missing.format(label=entry.shown)
    blocks = build_blocks(entry.tokens, {})
    return NoteTree(entry.shown, entry.label, blocks, remark, count)
