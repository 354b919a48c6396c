"""The plain words of a file, as they stand in it."""

import pytest

from articles.importing import Unreadable, originals
from articles.importing.originals import original_text, page_words, word_words

from .docx_writer import box, docx, en, fn, note, p, r, table


@pytest.mark.parametrize("name", ["a.txt", "A.TEXT", "a.md", "a.markdown"])
def test_plain_text_is_shown_as_it_is(name):
    assert original_text("Wörds.\r\n\r\n[1] é".encode(), name) == "Wörds.\n\n[1] é"


def test_word_s_paragraphs_and_notes_are_told_in_their_places():
    data = docx(
        p("On tides", style="Title"),
        p("It rises", fn(1), r(inner="<w:tab/>"), "twice.", en(2)),
        table(["a cell", "another"]),
        p("Outside ", box(p("in a box"))),
        footnotes={1: note("A note.", "More of it.")},
        endnotes={2: note("The end.")},
    )
    assert word_words(data) == (
        "On tides\nIt rises[footnote 1] twice.[endnote 2]\na cell\nanother\nOutside\n"
        "in a box\n\n[footnote 1] A note. More of it.\n\n[endnote 2] The end."
    )
    assert original_text(data, "a.docx") == word_words(data)


def test_page_s_blocks_are_told_and_its_scripts_are_not():
    html = (
        "<head><title>No</title></head><body><script>no()</script><!-- no -->"
        "<h1>On  <b>ti</b>des</h1>\n\n\n<p>It rises.<sup>[1]</sup><br>Twice.</p></body>"
    )
    assert page_words(html.encode()) == "On tides\nIt rises.[1]\nTwice."
    assert original_text(html.encode(), "a.html") == page_words(html.encode())


@pytest.mark.parametrize("name", ["a.txt", "a.docx"])
def test_words_that_cannot_be_had_are_none(name):
    assert original_text(b"\x00" * 9, name) == ""


def test_no_more_is_told_than_can_be_shown(monkeypatch):
    monkeypatch.setattr(originals, "MOST_SHOWN", 5)
    assert original_text(b"Many words", "a.txt") == "Many "


def test_words_that_take_long_are_none(monkeypatch):
    asked = {}

    def slow(*args, **limits):
        asked.update(limits)
        raise Unreadable("too-slow", {"limit": 5})

    monkeypatch.setattr(originals, "read_in_sandbox", slow)
    assert original_text(b"PK", "a.docx") == ""
    assert asked == {"seconds": 5, "patience": 1}
