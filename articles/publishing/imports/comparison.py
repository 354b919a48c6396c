"""What would change in an article if it said what comes in, or came once, by the word."""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from articles.content import STATEMENTS, TEXTS, Content, texts_of

from .matching import Coming, same_notes

# Words shown before and after a change, and how many parts are compared one by one.
AROUND = 8
MOST_WORDS = 4_000
MOST_PARAGRAPHS = 6_000

_WORD = re.compile(r"\S+|\s+")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(\S.*)")
_PICTURE = re.compile(r"\(picture:[\w.-]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stay (""), go ("-") or come ("+"); "…" leaves some out."""

    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """What changes in one place: ``kind`` is "title", "standfirst", "text", "note" or
    "statement". ``name`` is the heading above it, the label of the note, or what a
    statement is called.
    """

    kind: str
    name: str
    pieces: tuple[Piece, ...]


class Linked(Coming, Protocol):
    """A note with its link."""

    @property
    def link(self) -> str: ...


class Noted(Protocol):
    """What an article would say: a manuscript, or its content of another time. It has
    the ``TEXTS`` of one."""

    @property
    def source(self) -> str: ...

    @property
    def notes(self) -> Sequence[Linked]: ...


def compare(now: Content, then: Noted) -> list[Change]:
    """Return what differs in title, standfirst, text, statements and notes.

    Pictures count as the same: what came in names them by other keys.
    """
    was, says = texts_of(now), texts_of(then)
    found = [
        *(
            Change(field.name, "", by_word(was[field.name], says[field.name]))
            for field in TEXTS
            if field.compare == "words" and not field.is_statement
        ),
        *in_text(now.source, then.source),
        *(
            Change("statement", field.label, by_word(was[field.name], says[field.name]))
            for field in STATEMENTS
        ),
        *in_notes(now, then),
    ]
    return [change for change in found if any(piece.sign for piece in change.pieces)]


def in_text(now: str, then: str) -> list[Change]:
    """Compare by paragraph first, and within those that differ by word."""
    old, new = paragraphs(now), paragraphs(then)
    found: dict[str, list[Piece]] = {}
    for sign, a, b, c, d in steps(old, new, MOST_PARAGRAPHS):
        if sign == "equal":
            continue
        pieces = found.setdefault(heading_above(new, c), [])
        if pieces:
            pieces.append(Piece("", "\n\n"))
        pieces += by_word("\n\n".join(old[a:b]), "\n\n".join(new[c:d]))
    return [Change("text", name, tuple(pieces)) for name, pieces in found.items()]


def steps(
    old: Sequence[str], new: Sequence[str], most: int
) -> Sequence[tuple[str, int, int, int, int]]:
    """Return how to get from old to new, as difflib says it; of more than ``most``
    parts, all at once, since the time grows with their square."""
    if len(old) + len(new) > most:
        return [("replace", 0, len(old), 0, len(new))]
    return difflib.SequenceMatcher(None, old, new).get_opcodes()


def paragraphs(source: str) -> list[str]:
    told = _PICTURE.sub("(picture:", source)
    return [part.strip() for part in re.split(r"\n\s*\n", told) if part.strip()]


def heading_above(parts: Sequence[str], place: int) -> str:
    """Return the words of the last heading that begins at or before a paragraph."""
    for part in reversed(parts[: place + 1]):
        if found := heading_of(part.partition("\n")[0]):
            return found[1]
    return ""


def headings(source: str) -> list[tuple[int, str]]:
    """Return the headings of a text: level and words."""
    return [found for line in source.split("\n") if (found := heading_of(line))]


def heading_of(line: str) -> tuple[int, str] | None:
    """Return level and words of a line that is a heading; "## Two ##" says "Two"."""
    found = _HEADING.match(line)
    if not found:
        return None
    words = found[2].rstrip()
    bare = words.rstrip("#")
    # Signs that touch a word are its own, as in "C#".
    is_closed = bare != words and (not bare or bare[-1].isspace())
    return len(found[1]), bare.rstrip() if is_closed else words


def in_notes(now: Content, then: Noted) -> Iterator[Change]:
    """Yield a change for each note that says something else, with its link."""
    before = same_notes(then.notes, now.notes)
    for note in then.notes:
        old = before.get(note.label)
        was = said(old.text, old.link) if old else ""
        pieces = by_word(was, said(note.text, note.link))
        yield Change("note", note.label, pieces)
    stay = {old.label for old in before.values()}
    for old in now.notes:
        if old.label not in stay:
            yield Change("note", old.label, by_word(said(old.text, old.link), ""))


def said(text: str, link: str) -> str:
    return f"{text} {link}".strip()


def by_word(now: str, then: str) -> tuple[Piece, ...]:
    """Return both texts as one: what stays, what goes, what comes."""
    if now == then:
        return (Piece("", now),) if now else ()
    old, new = _WORD.findall(now), _WORD.findall(then)
    pieces: list[Piece] = []
    for sign, a, b, c, d in steps(old, new, MOST_WORDS):
        if sign == "equal":
            pieces.append(Piece("", "".join(old[a:b])))
            continue
        if a < b:
            pieces.append(Piece("-", "".join(old[a:b])))
        if c < d:
            pieces.append(Piece("+", "".join(new[c:d])))
    return tuple(shortened(joined(pieces)))


def joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Join changes with nothing but a space between them: "two words", not "two" "words"."""
    out: list[Piece] = []
    gone = come = ""
    for place, piece in enumerate(pieces):
        is_space = not piece.sign and not piece.words.strip()
        if piece.sign == "-":
            gone += piece.words
        elif piece.sign == "+":
            come += piece.words
        elif is_space and (gone or come) and place + 1 < len(pieces):
            gone, come = gone + piece.words, come + piece.words
        else:
            out += changed(gone, come)
            out.append(piece)
            gone = come = ""
    return [*out, *changed(gone, come)]


def changed(gone: str, come: str) -> Iterable[Piece]:
    return (p for p in (Piece("-", gone), Piece("+", come)) if p.words)


def shortened(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, with a few words around each change and not more."""
    for place, piece in enumerate(pieces):
        words = _WORD.findall(piece.words)
        ahead = 2 * AROUND if place else 0
        behind = 2 * AROUND if place + 1 < len(pieces) else 0
        if piece.sign or len(words) <= ahead + behind + 2:
            yield piece
            continue
        start = "".join(words[:ahead]).rstrip()
        end = "".join(words[len(words) - behind :]).lstrip()
        yield Piece("", f"{start} … {end}" if start else f"… {end}")
