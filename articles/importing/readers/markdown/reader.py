"""Markdown: the text stays as it is; notes, title and fields are taken out of it."""

import re
from collections.abc import Callable, Sequence

from articles.content import STATEMENTS
from articles.importing.decoding import decode, refuse_markup
from articles.importing.ledger import Ledger, words_missing
from articles.importing.manuscript import Manuscript
from articles.importing.understanding.finishing import Found, finish
from articles.importing.understanding.front_matter import FrontMatter, read_front_matter
from articles.importing.understanding.head import Head, read_head
from articles.importing.understanding.lines import plain_text
from articles.importing.understanding.notes.definitions import (
    labels_for_names,
    take_definitions,
)
from articles.importing.understanding.notes.listed import NotesList, take_list
from articles.importing.understanding.notes.markers import (
    Numbering,
    find_markers,
    numbering,
    report_spaces,
    stray_labels,
)
from articles.importing.understanding.tail import (
    Tail,
    find_tail,
    read_tail,
    starts_boilerplate,
)
from articles.importing.writing.escaping import replace_markers
from articles.text.source import code_lines

from .html import without_html
from .pandoc import with_definitions, with_metadata

_FIRST_HEADING = re.compile(r"#\s+(.*)$")
_UNDERLINE = re.compile(r"=+\s*$")
_LINK_DEFINITION = re.compile(r" {0,3}\[([^\]^][^\]]{0,40})\]:\s")
_LINK_ADDRESS = re.compile(r" {0,3}\[([^\]^][^\]]{0,40})\]:\s+<?([^\s<>]{1,2000})>?")
_REFERENCE = re.compile(
    r"(?<![!\\\]])\[([^\[\]^]{1,300})\](?:\[([^\[\]]{0,40})\])?(?![(:\[])"
)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,20}[^<>]{0,200}>")


def read_markdown(data: bytes) -> Manuscript:
    """Read Markdown, with or without a block of metadata at the top."""
    decoded = decode(data)
    refuse_markup(decoded.text)
    text = without_html(with_definitions(with_metadata(decoded.text)))
    ledger = Ledger(text, decoded.repaired)
    ledger.leave_words("html-tags", words_missing(decoded.text, [text]))
    front = read_front_matter(ledger)
    head = _read_head(ledger, front)
    code = code_lines(ledger.lines)
    names = labels_for_names(ledger, head.start, code)
    notes = take_definitions(ledger, head.start, code, names)
    notes = notes or take_list(ledger, head.start)
    tail = _read_tail(ledger, front, head.start, notes)
    raw = notes.notes if notes else []
    known = numbering(
        (note.label for note in raw), _link_labels(ledger, head.start, code), names
    )
    found = Found(
        head=head,
        tail=tail,
        raw_notes=raw,
        note_text=_writer(ledger, code),
        standfirst=front.texts.get("standfirst", ""),
        kind=front.kind,
        language=front.language,
        topics=tuple(front.topics),
    )
    return finish(ledger, found, lambda: _source(ledger, known, code))


def _read_head(ledger: Ledger, front: FrontMatter) -> Head:
    """Title and byline; without metadata the title must look like one."""
    title = front.texts.get("title", "")
    start = front.start
    while start < len(ledger.lines) and ledger.is_blank(start):
        start += 1
    heading = _heading(ledger, start)
    if title and heading and " ".join(heading.split()) == " ".join(title.split()):
        ledger.leave(start, "title-repeated")
        start += 1
    known = Head(title, tuple(front.people), front.dated, start)
    if title or heading or _may_be_title(ledger, start):
        return read_head(ledger, known)
    _warn_without_head(ledger, known)
    return known


def _heading(ledger: Ledger, index: int) -> str:
    match = (
        _FIRST_HEADING.match(ledger.lines[index]) if index < len(ledger.lines) else None
    )
    return match[1].strip("# ") if match else ""


def _may_be_title(ledger: Ledger, index: int) -> bool:
    """Whether a line is underlined, or stands alone and is no sentence."""
    if index + 1 >= len(ledger.lines):
        return False
    line, below = ledger.lines[index].strip(), ledger.lines[index + 1]
    if _UNDERLINE.match(below):
        return True
    is_mark = line.startswith(("#", "`", "~", ">", "-", "+", "|", "[", "<", "!", "* "))
    is_plain = not is_mark and not line.endswith((".", "!", ":", ";", ",", "]", "।"))
    return is_plain and not below.strip() and len(line) <= 120


