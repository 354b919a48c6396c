"""New numbers for markers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import CannotRelabel, markers_in, with_new_labels

LABELS = {"1", "2", "8", "11"}


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("a[^11] b[11] c[^8]", "a[^8] b[8] c[^8]"),
        ("a[^११]", "a[^8]"),
        ("`[^11]` a[^11]", "`[^11]` a[^8]"),
        ("    [^11]\n\na[^11]", "    [^11]\n\na[^8]"),
        ("```\n[^11]\n```\n\na[^11]", "```\n[^11]\n```\n\na[^8]"),
        (r"\[11\] \[11] a[^11]", r"\[11\] \[11] a[^8]"),
        ("[11](https://example.org/) a[^11]", "[11](https://example.org/) a[^8]"),
        ("[a [^11]](https://example.org/)", "[a [^8]](https://example.org/)"),
        ("[11][2] a", "[8][2] a"),
        ("![see [11]](picture:x) a[^11]", "![see [11]](picture:x) a[^8]"),
        ("| a[^11] |\n|---|\n| b[^11] |", "| a[^8] |\n|---|\n| b[^8] |"),
        ("# a[^11]\n\n> b[11]\n\n- c[^11]", "# a[^8]\n\n> b[8]\n\n- c[^8]"),
        ("a[^11]\r\n\r\nb", "a[^8]\r\n\r\nb"),
        ("a[5] b[^5]", "a[5] b[^5]"),
        ("", ""),
    ],
)
def test_marker_gets_its_new_number(source, made):
    assert with_new_labels(source, LABELS, {"11": "8"}) == made


def test_numbers_are_exchanged_at_once():
    assert with_new_labels("a[^1] b[^2]", LABELS, {"1": "2", "2": "1"}) == "a[^2] b[^1]"


def test_number_that_was_no_marker_becomes_none():
    made = with_new_labels("In [5] `[5]` and a[^2]", LABELS, {"2": "5"})
    assert made == r"In \[5\] `[5]` and a[^5]"
    assert markers_in(made, {"1", "5"}) == ("5",)


def test_name_of_a_link_is_not_taken_for_a_marker():
    source = "[a][8]\n\n[8]: https://example.org/"
    with pytest.raises(CannotRelabel):
        with_new_labels(source, LABELS, {"8": "1"})


def test_too_many_numbers_are_refused():
    with pytest.raises(CannotRelabel):
        with_new_labels("[1]" * 26_001, LABELS, {"1": "2"})


PIECES = st.sampled_from(
    ["[^1]", "[^2]", "[2]", "[8]", "[5]", "[^11]", "`", "```\n", "\\", "[", "]", "(x)",
     "(https://example.org/)", "\n\n", "    ", "> ", "- ", "| a |\n|---|\n", "word", "*", "![",
     "[8]: /x\n", "[^१]", "<https://example.org/[1]>", "# "]
)  # fmt: skip
SOURCES = st.lists(PIECES, max_size=14).map("".join)
NEW = {"1": "2", "2": "1", "11": "5"}


@given(SOURCES)
def test_there_and_back_again(source):
    try:
        made = with_new_labels(source, LABELS, NEW)
    except CannotRelabel:
        return
    before, after = markers_in(source, LABELS), {"1", "2", "8", "5"}
    assert markers_in(made, after) == tuple(NEW.get(each, each) for each in before)
