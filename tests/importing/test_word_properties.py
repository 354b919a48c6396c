"""Any article with notes, written as a Word file, is read back as it was."""

import re

from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing import Unreadable
from articles.importing.readers.word import read_word
from articles.text import Note, render

from .docx_writer import (
    BOLD,
    ITALIC,
    box,
    deleted,
    docx,
    en,
    fn,
    inserted,
    item,
    note,
    p,
    r,
    table,
)
from .test_properties import kept_texts, told_words

CALM = settings(max_examples=100)
WORDS = st.lists(
    st.sampled_from(
        ["sea", "rises", "coast", "हिन्दी", "שלום", "“quote”", "a*b", "x_y", "[7]", "2019.",
         "1.", "-", "#", "&amp;", "<b>", "km²", "https://e.org/a_b", "i.", "…", "(see)"]
    ),
    min_size=1,
    max_size=9,
).map(" ".join)  # fmt: skip
LOOKS = st.sampled_from(["", "", "", BOLD, ITALIC, BOLD + ITALIC])
# A marker of the text, a run, a change: what a paragraph is made of.
PIECES = st.one_of(
    st.tuples(st.just("run"), WORDS, LOOKS),
    st.tuples(st.just("foot"), WORDS, st.just("")),
    st.tuples(st.just("end"), WORDS, st.just("")),
    st.tuples(st.just("inserted"), WORDS, st.just("")),
    st.tuples(st.just("deleted"), WORDS, st.just("")),
)
BLOCKS = st.tuples(
    st.sampled_from(["p", "p", "p", "H1", "H2", "Q", "item", "number", "table", "box"]),
    st.lists(PIECES, min_size=1, max_size=6),
)


class Written:
    """A generated article while it is written: what must be found again."""

    def __init__(self):
        self.footnotes, self.endnotes = {}, {}
        self.words, self.notes = [], []

    def piece(self, kind, words, look):
        if kind in ("foot", "end"):
            kept = self.footnotes if kind == "foot" else self.endnotes
            number = len(kept) + 1
            text = f"{words} n{len(self.notes)}"
            kept[number] = note(text)
            self.notes.append(text)
            return fn(number) if kind == "foot" else en(number)
        if kind == "deleted":
            return deleted(f"{words} ")
        self.words.append(words)
        run = r(f"{words} ", look)
        return inserted(run) if kind == "inserted" else run

    def block(self, kind, pieces):
        runs = "".join(self.piece(*piece) for piece in pieces)
        if kind == "table":
            return table(["head", "cell"], [p(runs), "x"])
        if kind == "box":
            return p("box", box(p(runs)))
        if kind in ("item", "number"):
            return item("x ", "2" if kind == "number" else "1").replace(
                "</w:p>", f"{runs}</w:p>"
            )
        return p(runs, style="" if kind == "p" else kind)


@CALM
@given(st.lists(BLOCKS, min_size=1, max_size=12))
def test_written_and_read_back_text_and_notes_are_the_same(blocks):
    written = Written()
    body = [written.block(*block) for block in blocks]
    data = docx(
        p("On Tides", style="Title"),
        p("Opening words."),
        *body,
        footnotes=written.footnotes,
        endnotes=written.endnotes,
    )
    manuscript = read_word(data)
    report = manuscript.report
    assert report.markers == report.notes == report.matched == len(written.notes)
    assert [n.label for n in manuscript.notes] == [
        str(n) for n in range(1, len(written.notes) + 1)
    ]
    kept = told_words("\n".join(kept_texts(manuscript)))
    assert not told_words(" ".join(written.words)) - kept
    assert "words-not-placed" not in {entry.code for entry in report.warnings}
    shown = [shown_text(n.text) for n in manuscript.notes]
    assert shown == [squared(text) for text in written.notes]


def squared(text):
    return re.sub(r"[\s“”\"]", "", text)


def shown_text(markdown):
    html = render("x[^1]", [Note("1", markdown)], pictures={}).notes_html
    soup = BeautifulSoup(html, "html.parser")
    for own in soup.select(".note-number, .note-return"):
        own.decompose()
    return squared(soup.find("li").get_text())


@CALM
@given(st.binary(max_size=200), st.integers(0, 3000))
def test_spoilt_files_are_read_or_refused(noise, place):
    data = docx(p("On Tides"), p("It rises.", fn(1)), footnotes={1: note("x")})
    spoilt = data[:place] + noise + data[place + len(noise) :]
    assert read_or_sentence(spoilt)


def read_or_sentence(data):
    try:
        return read_word(data).report
    except Unreadable as error:
        return str(error)
