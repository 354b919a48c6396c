"""A source and its notes in, all that is stored of them out."""

from collections.abc import Mapping, Sequence

from .body import read_body
from .citations import cited_labels, write_markers
from .endnotes import notes_section
from .entries import Entry, read_entries, with_missing
from .figures import settle_figures
from .limits import check_length
from .links import settle_links
from .outline import demote_headings
from .parser import parse, to_html
from .plain import count_words
from .sanitize import clean_article, clean_biography, clean_notes, clean_page
from .sources import distinct_sources, identical_notes
from .values import Figure, Finding, Note, Rendered, Words

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
    settle_figures(tokens, {}, _ENGLISH, [])
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
