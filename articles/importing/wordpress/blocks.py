"""Blocks whose words do not stand in a text: those used again, those made on the fly.

The block editor writes a block as a comment. One that closes at once has no words of its
own: it names a text that is kept apart, or what the old site put there by itself.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

MOST_USED = 100
DEEPEST = 3
LONGEST_USED = 1_000_000
_START, _END = "<!-- wp:", "-->"
_NAME = re.compile(r"[a-z][\w/-]{0,80}")
_NUMBER = re.compile(r"\"ref\"\s{0,9}:\s{0,9}(\d{1,20})")
# What has no words that a reader of the page could have read.
_SILENT = {"footnotes", "more", "nextpage", "spacer", "separator"}


@dataclass(slots=True)
class Whole:
    """A text with the blocks it uses put in, and the names of those that are not here."""

    text: str
    absent: list[str] = field(default_factory=list)


def put_in_blocks(text: str, blocks: Mapping[str, str]) -> Whole:
    """Put in the texts that are used again; ``blocks`` holds them by their numbers."""
    whole = Whole(text)
    for _depth in range(DEEPEST):
        found = _once(whole.text, blocks)
        if found == whole.text:
            break
        whole.text = found
    for _start, _end, name, _number in _closed(whole.text):
        if name not in _SILENT:
            whole.absent.append(name)
    return whole


def _once(text: str, blocks: Mapping[str, str]) -> str:
    parts: list[str] = []
    position = used = length = 0
    for start, end, name, number in _closed(text):
        inner = blocks.get(number, "") if name == "block" else ""
        used, length = used + bool(inner), length + len(inner)
        if inner and used <= MOST_USED and length <= LONGEST_USED:
            parts += (text[position:start], inner)
            position = end
    return "".join((*parts, text[position:]))


def _closed(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield the blocks that close at once: start, end, name, number of what they use."""
    position = 0
    while (start := text.find(_START, position)) >= 0:
        close = text.find(_END, start)
        if close < 0:
            return
        position = close + len(_END)
        name = _NAME.match(text, start + len(_START))
        if name and text[close - 1] == "/":
            number = _NUMBER.search(text, start, close)
            yield start, position, name[0], number[1] if number else ""
