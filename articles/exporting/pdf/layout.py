"""The blocks of a text as the template takes them, long words in pieces."""

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_UNBROKEN = re.compile(r"\S+")
_AFTER = re.compile(r"(?<=[/?&=#._~\-,;:|+%)\]])(?=[^\s/?&=#._~\-,;:|+%)\]])")
# What no program may write into a text: controls, halves of pairs, no characters.
_UNPRINTABLE = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff"
    "\ufffe\uffff\U0001fffe\U0001ffff]"
)
_VIRAMA = 9  # the combining class of signs that tie letters together
Node = dict[str, Any]
LONGEST_WORD = 28  # characters that fit any line
# Above these many columns a table's words are cut sooner; above the last it is a list.
TABLES = ((3, 24), (5, 14), (7, 10), (10, 6))
CODE_WIDTH, NARROWING = 76, 8
WIDEST = 142.0  # mm, the column of text
TALLEST = 105.0
PIXEL = 0.17  # mm, when a picture is printed as large as 150 dots an inch allow


def printable(text: str) -> str:
    """Return the text without the characters that no page can show."""
    return _UNPRINTABLE.sub("", text)


def pieces(text: str, longest: int) -> str | list[str]:
    """Return the text, or the parts between which a line may end besides at spaces.

    Only words of more than ``longest`` characters are cut: an address behind its
    signs, others anywhere between two letters.
    """
    out: list[str] = []
    start = 0
    for found in _UNBROKEN.finditer(text):
        if len(found[0]) <= longest:
            continue
        parts = _parts(found[0], longest)
        out += [text[start : found.start()] + parts[0], *parts[1:-1]]
        start = found.end() - len(parts[-1])
    if not out:
        return text
    return [*out, text[start:]]


def _parts(word: str, longest: int) -> list[str]:
    step = max(1, min(longest // 3, 8))
    parts: list[str] = []
    for part in _AFTER.split(word):
        parts += [part] if len(part) <= 2 * step else _chopped(part, step)
    if len(parts) == 1:
        parts = _chopped(word, step)
    return parts if len(parts) > 1 else [word, ""]


def _chopped(word: str, step: int) -> list[str]:
    """Cut a word every few letters, never between a letter and its signs."""
    cuts = [0]
    for place in range(1, len(word)):
        if place - cuts[-1] >= step and _may_cut(word, place):
            cuts.append(place)
    ends = [*cuts[1:], len(word)]
    return [word[start:end] for start, end in zip(cuts, ends, strict=True)]


def _may_cut(word: str, place: int) -> bool:
    before, after = word[place - 1], word[place]
    if unicodedata.combining(before) == _VIRAMA:
        return False
    return not any(
        unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf")
        for sign in (after, before if before == "\u200d" else after)
    )


def folded_lines(code: str, width: int) -> str:
    """Return code with each line cut at ``width`` columns, wide signs being two."""
    return "\n".join(
        part for line in code.expandtabs(4).split("\n") for part in _folded(line, width)
    )


def _folded(line: str, width: int) -> list[str]:
    lines, room = [""], width
    for sign in line:
        size = 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if size > room:
            lines.append("")
            room = width
        lines[-1] += sign
        room -= size
    return lines


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
