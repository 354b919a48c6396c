"""The last step of reading a page: its tree and notes become a manuscript."""

import re
from dataclasses import dataclass, replace

from bs4.element import Tag

from articles.importing.ledger import Ledger
from articles.importing.manuscript import Manuscript, RawPicture
from articles.importing.understanding.finishing import Found, finish, named_pictures
from articles.importing.understanding.front_matter import LANGUAGES
from articles.importing.understanding.head import Head
from articles.importing.understanding.lines import Lines, plain_text, read_lines
from articles.importing.understanding.notes.listed import RawNote, take_list
from articles.importing.understanding.notes.markers import (
    Numbering,
    find_markers,
    numbering,
    report_spaces,
    stray_labels,
)
from articles.importing.understanding.tail import find_tail, read_tail
from articles.importing.unreadable import Unreadable
from articles.importing.writing.escaping import replace_markers
from articles.importing.writing.markdown import to_markdown
from articles.text import MAXIMUM_SOURCE

from .data import PageData
from .head import WebHead
from .items import WebNote

_ELSEWHERE = re.compile(r"!\[(?:[^\]\\]|\\.)*\]\(<?(https?://[^\s>)]+)")
_RAISED = re.compile("[⁰¹²³⁴-⁹₀-₉]+")
_LINKED = re.compile(r"\[\^[\w-]+\]")


@dataclass(slots=True)
class WebArticle:
    """All that was found on a page, before its text is written."""

    main: Tag
    notes: list[WebNote]
    head: WebHead
    data: PageData
    romans: list[str]
    books: Ledger
    pictures: list[RawPicture]


def finish_article(article: WebArticle) -> Manuscript:
    """Write the text and the notes in Markdown, and close the books."""
    dropped: list[str] = []
    markdown = to_markdown(article.main, dropped=dropped)
    if len(markdown) > 4 * MAXIMUM_SOURCE:
        raise Unreadable("too-long", {"limit": MAXIMUM_SOURCE})
    lines = _lines(markdown, article)
    ledger = lines.ledger
    raw = [_raw_note(note, dropped) for note in article.notes]
    typed = None if raw else take_list(ledger, lines.head.start)
    start, stop = lines.head.start, len(ledger.lines)
    tail = article.head.small_print
    if typed:
        read_tail(ledger, range(typed.stop, stop), tail)
        stop = typed.start
    read_tail(ledger, range(find_tail(ledger, start, stop), stop), tail)
    tail.reword(plain_text)
    lines.restore()
    raw += typed.notes if typed else []
    _warn(article, dropped, markdown, ledger)
    known = numbering(note.label for note in raw)
    has_links = bool(article.notes) and _LINKED.search(markdown) is not None
    found = Found(
        head=_head(lines.head, article, ledger),
        tail=tail,
        raw_notes=raw,
        note_text=lambda note: "\n".join(note).strip(),
        standfirst=article.head.standfirst,
        language=LANGUAGES.get(article.data.language.casefold()[:2], ""),
        plain=_as_said,
    )
    manuscript = finish(
        ledger, found, lambda: _source(lines, known, is_linked=has_links)
    )
    pictures = named_pictures(manuscript, article.pictures)
    return replace(manuscript, pictures=pictures, address=article.data.address)


def _as_said(text: str) -> str:
    """The words of Markdown, raised and lowered digits apart from those before them."""
    return _RAISED.sub(r" \g<0> ", plain_text(text))


def _lines(markdown: str, article: WebArticle) -> Lines:
    """The lines of the text, in a ledger that goes on with the page's books."""
    known = Head(article.head.title)
    lines = read_lines(markdown, known)
    ledger, books = lines.ledger, article.books
    ledger.text = books.text
    ledger.repaired = [*books.repaired, *ledger.repaired]
    ledger.warnings = [*books.warnings, *ledger.warnings]
    for entry in books.left_out():
        ledger.leave_words(entry.code, entry.text)
    return lines


def _raw_note(note: WebNote, dropped: list[str]) -> RawNote:
    text = to_markdown(note.content, escape_numbers=True, dropped=dropped)
    return RawNote(note.label, text.split("\n"))


def _head(printed: Head, article: WebArticle, ledger: Ledger) -> Head:
    """The head with what the data say; warnings that they settle are taken back."""
    head = article.head
    settled = {"no-byline", "byline-unsure"} if head.people else set()
    settled |= {"no-date"} if head.dated else set()
    ledger.warnings = [w for w in ledger.warnings if w.code not in settled]
    return replace(
        printed,
        people=tuple(head.people) or printed.people,
        dated=head.dated or printed.dated,
    )


def _warn(
    article: WebArticle, dropped: list[str], markdown: str, ledger: Ledger
) -> None:
    if article.romans:
        ledger.repair("roman-numbers", count=len(article.romans))
        ledger.leave_words("roman-number", " ".join(article.romans))
    told = list(dict.fromkeys(filter(None, dropped)))
    if told:
        addresses = ", ".join(told)[:500]
        ledger.warn("links-dropped", count=len(dropped), addresses=addresses)
    elsewhere = list(dict.fromkeys(_ELSEWHERE.findall(markdown)))
    if elsewhere:
        addresses = ", ".join(elsewhere)[:1000]
        ledger.warn("pictures-elsewhere", count=len(elsewhere), addresses=addresses)


def _source(
    lines: Lines, known: Numbering, *, is_linked: bool
) -> tuple[str, list[str], list[str]]:
    """The text with its markers, the labels cited, bracketed numbers that cite none."""
    ledger = lines.ledger
    cited: list[str] = []
    stray: list[str] = []
    kept: dict[int, str] = {}
    for index in ledger.rest():
        line = ledger.lines[index]
        markers = find_markers(line, known, is_markdown=True, raised=not is_linked)
        report_spaces(markers, ledger)
        cited += (label for marker in markers for label in marker.labels)
        stray += stray_labels(line, known)
        kept[index] = replace_markers(line, markers)
    return lines.join(kept), cited, stray
