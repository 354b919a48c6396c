"""Long words on paper: every piece is there, and short words stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exporting.pdf.layout import folded_lines, pieces, printable


def whole(value):
    return "".join(value)


@given(st.text(max_size=300), st.integers(1, 40))
def test_pieces_make_the_text_again(text, longest):
    assert whole(pieces(text, longest)) == text


def test_short_words_stay_whole():
    assert pieces("Short words, all of them.", 28) == "Short words, all of them."


def test_address_is_cut_behind_its_signs():
    cut = pieces("https://www.example.org/a-long-path/to?x=1", 28)
    assert "https://" in cut[0] or cut[0].startswith("http")
    assert "long-" in cut


@pytest.mark.parametrize("word", ["x" * 5000, "क्ष" * 400, "é" * 300])
def test_long_word_is_cut_often(word):
    cut = pieces(f"so {word} on", 28)
    assert max(len(piece) for piece in cut) <= 20
    assert all(not piece.startswith(("\u094d", "\u0301", "ष")) for piece in cut)


def test_what_cannot_be_printed_goes():
    text = "a\x00b\x07c\ufeff\ufffe\ud800\u0085d\te\nf"
    assert printable(text) == "abc\u0085d\te\nf"


def test_code_is_folded_at_its_width():
    assert folded_lines("abcdef\n\tx", 4) == "abcd\nef\n    \nx"
    assert folded_lines("中中中", 4) == "中中\n中"
