"""A text's tree made ready for paper: printable, breakable, and never too wide."""

import json
from collections.abc import Mapping
from typing import Any

from .breaking import folded_lines, pieces, printable

Node = dict[str, Any]

LONGEST_WORD = 28  # characters that fit any line
# Above these many columns a table's words are cut sooner; above the last it is a list.
TABLES = ((3, 24), (5, 14), (7, 10), (10, 6))
CODE_WIDTH, NARROWING = 76, 8
WIDEST = 142.0  # mm, the column of text
TALLEST = 105.0
PIXEL = 0.17  # mm, when a picture is printed as large as 150 dots an inch allow


def laid_out(blocks: list[Node], pictures: Mapping[str, str]) -> list[Node]:
    """Return blocks for the template; ``pictures`` maps addresses to file names.

    A picture without a file is told of by its text.
    """
    return [_block(node, pictures, 0) for node in blocks]


def as_json(data: Mapping[str, Any]) -> str:
    """Return JSON without any character that cannot be printed; equal data, equal text."""
    return json.dumps(_clean(data), ensure_ascii=False, sort_keys=True)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value


def _block(node: Node, pictures: Mapping[str, str], depth: int) -> Node:
    kind = node["t"]
    if kind == "table":
        return _table(node, pictures)
    if kind == "code":
        width = max(20, CODE_WIDTH - NARROWING * depth)
        return node | {"v": folded_lines(printable(node["v"]), width)}
    if kind == "figure":
        return _figure(node, pictures)
    if kind in ("quote", "ul", "ol", "item"):
        children = [_block(each, pictures, depth + 1) for each in node["c"]]
        return node | {"c": children}
    if kind in ("p", "h"):
        return node | {"c": line(node["c"], pictures)}
    return node


def line(
    nodes: list[Node], pictures: Mapping[str, str], longest: int = LONGEST_WORD
) -> list[Node]:
    """Return what stands in a paragraph, its long words in pieces."""
    out = []
    for node in nodes:
        if node["t"] == "s":
            out.append(node | {"v": pieces(printable(node["v"]), longest)})
        elif node["t"] == "a":
            shown = pieces(printable(node["u"]), longest)
            inner = line(node["c"], pictures, longest)
            out.append(node | {"c": inner, "shown": shown})
        elif node["t"] == "img":
            out.append(_figure(node, pictures))
        else:
            out.append(node)
    return out


def _table(node: Node, pictures: Mapping[str, str]) -> Node:
    """Cut the words of a table, or turn one of too many columns into a list."""
    count = len(node["head"])
    longest = next((cut for most, cut in TABLES if count <= most), 0)
    head, *rows = [
        [line(cell["c"], pictures, longest or LONGEST_WORD) for cell in row]
        for row in (node["head"], *node["rows"])
    ]
    kind = "table" if longest else "cards"
    return {"t": kind, "align": node["align"], "head": head, "rows": rows}


def _figure(node: Node, pictures: Mapping[str, str]) -> Node:
    file = pictures.get(node["src"], "")
    width = min(WIDEST, node["width"] * PIXEL)
    if node["height"]:
        width = min(width, TALLEST * node["width"] / node["height"])
    words = {name: pieces(node[name], LONGEST_WORD) for name in ("caption", "credit")}
    return node | words | {"file": file, "mm": round(width, 1)}
