"""The lines of a source: which are code, which define links that nothing uses."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from articles.text.notes.apparatus import cited_labels
from articles.text.parsing.parser import parse_with_definitions, to_html

# As the parser counts lines.
_LINE_END = re.compile(r"\r\n?|\n")
_STROKES = re.compile(r"/+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LIST = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s|\s*\[\^[^\]\s]{1,40}\]:")


@dataclass(frozen=True, slots=True)
class _Places:
    """The lines that unused definitions take up, and those on which they begin."""

    taken: frozenset[int]
    starts: frozenset[int]


def without_unused_definitions(source: str, labels: Collection[str] | None) -> str:
    """Return the source without the definitions of links that nothing in it uses.

    ``labels`` are those of the notes there are; without them nothing is a marker.
    Readers see the same: where only a definition keeps two lists apart, or the like,
    there stay empty ones.
    """
    if "]:" not in source:
        return source
    unused = _unused(source, labels)
    if not unused.taken:
        return source
    lines = _LINE_END.split(source)
    made = "\n".join(_dropped(lines, unused))
    if _seen(made, labels) != _seen(source, labels):
        made = "\n".join(_emptied(lines, unused, _free_name(made)))
    return made


def _unused(source: str, labels: Collection[str] | None) -> _Places:
    tokens, definitions = parse_with_definitions(source, labels=_frozen(labels))
    used = set(_names(tokens))
    met: set[str] = set()
    spans = []
    for each in definitions:
        if each.name not in used or each.name in met:
            spans.append((each.start, each.end))
        met.add(each.name)
    taken = frozenset(line for start, end in spans for line in range(start, end))
    return _Places(taken, frozenset(start for start, _end in spans))


def _names(tokens: list[Token]) -> Iterator[str]:
    """Return the name of each definition that a link or picture uses."""
    for token in tokens:
        if "label" in token.meta:
            yield token.meta["label"]
        yield from _names(token.children or [])


def _dropped(lines: list[str], unused: _Places) -> Iterator[str]:
    """Leave out the definitions, and one of the blank lines around each."""
    last = ""
    for number, line in enumerate(lines):
        kept = line
        if number in unused.taken:
            # The mark of a quotation or a list may stand before it.
            kept = _before(line).rstrip() if number in unused.starts else ""
        is_blank = not kept.strip()
        if is_blank and (number in unused.taken or _is_doubled(number, last, unused)):
            continue
        last = kept
        yield kept


def _is_doubled(number: int, last: str, unused: _Places) -> bool:
    return number - 1 in unused.taken and not last.strip()


def _emptied(lines: list[str], unused: _Places, name: str) -> Iterator[str]:
    """Say nothing in each definition, and keep what its being there does."""
    for number, line in enumerate(lines):
        if number in unused.starts:
            yield f"{_before(line)}[{name}]: # ()"
        elif number not in unused.taken:
            yield line


def _before(line: str) -> str:
    return line[: line.index("[")]


def _free_name(made: str) -> str:
    """Return a name that nothing uses in what is left: a longer row of strokes."""
    longest = max(map(len, _STROKES.findall(made)), default=1)
    return "/" * (longest + 1)


def _seen(source: str, labels: Collection[str] | None) -> tuple[str, tuple[str, ...]]:
    tokens, _definitions = parse_with_definitions(source, labels=_frozen(labels))
    return to_html(tokens), cited_labels(tokens)


def _frozen(labels: Collection[str] | None) -> frozenset[str] | None:
    return None if labels is None else frozenset(labels)


def code_lines(lines: Sequence[str]) -> bytearray:
    """One flag for each line: set within fences and in indented code."""
    flags = bytearray(len(lines))
    fence = ""
    is_after_blank, is_in_list = True, False
    for index, line in enumerate(lines):
        match = _FENCE.match(line)
        if fence:
            flags[index] = 1
            if line.strip().startswith(fence) and not line.strip(f" \t{fence[0]}"):
                fence = ""
        elif match:
            flags[index] = 1
            fence = match[1]
        elif not line.strip():
            is_after_blank = True
            continue
        elif line.startswith(("    ", "\t")):
            flags[index] = is_after_blank and not is_in_list
        else:
            is_in_list = _LIST.match(line) is not None
        is_after_blank = bool(flags[index])
    return flags
