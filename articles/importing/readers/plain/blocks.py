"""Lines of plain text gathered into paragraphs, headings and lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from articles.importing.understanding.dates import read_date

WIDEST_WRAP = 110
NARROWEST_WRAP = 40
ENOUGH_LINES = 4
LONGEST_HEADING = 100
MOST_HEADING_WORDS = 14
SHORTEST_PARAGRAPH = 80

_RULE = re.compile(r"-{3,}|\*{3,}|_{3,}|\* \* \*|- - -")
_BULLET = re.compile(r"([-*+•▪●◦‣·○■–])\s+(?=\S)(.*)$")
_NUMBER = re.compile(r"(\d{1,3}[.)])\s+(?=\S)(.*)$", re.ASCII)
_TERMINAL = (".", ",", ";", ":", "!", "?", "…", "।", "”", "’", '"', "'", ")", "]", "-")
_NOT_A_HEADING = re.compile(r"https?://|www\.|@")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the text: its kind, its lines, the mark of a list item."""

    kind: str
    lines: tuple[str, ...]
    mark: str = ""
    is_alone: bool = False

    @property
    def number(self) -> int:
        """The number of a numbered item, -1 for a bullet."""
        return int(self.mark[:-1]) if self.mark[:1].isdecimal() else -1


def read_blocks(groups: Sequence[Sequence[str]]) -> list[Block]:
    """The blocks of a text whose lines stand in groups between blank lines."""
    wrap = _wrap_width(groups)
    blocks = [block for group in groups for block in _divide(group, wrap)]
    blocks = list(_without_lone_items(blocks))
    return [
        replace(block, kind="heading")
        if _is_heading(block, blocks[index + 1 : index + 2])
        else block
        for index, block in enumerate(blocks)
    ]


def _wrap_width(groups: Sequence[Sequence[str]]) -> int:
    """How wide the whole text was wrapped; 0 when most of it stands in long lines."""
    lengths = [len(line.strip()) for group in groups for line in group]
    narrow = [length for length in lengths if length <= WIDEST_WRAP]
    if 2 * sum(narrow) < sum(lengths):
        return 0
    return max(narrow, default=0)


def _divide(group: Sequence[str], wrap: int) -> list[Block]:
    """Part the items of a list from the running text between them."""
    stripped = [line.strip() for line in group]
    width = max(map(len, stripped))
    items = _items(stripped)
    parts: list[tuple[str, list[str]]] = []
    for index, line in enumerate(stripped):
        mark, rest = items.get(index, ("", line))
        is_new = not parts or bool(mark) or _is_text_below(parts, group, index, width)
        if is_new:
            parts.append((mark, []))
        parts[-1][1].append(rest)
    blocks = [block for mark, lines in parts for block in _blocks(mark, lines, wrap)]
    if len(blocks) == 1 == len(group):
        kind = "rule" if _RULE.fullmatch(stripped[0]) else blocks[0].kind
        return [replace(blocks[0], kind=kind, is_alone=True)]
    return blocks


def _is_text_below(
    parts: list[tuple[str, list[str]]], group: Sequence[str], index: int, width: int
) -> bool:
    """Whether running text begins below a list item."""
    return bool(parts[-1][0]) and not _continues(group, index, width)


def _blocks(mark: str, lines: list[str], wrap: int) -> Iterator[Block]:
    if mark:
        yield Block("item", (" ".join(lines),), mark)
    else:
        yield from _running_text(lines, wrap)


def _items(lines: Sequence[str]) -> dict[int, tuple[str, str]]:
    """The lines that begin an item; one within a paragraph needs a companion."""
    found = {}
    for index, line in enumerate(lines):
        match = _BULLET.match(line) or _NUMBER.match(line)
        if match:
            found[index] = (match[1], match[2])
    marks = {mark for mark, _ in found.values()}
    bullets = [mark for mark, _ in found.values() if not mark[0].isdecimal()]
    return {
        index: (mark, rest)
        for index, (mark, rest) in found.items()
        if index == 0 or _has_companion(mark, marks, bullets)
    }


def _has_companion(mark: str, marks: set[str], bullets: list[str]) -> bool:
    if not mark[0].isdecimal():
        return len(bullets) > 1
    number, sign = int(mark[:-1]), mark[-1]
    return f"{number - 1}{sign}" in marks or f"{number + 1}{sign}" in marks


def _continues(group: Sequence[str], index: int, width: int) -> bool:
    """Whether a line goes on with the item above: indented, or wrapped."""
    if group[index][:1].isspace():
        return True
    word = group[index].split(maxsplit=1)[0]
    above = len(group[index - 1].strip())
    return NARROWEST_WRAP <= width <= WIDEST_WRAP and above + 1 + len(word) > width


def _running_text(lines: Sequence[str], wrap: int) -> Iterator[Block]:
    """One paragraph when the lines are wrapped, one for each long line, or verse."""
    width = max(map(len, lines))
    if len(lines) == 1 or _is_wrapped(
        lines, wrap if len(lines) < ENOUGH_LINES else width
    ):
        yield Block("paragraph", (" ".join(lines),))
    elif width > WIDEST_WRAP:
        for line in lines:
            yield Block("paragraph", (line,))
    else:
        yield Block("paragraph", tuple(lines))


def _is_wrapped(lines: Sequence[str], width: int) -> bool:
    """Whether nearly every line ends where the next word would not have fitted."""
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return False
    full = sum(
        len(line) + 1 + len(after.split(maxsplit=1)[0]) > width
        for line, after in pairwise(lines)
    )
    return full * 5 >= (len(lines) - 1) * 4


def _without_lone_items(blocks: Sequence[Block]) -> Iterator[Block]:
    """An item without a neighbour of its list is text that looks like one."""
    for index, block in enumerate(blocks):
        around = (*blocks[max(0, index - 1) : index], *blocks[index + 1 : index + 2])
        if block.kind == "item" and not any(_are_items(block, b) for b in around):
            text = f"{block.mark} {block.lines[0]}"
            yield replace(block, kind="paragraph", lines=(text,))
        else:
            yield block


def _are_items(block: Block, other: Block) -> bool:
    if other.kind != "item":
        return False
    if block.number < 0 or other.number < 0:
        return block.number == other.number
    same_sign = block.mark[-1] == other.mark[-1]
    return same_sign and abs(block.number - other.number) == 1


def _is_heading(block: Block, after: Sequence[Block]) -> bool:
    """A short line alone, without a full stop, with a paragraph under it."""
    if block.kind != "paragraph" or not block.is_alone or not after:
        return False
    text = block.lines[0]
    if len(text) > LONGEST_HEADING or len(text.split()) > MOST_HEADING_WORDS:
        return False
    return _may_head(text) and _is_full_paragraph(after[0])


def _may_head(text: str) -> bool:
    if text.endswith(_TERMINAL) or _NOT_A_HEADING.search(text) or read_date(text):
        return False
    first = text[0]
    is_capital = first.isdecimal() or (first.isalpha() and not first.islower())
    return is_capital and any(sign.isalpha() for sign in text)


def _is_full_paragraph(block: Block) -> bool:
    text = " ".join(block.lines)
    return block.kind == "paragraph" and len(text) >= SHORTEST_PARAGRAPH
