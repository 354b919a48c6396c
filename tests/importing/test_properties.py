"""No word is lost, nothing else is raised, and nothing takes long."""

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing import Unreadable
from articles.importing.formats import read_here as read
from articles.text import Note, render
from tests.limits import processor_time

PARTS = [
    "# Title", "Title of It\n===", "By Dr A. Rao, Fellow, VIF and Ms Sen", "Dr Rao",
    "Associate Fellow, VIF", "Sea Lanes", "डॉ. राम सिंह, निदेशक, तट संस्थान", "16 May 2022",
    "Published on 05/06/2022", "Home » Articles", "Share", "---", "***", "===", "- - -",
    "---\ntitle: A\nauthor: Dr B; C\nlayout: x\ndate: 2020\nkind: brief\n---",
    "A paragraph.[1] And more. [2] And [3, 4] or [5–7] or [^8] or [^smith].",
    "word¹ word²,³ 5 km² [2019] [sic] [१२] [12a] [ 4 ] [99]",
    "This line is long enough to count as a paragraph of the article, with a full stop.",
    "It was wrapped by an editor that broke it at about this place in the line\nand here.",
    "*emphasis* _under_ `code [1]` <b>bold</b> &amp; \\* [a](b) ![c](d) [e]: f",
    "- item\n- item two\n  more", "1. one\n2. two", "2019. A year", "• bullet", "> quote",
    "```\ncode [1]\n```", "    indented [1]", "| a | [1] |\n|---|---|",
    "The Long Way", "Endnotes :", "Notes", "## References", "सन्दर्भ", "Bibliography",
    "[1] one. Available at", "[2]two", "[1] one again", "[4] four\nmore\n\n  and more",
    "1. one", "2) two", "(3) three", "¹ one", "3 three", "[^1]: one", "[^2]:two\n    more",
    "[^smith]: Smith", "[1]: https://example.org/a_b_", "[999] far",
    "(The paper is the author’s individual scholastic articulation... More >>",
    "Disclaimer", "Disclaimer: The house.", "The views expressed are the author’s own.",
    "Image Source:", "Photo credit: Quay", "https://example.org/x.jpg",
    "Post new comment", "5 + 2 =", "Contact Us", "Your name", "© 2020 House",
    "\u200b", "zero\u200bwidth", "\xa0[1]", "con\x07trol", "ß ﬁ Ⅷ ① ½ x² İ", "\t", "",
]  # fmt: skip
SIGNS = st.text(alphabet="[]^1²a.*_`#<>-\n :;,()&\\१क\u0301İß|~=!", max_size=40)
PIECES = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(PARTS), SIGNS, st.text(max_size=12)),
        st.sampled_from(["\n", "\n\n", "\n\n\n", "\r\n", " "]),
    ),
    max_size=24,
)
NAMES = st.sampled_from(["a.txt", "a.md"])
CALM = settings(max_examples=200)


def told_words(text):
    """Runs of letters or of digits; case and the shape of a digit do not count."""
    text = re.sub("[\u200b\u2060\ufeff]", "", text)
    digits = (unicodedata.digit(sign, None) for sign in text)
    plain = (s if d is None else str(d) for s, d in zip(text, digits, strict=True))
    return Counter(re.findall(r"[^\W\d_]+|\d+", "".join(plain).casefold()))


def kept_texts(manuscript):
    for person in manuscript.people:
        yield from (person.honorific, person.display_name)
        yield from (person.role, person.affiliation)
    for note in manuscript.notes:
        if note.text:
            yield from (note.label, note.text)
    yield from (manuscript.title, manuscript.standfirst, manuscript.source)
    yield from (manuscript.disclaimer, manuscript.picture_credit, manuscript.kind)
    yield from (name for _, name in manuscript.topics)
    yield from (entry.text for entry in manuscript.report.left_out)


def manuscript_or_sentence(data, name):
    try:
        return read(data, name).summary(name)
    except Unreadable as error:
        return str(error)


@CALM
@given(PIECES, NAMES)
def test_no_word_is_lost(pieces, name):
    text = "".join(part + end for part, end in pieces)
    try:
        manuscript = read(text.encode("utf-8", "ignore"), name)
    except Unreadable:
        return
    text = text.encode("utf-8", "ignore").decode()
    assert not told_words(text) - told_words("\n".join(kept_texts(manuscript)))
    assert "words-not-placed" not in {e.code for e in manuscript.report.warnings}


@CALM
@given(PIECES, NAMES)
def test_the_report_adds_up(pieces, name):
    text = "".join(part + end for part, end in pieces)
    try:
        manuscript = read(text.encode("utf-8", "ignore"), name)
    except Unreadable:
        return
    report = manuscript.report
    present = [note.label for note in manuscript.notes if not note.is_missing]
    labels = [note.label for note in manuscript.notes]
    assert len(set(labels)) == len(labels) == report.notes + len(report.missing)
    assert report.notes == len(present) == report.matched + len(report.unused)
    assert all(re.fullmatch(r"[0-9]{1,3}[a-z]?", label) for label in labels)
    assert report.markers >= report.matched


@CALM
@given(st.one_of(st.binary(max_size=400), SIGNS.map(str.encode)), NAMES)
def test_any_bytes_are_read_or_refused(data, name):
    first = manuscript_or_sentence(data, name)
    assert first
    assert first == manuscript_or_sentence(data, name)


@CALM
@given(
    st.lists(
        st.text(alphabet="ab1 *_`#<>[]()-+.:;!&\\~=|/x", min_size=1, max_size=30),
        min_size=1,
        max_size=5,
    )
)
def test_plain_text_is_rendered_as_it_was_written(lines):
    text = "Title\n\nBy Dr Rao\n\n" + "\n\n".join(lines) + "\n"
    manuscript = read(text.encode(), "a.txt")
    notes = [Note(n.label, n.text, is_missing=n.is_missing) for n in manuscript.notes]
    rendered = render(manuscript.source, notes, pictures={})
    before = told_words(" ".join(lines))
    left = " ".join(entry.text for entry in manuscript.report.left_out)
    listed = Counter({w: n for w, n in before.items() if w.isdigit()})
    after = told_words(f"{rendered.plain} {left}")
    assert not before - after - listed
    assert "<em>" not in rendered.html
    assert "<code>" not in rendered.html


HOSTILE = {
    "brackets": "[" * 1000,
    "markers": "[1] ",
    "notes": "Notes\n[1] x\n",
    "definitions": "[^1]: x\n\n",
    "ticks": "` `` ``` ",
    "credits": "Image Source: a\n",
    "disclaimers": "Disclaimer: a\n",
    "byline": "Dr A, Fellow, VIF\n",
    "blank": "\n",
    "spaces": "a" + " " * 3000 + "[1]",
    "items": "- a\nb c d\n",
    "fences": "```\n[1]\n",
}


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE)
def test_hostile_lines_take_no_long_time(part, name):
    text = "Title\n\n" + part * (250_000 // len(part)) + "end"
    with processor_time(below=10):
        manuscript_or_sentence(text.encode(), name)
