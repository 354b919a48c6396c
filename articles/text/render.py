"""A source and its notes in, all that is stored of them out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from articles.text.notes.apparatus import cited_labels, notes_section, write_markers
from articles.text.notes.entries import Entry, read_entries, with_missing
from articles.text.notes.sources import distinct_sources, identical_notes
from articles.text.parsing.parser import parse, to_html

from .anchors import UniqueIds, anchor_paragraphs, demote_headings, settle_headings
from .figures import resolve_figures, settle_tables
from .links import settle_links
from .plain import count_words, plain_text
from .sanitize import clean_article, clean_biography, clean_notes, clean_page
from .values import Figure, Finding, Heading, Note, Rendered, Words, check_length

_ENGLISH = Words()


def render(
    source: str,
    notes: Sequence[Note],
    *,
    pictures: Mapping[str, Figure],
    words: Words = _ENGLISH,
) -> Rendered:
    """Return the HTML of an article and its notes, with all that follows from them.

    Raises SourceTooLong; everything else that is amiss is among the findings.
    """
    findings: list[Finding] = []
    entries = read_entries(notes, words, findings)
    known = frozenset(entry.label for entry in entries if entry.label)
    body = read_body(source, known, pictures, words, findings)
    markers = cited_labels(body.tokens)
    listed = with_missing(entries, markers)
    write_markers(
        body.tokens, {entry.label: entry for entry in listed if entry.label}, words
    )
    findings += _note_findings(listed, known)
    return Rendered(
        html=clean_article(to_html(body.tokens)),
        notes_html=clean_notes(notes_section(listed, words)),
        outline=body.outline,
        plain=body.plain,
        sources=distinct_sources(entries),
        findings=tuple(findings),
        word_count=count_words(body.plain),
        markers=markers,
    )


def render_page(
    source: str, *, pictures: Mapping[str, Figure], words: Words = _ENGLISH
) -> Rendered:
    """Return the HTML of a small page; it has headings and pictures, and no notes."""
    findings: list[Finding] = []
    body = read_body(source, None, pictures, words, findings)
    return Rendered(
        html=clean_page(to_html(body.tokens)),
        notes_html="",
        outline=body.outline,
        plain=body.plain,
        sources=(),
        findings=tuple(findings),
        word_count=count_words(body.plain),
        markers=(),
    )


def render_plainly(source: str) -> str:
    """Return the HTML of a few paragraphs: no headings, ids, tables or pictures."""
    check_length(source)
    tokens, _ = parse(source)
    demote_headings(tokens)
    resolve_figures(tokens, {}, _ENGLISH, [])
    settle_links(tokens, [])
    return clean_biography(to_html(tokens))


def _note_findings(listed: list[Entry], known: frozenset[str]) -> list[Finding]:
    findings = []
    for entry in listed:
        if entry.is_missing:
            is_row = not entry.label or entry.label in known
            code = "missing-note" if is_row else "marker-without-note"
            findings.append(Finding(code, (entry.shown,)))
        elif not entry.citations:
            findings.append(Finding("note-without-marker", (entry.shown,)))
        if entry.lacks_link:
            findings.append(Finding("without-link", (entry.shown,)))
    return findings + identical_notes(listed)


@dataclass(frozen=True, slots=True)
class Body:
    """The tokens of a text, its contents list and its plain text."""

    tokens: list[Token]
    outline: tuple[Heading, ...]
    plain: str


def read_body(
    source: str,
    labels: frozenset[str] | None,
    pictures: Mapping[str, Figure],
    words: Words,
    findings: list[Finding],
) -> Body:
    """Parse a text and settle all but its markers; what is amiss joins the findings.

    Without ``labels`` nothing is a marker. Raises SourceTooLong.
    """
    check_length(source)
    tokens, numbers = parse(source, labels=labels)
    findings += [Finding("bracket-number", (n,)) for n in dict.fromkeys(numbers)]
    resolve_figures(tokens, pictures, words, findings)
    settle_links(tokens, findings)
    plain = plain_text(tokens)
    ids = UniqueIds()
    outline = settle_headings(tokens, ids, words)
    anchor_paragraphs(tokens, ids, words)
    return Body(settle_tables(tokens, words), outline, plain)
