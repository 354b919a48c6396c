"""Markers found in a text, and text that only looks like one."""

import pytest

from articles.importing.understanding.notes.markers import (
    cited_labels,
    find_markers,
    numbering,
    stray_labels,
)
from articles.importing.writing.escaping import escape_line, replace_markers

KNOWN = numbering(["1", "2", "4", "12a", "13"])


def spelt(text, **how):
    return replace_markers(text, find_markers(text, KNOWN, **how))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("end.[1]", "end.[^1]"),
        ("end. [ 2 ] Next", "end.[^2] Next"),
        ("end.\xa0[2]", "end.[^2]"),
        ("end.[3]", "end.[^3]"),
        ("end.[^99]", "end.[^99]"),
        ("end.[१३]", "end.[^13]"),
        ("end.[12A]", "end.[^12a]"),
        ("end. [4, 5]", "end.[^4][^5]"),
        ("end [4] [5]", "end[^4][^5]"),
        ("end.[4-6]", "end.[^4][^5][^6]"),
        ("end.[4–6; 8]", "end.[^4][^5][^6][^8]"),
        ("word¹² and word.³", "word[^12] and word.[^3]"),
        ("word¹,² and word¹⁻³", "word[^1][^2] and word[^1][^2][^3]"),
        ("in 1994¹ it", "in 1994[^1] it"),
        ("[see [4]]", "[see[^4]]"),
        ("[1] begins", "[^1] begins"),
        ("- [1] item", "- [^1] item"),
        ("| cell | [1] |", "| cell | [^1] |"),
    ],
)
def test_find_markers(text, expected):
    assert spelt(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "in [2019]",
        "[sic]",
        "[14]",
        "[0]",
        "[6-4]",
        "[1-40]",
        "[]",
        "[1, sic]",
        "10² and 5 km²",
        "²",
        "end.[^smith]",
    ],
)
def test_find_markers_leaves_other_text(text):
    assert spelt(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "`[1]` and ``a ` [2]``",
        "[1](https://example.org)",
        "[1]: https://example.org",
        "\\[1\\]",
        "![1](picture:x)",
        "<https://example.org/[1]>",
        "https://example.org/¹",
    ],
)
def test_find_markers_leaves_code_and_links_of_markdown(text):
    assert spelt(text, is_markdown=True) == text


def test_find_markers_after_code_that_is_not_closed():
    assert spelt("a ` b.[1]", is_markdown=True) == "a ` b.[^1]"


def test_find_markers_in_a_long_line():
    assert spelt("a" * 500 + " [1]") == "a" * 500 + "[^1]"


def test_find_markers_by_name():
    known = numbering(["1"], names={"smith": "1"})
    [marker] = find_markers("end.[^smith]", known)
    assert (marker.labels, marker.name) == (("1",), "smith")


def test_stray_labels():
    assert stray_labels("[14] [2] [1984] [sic]", KNOWN) == ["14"]


def test_cited_labels():
    assert cited_labels("a[1] b² [x]") == {"1", "2"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain (text), 5 * 3 = 15; a_b; R&D", "plain (text), 5 * 3 = 15; a_b; R&D"),
        ("*so*", "\\*so\\*"),
        ("_so_", "\\_so\\_"),
        ("__init__", "\\_\\_init\\_\\_"),
        ("# one", "\\# one"),
        ("#tag", "#tag"),
        ("> said", "\\> said"),
        ("- Author", "\\- Author"),
        ("+ more", "\\+ more"),
        ("* star", "\\* star"),
        ("1984. A year", "1984\\. A year"),
        ("1) one", "1\\) one"),
        ("a <b> & 3 < 4", "a \\<b> & 3 < 4"),
        ("&amp; &c", "\\&amp; &c"),
        ("`x` ~~y~~", "\\`x\\` \\~\\~y\\~\\~"),
        ("[see](there)", "[see\\](there)"),
        ("[sic]: so", "\\[sic]: so"),
        ("a \\* b \\n", "a \\\\\\* b \\n"),
        ("end\\", "end\\\\"),
        ("---", "\\---"),
        ("https://x.org/_a_*b* _c_", "https://x.org/_a_*b* \\_c\\_"),
        ("[1]: first", "[^1]\\: first"),
        ("so[1](see", "so[^1]\\(see"),
    ],
)
def test_escape_line(text, expected):
    assert escape_line(text, find_markers(text, KNOWN)) == expected


def test_escape_line_of_a_heading():
    assert escape_line("1. The C #", is_heading=True) == "1. The C \\#"
