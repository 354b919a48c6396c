"""Word files: the text as Word shows it with all changes accepted, and every note."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup

from articles.importing.ledger import Ledger
from articles.importing.manuscript import Manuscript
from articles.importing.understanding.finishing import Found, finish, named_pictures
from articles.importing.understanding.head import Head
from articles.importing.understanding.lines import Lines, plain_text, read_lines
from articles.importing.understanding.notes.labels import HIGHEST, number
from articles.importing.understanding.notes.listed import NotesList, RawNote, take_list
from articles.importing.understanding.notes.markers import (
    Numbering,
    cited_labels,
    find_markers,
    numbering,
    report_spaces,
    stray_labels,
)
from articles.importing.understanding.tail import Tail, find_tail, read_tail
from articles.importing.writing.escaping import replace_markers
from articles.importing.writing.markdown import to_markdown
from articles.importing.writing.roman import spell_romans

from .file import WordText, read_file
from .head import sensible_title, take_titles

FEWEST_CITED = 2

_OWN = re.compile(r"([ \xa0]?)\[\^(w\d+)\](\w?)")
_PREFIX = re.compile(r"[\s>*+#|-]*(?:\d{1,9}[.)])?\s*")
_NUMBER = re.compile(r"(?<!\\)\[(\s?\d{1,3}[A-Za-z]?\s?)\](?!\()")
_TEXT = re.compile(r"(?![-*+>|#`!]|\d{1,9}[.)]\s)\S|\*\S")


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels that Word's own notes get, by their names, and those typed by hand."""

    own: Mapping[str, str]
    typed: Numbering

    def of(self, text: str) -> str:
        """A text whose markers name labels; a note without one has no marker.

        A space before a marker goes behind it where a word follows, else away.
        """
        return _OWN.sub(self._marker, text)

    def cited(self, text: str) -> list[str]:
        """The labels of the notes of Word's own that a text cites."""
        names = (found[2] for found in _OWN.finditer(text))
        return [self.own[name] for name in names if name in self.own]

    def _marker(self, found: re.Match[str]) -> str:
        space, name, word = found.groups()
        marker = f"[^{self.own[name]}]" if name in self.own else ""
        line = found.string[: found.start()].rpartition("\n")[2]
        if _PREFIX.fullmatch(line) or line.endswith("|"):
            return f"{space}{marker}{word}"
        return f"{marker}{space if word else ''}{word}"


def read_word(data: bytes) -> Manuscript:
    """Read a ``.docx`` file; raise ``Unreadable``. Meant to be run in a child."""
    text = read_file(data)
    romans = spell_romans(text.body)
    titles = take_titles(text)
    dropped: list[str] = []
    markdown = to_markdown(text.body, dropped=dropped)
    lines = read_lines(markdown, Head(titles.title))
    ledger = lines.ledger
    ledger.text = text.story.all_said()
    typed = _typed_list(ledger, lines.head.start, has_own=bool(text.notes))
    tail = _tail(ledger, lines.head.start, typed)
    lines.restore()
    raw, labels = _all_notes(text, typed, ledger, dropped)
    _report(text, romans, dropped, ledger)
    _move_markers([*titles.markers, *lines.markers], lines, labels)
    found = Found(
        head=_with_title(lines.head, text, ledger),
        tail=tail,
        raw_notes=raw,
        note_text=lambda note: labels.of("\n".join(note)).strip(),
        standfirst=titles.standfirst,
        plain=plain_text,
    )
    manuscript = finish(ledger, found, lambda: _source(lines, labels))
    pictures = named_pictures(manuscript, text.story.pictures.values())
    return replace(manuscript, pictures=pictures)


def _typed_list(ledger: Ledger, start: int, *, has_own: bool) -> NotesList | None:
    """Take a list of notes typed by hand; beside Word's own notes it must be cited."""
    if has_own:
        trial = Ledger("\n".join(ledger.lines))
        found = take_list(trial, start)
        before = "\n".join(ledger.lines[start : found.start if found else start])
        labels = {note.label for note in found.notes} if found else set()
        if len(labels & cited_labels(before)) < min(FEWEST_CITED, len(labels) or 1):
            return None
    return take_list(ledger, start)