def _warn_without_head(ledger: Ledger, head: Head) -> None:
    ledger.warn("no-title")
    if not head.people:
        ledger.warn("no-byline")
    if head.dated is None:
        ledger.warn("no-date")


def _read_tail(
    ledger: Ledger, front: FrontMatter, start: int, notes: NotesList | None
) -> Tail:
    tail = Tail()
    for name, texts in (
        ("disclaimer", tail.disclaimer),
        ("picture_credit", tail.credits),
    ):
        if name in front.texts:
            texts.append(front.texts[name])
    stop = len(ledger.lines)
    if notes:
        furniture = range(_first_furniture(ledger, notes.stop), stop)
        read_tail(ledger, furniture, tail)
        _warn_of_text_among_notes(ledger, notes)
        stop = notes.start
    read_tail(ledger, range(find_tail(ledger, start, stop), stop), tail)
    tail.reword_statements(plain_text)
    for name in {text.name for text in STATEMENTS} & front.texts.keys():
        tail.statements[name] = [front.texts[name]]  # what was typed in so many words
    return tail


def _warn_of_text_among_notes(ledger: Ledger, notes: NotesList) -> None:
    """Paragraphs below the first note that cite nothing may belong to a note."""
    lines = (
        ledger.lines[index]
        for index in range(notes.start, len(ledger.lines))
        if not ledger.is_blank(index)
    )
    texts = [line.strip() for line in lines]
    if texts and not any("[" in text for text in texts):
        ledger.warn("text-among-notes", lines=len(texts), text=texts[0][:80])


def _first_furniture(ledger: Ledger, start: int) -> int:
    """The first line after the notes that is no text; text before it is the body's."""
    for index in range(start, len(ledger.lines)):
        if not ledger.is_blank(index) and starts_boilerplate(ledger, index):
            return index
    return len(ledger.lines)


def _link_labels(ledger: Ledger, start: int, code: bytearray) -> frozenset[str]:
    """The labels that Markdown itself needs for links."""
    lines = (
        ledger.lines[index]
        for index in range(start, len(ledger.lines))
        if ledger.is_free(index) and not code[index]
    )
    matches = (_LINK_DEFINITION.match(line) for line in lines)
    return frozenset(match[1].strip().lower() for match in matches if match)


def _writer(ledger: Ledger, code: bytearray) -> Callable[[Sequence[str]], str]:
    """How a note is written: links by reference stand whole, for it stands alone."""
    lines = (line for i, line in enumerate(ledger.lines) if not code[i])
    defined = (_LINK_ADDRESS.match(line) for line in lines)
    addresses = {m[1].strip().casefold(): m[2] for m in defined if m}

    def put(match: re.Match[str]) -> str:
        address = addresses.get((match[2] or match[1]).strip().casefold(), "")
        return f"[{match[1]}]({address})" if address else match[0]

    return lambda note: _REFERENCE.sub(put, _note_text(note))


def _note_text(lines: Sequence[str]) -> str:
    """The lines of a note, without the indent that tied them to it."""
    return "\n".join((lines[0], *map(_dedented, lines[1:]))).strip()


def _dedented(line: str) -> str:
    if line.startswith("\t"):
        return line[1:]
    indent = len(line) - len(line.lstrip(" "))
    return line[min(indent, 4) :]


def _source(
    ledger: Ledger, known: Numbering, code: bytearray
) -> tuple[str, list[str], list[str]]:
    """The text with canonical markers, the labels cited, stray bracketed numbers."""
    cited: list[str] = []
    stray: list[str] = []
    kept: list[str] = []
    tags = 0
    last = -1
    for index in ledger.rest():
        line = ledger.lines[index]
        if not line.strip() and not code[index] and index > last + 1 and kept:
            last = index
            if not kept[-1].strip():
                continue
        last = index
        if not code[index] and line.strip():
            tags += len(_TAG.findall(line))
            stray += _stray(line, known)
            line = _canonical(line, known, ledger, cited)
        kept.append(line)
    if tags:
        ledger.warn("html-tags", count=tags)
    return "\n".join(kept).strip("\n").rstrip(), cited, stray


def _stray(line: str, known: Numbering) -> list[str]:
    if _LINK_DEFINITION.match(line):
        return []
    return [label for label in stray_labels(line, known) if label not in known.aside]


def _canonical(line: str, known: Numbering, ledger: Ledger, cited: list[str]) -> str:
    markers = find_markers(line, known, is_markdown=True)
    report_spaces(markers, ledger)
    for marker in markers:
        cited += marker.labels
        ledger.leave_words("note-name", marker.name)
    return replace_markers(line, markers)
