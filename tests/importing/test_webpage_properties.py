"""Any article, written with footnotes of any kind, says the same when it is read."""

import re
from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing import Unreadable
from articles.importing.readers.web.reader import read_pasted, read_webpage

WORD = st.text(alphabet="abcdefgklmnoprstuwyäकखग", min_size=3, max_size=9)
SENTENCE = st.lists(WORD, min_size=6, max_size=14).map(
    lambda words: f"{' '.join(words).capitalize()} thing."
)
ARTICLE = st.lists(
    st.tuples(SENTENCE, st.lists(SENTENCE, max_size=3)), min_size=2, max_size=5
)
CALM = settings(max_examples=60)


def linked(marker, item, opening, closing):
    """A way to write notes: a marker, an item, and what stands around the items."""
    return marker, item, opening, closing


WAYS = {
    "pandoc": linked(
        '<a href="#fn{n}" class="footnote-ref" id="fnref{n}"><sup>{n}</sup></a>',
        '<li id="fn{n}"><p>{note}<a href="#fnref{n}" class="footnote-back">↩︎</a></p></li>',
        '<section class="footnotes"><hr><ol>',
        "</ol></section>",
    ),
    "word": linked(
        '<a href="#_ftn{n}" name="_ftnref{n}"><span class=MsoFootnoteReference>[{n}]</span></a>',
        '<div id=ftn{n}><p class=MsoFootnoteText><a href="#_ftnref{n}" name="_ftn{n}">[{n}]</a> {note}</p></div>',
        "<div><hr>",
        "</div>",
    ),
    "docs": linked(
        '<sup><a href="#ftnt{n}" id="ftnt_ref{n}">[{n}]</a></sup>',
        '<div><p><a href="#ftnt_ref{n}" id="ftnt{n}">[{n}]</a><span>&nbsp;{note}</span></p></div>',
        "<hr>",
        "",
    ),
    "wikipedia": linked(
        '<sup id="cite_ref-{n}"><a href="#cite_note-{n}">[{n}]</a></sup>',
        '<li id="cite_note-{n}"><b><a href="#cite_ref-{n}">^</a></b> <span>{note}</span></li>',
        "<h2>References</h2><ol>",
        "</ol>",
    ),
    "sup": linked(
        "<sup>{n}</sup>", "<p><sup>{n}</sup> {note}</p>", "<h2>Notes</h2>", ""
    ),
    "list": linked("<sup>{n}</sup>", "<li>{note}</li>", "<h2>Notes</h2><ol>", "</ol>"),
    "typed": linked("[{n}]", "<p>[{n}] {note}</p>", "<p>Endnotes :</p>", ""),
    "breaks": linked("[{n}]", "[{n}] {note}<br>", "<h2>Notes</h2><p>", "</p>"),
}


def written(article, way):
    marker, item, opening, closing = way
    paragraphs, items = [], []
    for sentence, notes in article:
        cited = ""
        for note in notes:
            items.append(item.format(n=len(items) + 1, note=escape(note)))
            cited += marker.format(n=len(items))
        paragraphs.append(f"<p>{escape(sentence)}{cited}</p>")
    end = f"{opening}{''.join(items)}{closing}" if items else ""
    return f"<html><body><article><h1>Title of it</h1>{''.join(paragraphs)}{end}</article></body></html>"


@CALM
@given(ARTICLE, st.sampled_from(sorted(WAYS)))
def test_what_was_written_is_read(article, way):
    notes = [note for _, cited in article for note in cited]
    if way in ("sup", "typed", "breaks", "list") and len(notes) < 2:
        return
    manuscript = read_webpage(written(article, WAYS[way]).encode())
    count = iter(range(1, len(notes) + 1))
    source = "\n\n".join(
        sentence + "".join(f"[^{next(count)}]" for _ in cited)
        for sentence, cited in article
    )
    assert manuscript.title == "Title of it"
    assert manuscript.source == source
    assert [note.text for note in manuscript.notes] == notes
    assert "words-not-placed" not in {w.code for w in manuscript.report.warnings}


PIECES = st.lists(
    st.sampled_from(
        [
            "<p>", "</p>", "<div class='footnotes'>", "</div>", "<li id=fn1>", "<ol>",
            "</ol>", "<sup>", "</sup>", "<a href='#fn1'>1</a>", "<a id=fn2 href='#fn1'>",
            "</a>", "<b>", "</i>", "<span style='font-weight:bold'>", "</span>", "<br><br>",
            "<table><tr><td>", "</table>", "<h2>Notes</h2>", "<hr>", "1. note", "[1]",
            "word", " ", "&nbsp;", "&#8203;", "<aside><ol start=2><li>x", "<del>y</del>",
            "<p class=byline>By Dr A. Rao", "<time datetime=2020-01-01>1 May 2020</time>",
            "<!-- c -->", "<script>z</script>", "<img src=x alt=q>", "<blockquote>", "<o:p>",
            "Disclaimer: it", "<p style='mso-list:l0 level1'>", "<dl><dt>t<dd>d", "<", ">",
        ]
    ),
    max_size=30,
)  # fmt: skip


@CALM
@given(PIECES, st.booleans())
def test_broken_pages_are_read_or_refused(pieces, is_pasted):
    html = "".join(pieces)
    try:
        if is_pasted:
            manuscript = read_pasted(html)
        else:
            manuscript = read_webpage(f"<html><body>{html}".encode())
    except Unreadable:
        return
    labels = [note.label for note in manuscript.notes]
    report = manuscript.report
    assert len(set(labels)) == len(labels) == report.notes + len(report.missing)
    assert all(re.fullmatch(r"[0-9]{1,3}[a-z]?", label) for label in labels)
    assert "<script" not in manuscript.source