def _tail(ledger: Ledger, start: int, typed: NotesList | None) -> Tail:
    """Take the furniture at the end; its fields hold words, not Markdown."""
    tail = Tail()
    stop = len(ledger.lines)
    if typed:
        read_tail(ledger, range(typed.stop, stop), tail)
        stop = typed.start
    read_tail(ledger, range(find_tail(ledger, start, stop), stop), tail)
    tail.reword(plain_text)
    return tail


def _all_notes(
    text: WordText, typed: NotesList | None, ledger: Ledger, dropped: list[str]
) -> tuple[list[RawNote], _Labels]:
    """The typed notes, then Word's own, numbered on from there."""
    raw = list(typed.notes) if typed else []
    last = max((number(note.label) for note in raw), default=0)
    own: dict[str, str] = {}
    known = [note.label for note in raw]
    for place, note in enumerate(text.notes, last + 1):
        tree = BeautifulSoup(note.html, "html.parser")
        told = to_markdown(tree, escape_numbers=True, dropped=dropped)
        if place > HIGHEST:
            ledger.leave_words("note-without-free-label", told)
        else:
            own[note.name] = str(place)
            raw.append(RawNote(str(place), told.split("\n")))
    if last and own:
        ledger.repair("notes-numbered-on", first=last + 1, last=last + len(own))
    return raw, _Labels(own, numbering(known))


def _report(
    text: WordText, romans: Sequence[str], dropped: Sequence[str], ledger: Ledger
) -> None:
    """Say what was left out of the file, and what was changed."""
    for code, words in text.story.left_out:
        ledger.leave_words(code, words)
    if romans:
        ledger.repair("roman-numbers", count=len(romans))
        ledger.leave_words("roman-number", " ".join(romans))
    for mark in text.story.marks.values():
        ledger.repair("note-sign", sign=mark.strip())
    if dropped:
        addresses = ", ".join(dict.fromkeys(filter(None, dropped)))
        ledger.warn("links-dropped", count=len(dropped), addresses=addresses[:500])
    for words in text.story.boxes:
        ledger.warn("text-box", text=words)
    if text.story.formulas:
        ledger.warn("formulas", count=text.story.formulas)


def _move_markers(names: Sequence[str], lines: Lines, labels: _Labels) -> None:
    """Set markers of title and byline, which can hold none, behind the first text."""
    own = [name for name in names if name in labels.own]
    if not own:
        return
    ledger = lines.ledger
    for index, line in enumerate(ledger.lines):
        if ledger.is_free(index) and _TEXT.match(line):
            ledger.lines[index] += "".join(f"[^{name}]" for name in own)
            break
    told = ", ".join(labels.own[name] for name in own)
    ledger.warn("marker-in-head", labels=told)


def _with_title(head: Head, text: WordText, ledger: Ledger) -> Head:
    """Take the title of the file's properties where the text has none."""
    title = sensible_title(text.claimed_title)
    if head.title or not title:
        return head
    ledger.warnings = [w for w in ledger.warnings if w.code != "no-title"]
    ledger.warn("title-of-properties", title=title)
    return replace(head, title=title)


def _source(lines: Lines, labels: _Labels) -> tuple[str, list[str], list[str]]:
    """The text with its markers, the labels cited, bracketed numbers that cite none."""
    ledger = lines.ledger
    cited: list[str] = []
    stray: list[str] = []
    kept: dict[int, str] = {}
    for index in ledger.rest():
        line = ledger.lines[index]
        markers = find_markers(line, labels.typed, is_markdown=True)
        report_spaces(markers, ledger)
        cited += (label for marker in markers for label in marker.labels)
        cited += labels.cited(line)
        found = stray_labels(_NUMBER.sub(r"[\1]", line), labels.typed)
        stray += found
        line = labels.of(replace_markers(line, markers))
        if any(label in labels.own.values() for label in found):
            line = _NUMBER.sub(r"\\[\1\\]", line)
        kept[index] = line
    return lines.join(kept), cited, stray
