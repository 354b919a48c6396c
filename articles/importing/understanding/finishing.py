"""The last step of every reader: fields, notes and report put together."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from articles.content import texts_of
from articles.importing.ledger import Ledger, words_missing
from articles.importing.manuscript import Manuscript, RawPicture
from articles.importing.understanding.notes.listed import RawNote
from articles.importing.understanding.notes.numbering import (
    fill_gaps,
    label_notes,
    make_report,
)
from articles.importing.unreadable import Unreadable
from articles.text import MAXIMUM_SOURCE

from .head import Head
from .tail import Tail

_PICTURE = re.compile(r"\(picture:([\w.-]+)")
ReadSource = Callable[[], tuple[str, list[str], list[str]]]


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader found around the text.

    ``plain`` makes the words of Markdown comparable with those of the file.
    """

    head: Head
    tail: Tail
    raw_notes: Sequence[RawNote]
    note_text: Callable[[Sequence[str]], str]
    standfirst: str = ""
    kind: str = ""
    language: str = ""
    topics: tuple[tuple[str, str], ...] = field(default=())
    plain: Callable[[str], str] = str


def finish(ledger: Ledger, found: Found, read_source: ReadSource) -> Manuscript:
    """Read the text last, compare it with the notes, and close the books."""
    notes = label_notes(found.raw_notes, ledger, found.note_text)
    if ledger.free_length() > 2 * MAXIMUM_SOURCE:
        raise Unreadable("too-long", {"limit": MAXIMUM_SOURCE})
    source, cited, stray = read_source()
    if len(source) > MAXIMUM_SOURCE:
        raise Unreadable("too-long", {"limit": MAXIMUM_SOURCE})
    rows = fill_gaps(notes, cited, ledger)
    _warn(ledger, source, stray, has_notes=bool(notes))
    manuscript = Manuscript(
        title=found.head.title,
        standfirst=found.standfirst,
        **found.tail.stated(),
        people=found.head.people,
        source=source,
        notes=rows,
        language=found.language or language_of(found.head.title, source),
        dated=found.head.dated.on if found.head.dated else None,
        dated_precision=found.head.dated.precision if found.head.dated else "",
        disclaimer="\n\n".join(found.tail.disclaimer),
        disclaimer_is_cut=found.tail.is_cut,
        picture_credit="; ".join(found.tail.credits),
        kind=found.kind,
        topics=found.topics,
        report=make_report(rows, cited, ledger),
    )
    return _balanced(ledger, manuscript, cited, found.plain)


def _warn(ledger: Ledger, source: str, stray: list[str], *, has_notes: bool) -> None:
    if not source.strip():
        ledger.warn("no-text")
    if stray:
        labels = ", ".join(dict.fromkeys(stray))
        ledger.warn("numbers-in-brackets", labels=labels, count=len(stray))
    if not has_notes:
        ledger.warn("no-notes")


def language_of(*texts: str) -> str:
    """English, or Hindi when a third of the letters are Devanagari."""
    text = "".join(texts)
    letters = sum(sign.isalpha() for sign in text)
    hindi = sum("\u0900" <= sign <= "\u097f" and sign.isalpha() for sign in text)
    return "hi" if hindi * 3 > letters else "en"


def all_texts(manuscript: Manuscript, plain: Callable[[str], str] = str) -> list[str]:
    """Every text of a manuscript in which a word of the file may stand.

    ``plain`` is applied to what is Markdown.
    """
    people = [
        part
        for person in manuscript.people
        for part in (
            person.honorific,
            person.display_name,
            person.role,
            person.affiliation,
        )
    ]
    written = (note for note in manuscript.notes if note.text)
    notes = [part for note in written for part in (note.label, plain(note.text))]
    texts = texts_of(manuscript)
    source = texts.pop("source")
    return [
        *texts.values(),
        *people,
        manuscript.kind,
        *(name for _, name in manuscript.topics),
        plain(source),
        *notes,
        manuscript.disclaimer,
        *(entry.text for entry in manuscript.report.left_out),
    ]


def _balanced(
    ledger: Ledger,
    manuscript: Manuscript,
    cited: Sequence[str],
    plain: Callable[[str], str],
) -> Manuscript:
    """The same manuscript; words no field holds are listed rather than lost."""
    missing = words_missing(ledger.text, all_texts(manuscript, plain))
    if not missing:
        return manuscript
    ledger.leave_words("not-placed", missing)
    ledger.warn("words-not-placed", count=len(missing.split()))
    return replace(manuscript, report=make_report(manuscript.notes, cited, ledger))


def named_pictures(
    manuscript: Manuscript, found: Iterable[RawPicture]
) -> tuple[RawPicture, ...]:
    """Return the pictures that the text or a note names, in the order of the file."""
    texts = (manuscript.source, *(note.text for note in manuscript.notes))
    named = {key for text in texts for key in _PICTURE.findall(text)}
    return tuple(picture for picture in found if picture.key in named)
