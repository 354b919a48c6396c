"""Markdown parted into the lines that the ledger takes, and put together again.

Readers of heads, tails and lists of notes know what authors type, not what Markdown
makes of it: they see lines without escapes. What nobody takes is written as it was.
"""

import re
from dataclasses import dataclass, field, replace

from articles.importing.ledger import Ledger
from articles.text.source import code_lines

from .head import Head, read_head

MOST_HEAD_LINES = 14
LONGEST_HEAD_LINE = 400

_HARD_BREAK = re.compile(r"(?<!\\)(?:\\\\)*\\$")
_LABEL = re.compile(r"(?:\\(\[\d{1,3}[a-z]?\]:)|(\d{1,3}[a-z]?)\\([.)]))(?=\s|$)")
_MARKER = re.compile(r"\[\^([\w-]+)\]")
_NO_MARKER = re.compile(r"\s*\[\^[\w-]+\](?!\w)|\[\^[\w-]+\]")
_LINK = re.compile(r"(?<![\\!])\[((?:[^\[\]\\]|\\.)*)\]\((?:<[^>]*>|[^()\s]*)\)")
_ADDRESS = re.compile(r"<((?:https?:|mailto:)?[^\s<>]+[.@:][^\s<>]+)>")
_EMPHASIS = re.compile(r"(?<!\\)\*+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SENTENCES = re.compile(r"[a-z\u0900-\u097f]{4,}[.!?।]\s+\w")
_NO_TEXT = re.compile(r"[-*>|`]|\d{1,9}[.)]\s|!\[")


@dataclass(slots=True)
class Lines:
    """The lines of a text as Markdown, as ``ledger`` sees them, and where one is broken.

    ``markers`` names the notes cited in lines of the head, which cannot hold markers.
    """

    head: Head
    ledger: Ledger
    written: list[str]
    broken: set[int]
    markers: list[str] = field(default_factory=list)

    def restore(self) -> None:
        """Let the ledger have the lines that nobody took as they were written."""
        for index, line in enumerate(self.written):
            if self.ledger.is_free(index):
                self.ledger.lines[index] = line

    def join(self, lines: dict[int, str]) -> str:
        """Return some lines, by their places, as one text."""
        parts: list[str] = []
        for index, line in lines.items():
            end = "\\" if index in self.broken and index + 1 in lines else ""
            if line.strip() or (parts and parts[-1].strip()):
                parts.append(f"{line}{end}")
        return "\n".join(parts).strip("\n")


def read_lines(markdown: str, known: Head) -> Lines:
    """Part a text into lines, and read its head; ``known`` is what is known of it.

    Pictures above the title are moved below the head.
    """
    opening, pictures, rest = _opening(markdown.split("\n"))
    if opening and not known.title and not _may_be_title(opening[0]):
        opening, pictures, rest = [], [], markdown.split("\n")
    trial = Ledger("\n".join(map(plain_line, opening)))
    count = read_head(trial, known).start if opening else 0
    written = [*opening[:count], ""]
    for line in (*pictures, *opening[count:]):
        written += [line] if _HARD_BREAK.search(line) else [line, ""]
    written += rest
    code = code_lines(written)
    broken = {i for i, s in enumerate(written) if not code[i] and _HARD_BREAK.search(s)}
    written = [line[:-1] if i in broken else line for i, line in enumerate(written)]
    seen = [
        plain_line(line) if i < count else _without_escape(line)
        for i, line in enumerate(written)
    ]
    ledger = Ledger("\n".join(seen))
    start = known.start if opening else len(seen)
    head = read_head(ledger, replace(known, start=start))
    cited = [name for line in written[:count] for name in _MARKER.findall(line)]
    return Lines(replace(head, start=count), ledger, written, broken, cited)


def plain_text(text: str) -> str:
    """Return a text of Markdown as its words, line by line; of markers their labels."""
    told = _MARKER.sub(r" \1 ", text)
    return "\n".join(map(plain_line, told.split("\n")))


def plain_line(line: str) -> str:
    """Return one line of Markdown as its words, without markers; a heading's sign stays."""
    text = _LINK.sub(r"\1", _NO_MARKER.sub("", line))
    text = _EMPHASIS.sub("", _ADDRESS.sub(r"\1", text))
    return _ESCAPED.sub(r"\1", text).removesuffix("\\").strip()


def _opening(lines: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Part the short lines at the top, and pictures above them, from the rest."""
    opening: list[str] = []
    pictures: list[str] = []
    for index, line in enumerate(lines):
        is_picture = line.startswith("![")
        is_second_heading = line.startswith("#") and bool(opening)
        if is_picture and not opening:
            pictures.append(line)
        elif not line.strip():
            continue
        elif (
            _NO_TEXT.match(line)
            or "](picture:" in line
            or is_second_heading
            or len(opening) == MOST_HEAD_LINES
            or len(line) > LONGEST_HEAD_LINE
        ):
            return opening, pictures, lines[index:]
        else:
            opening.append(line)
    return opening, pictures, []


def _may_be_title(line: str) -> bool:
    """Whether a first line may be a title: a heading, or no sentence that cites."""
    if line.startswith("#"):
        return True
    text = plain_line(line)
    if not text:
        return False
    is_sentence = text.endswith((".", ";", ":", ",", "।"))
    cites = _MARKER.search(line) is not None or _SENTENCES.search(text) is not None
    return not (is_sentence and cites)


def _without_escape(line: str) -> str:
    """Return a line with the label of a note at its start as it was typed."""
    found = _LABEL.match(line)
    if not found:
        return line
    label = found[1] or f"{found[2]}{found[3]}"
    return f"{label}{line[found.end() :]}"
