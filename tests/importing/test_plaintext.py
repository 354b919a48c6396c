"""Titles, headings, paragraphs and lists of plain text."""

import pytest

from articles.importing.formats import read_here as read

LONG = "This is a paragraph that is long enough, and it says what paragraphs say. So it ends."
HEADLESS = "x" * 300


def source(text):
    return read(f"Title\n\n{text}".encode(), "a.txt").source


def codes(text, name="a.txt"):
    return {entry.code for entry in read(text.encode(), name).report.warnings}


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Title\n\n", "Title"),
        ("# Title #\n\n", "Title"),
        ("**Title**\n\n", "Title"),
        ("Title\n=====\n\n", "Title"),
        ("A Long Title:\nIn Two Lines\nBy Dr Rao\n\n", "A Long Title: In Two Lines"),
        ("Title\nIn Moscow on Sunday\n\n", "Title"),
        ("Title\nDr Rao\nMs Sen\n\n", "Title"),
        ("Title\n16 May 2022\nDr Rao\n\n", "Title"),
        ("#hash *a* b\n\n", "#hash *a* b"),
        (f"{HEADLESS}\n\n", ""),
    ],
)
def test_title(top, title):
    assert read(f"{top}{LONG}".encode(), "a.txt").title == title


def test_title_missing_is_reported():
    assert {"no-title", "no-byline", "no-date"} <= codes(f"{HEADLESS}\n\n{LONG}")


def test_title_alone():
    assert read(b"Title", "a.txt").title == "Title"


def test_byline_over_several_lines():
    text = f"Title\n\nDr A. Rao\nAssociate Fellow, VIF\nMs C. Sen, Director, CLAWS\n\n{LONG}"
    people = read(text.encode(), "a.txt").people
    assert [(p.family_name, p.role, p.affiliation) for p in people] == [
        ("Rao", "Associate Fellow", "VIF"),
        ("Sen", "Director", "CLAWS"),
    ]


def test_byline_does_not_take_the_next_paragraph():
    text = f"Title\nDr A. Rao\n\nMs C. Sen, Director\n\n{LONG}"
    manuscript = read(text.encode(), "a.txt")
    assert len(manuscript.people) == 1
    assert (
        manuscript.source.startswith("## Ms C. Sen") or "Ms C. Sen" in manuscript.source
    )


def test_byline_has_an_end():
    text = "Title\n" + "Dr A. Rao\n" * 100 + f"\n{LONG}"
    assert len(read(text.encode(), "a.txt").people) == 60


def test_byline_unsure_stays_in_the_text():
    text = f"Title\nSea Lanes\n\n{LONG}"
    assert "byline-unsure" in codes(text)
    assert "Sea Lanes" in read(text.encode(), "a.txt").source


def test_date_day_first_is_reported():
    assert "date-day-first" in codes(f"Title\n05/06/2022\n\n{LONG}")


def test_heading():
    assert (
        source(f"{LONG}\n\nThe Long Way\n\n{LONG}")
        == f"{LONG}\n\n## The Long Way\n\n{LONG}"
    )


@pytest.mark.parametrize(
    "line",
    [
        "It ends here.",
        "“So it ends”",
        "and so on",
        "Dear reader,",
        "See https://example.org",
        "16 May 2022",
        "- an item",
        "1984",
        "A line with far too many words in it to be the heading of one section only",
        "W" * 101,
    ],
)
def test_heading_is_not_every_short_line(line):
    assert "##" not in source(f"{LONG}\n\n{line}\n\n{LONG}")


@pytest.mark.parametrize("after", ["Jane Rao\n\nQuay", "A Short Line", ""])
def test_heading_needs_a_paragraph(after):
    assert "##" not in source(f"{LONG}\n\nThe Long Way\n\n{after}")


def test_paragraphs_one_to_a_line():
    assert source(f"{LONG} {LONG}\n{LONG}") == f"{LONG} {LONG}\n\n{LONG}"


def test_paragraphs_wrapped():
    lines = (
        "This paragraph was wrapped by an editor that does not like long lines\n"
        "and so it stands in several of them, although its author meant just one\n"
        "paragraph. 5. is no item here, and\n"
    )
    assert source(lines) == " ".join(lines.split())


def test_lines_of_verse_stay():
    assert (
        source("The sea\nis wide\n\nThe End of It")
        == "The sea\\\nis wide\n\nThe End of It"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• one\n• two", "- one\n- two"),
        ("- one\n\n- two", "- one\n- two"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("1. one\n\n2. two", "1. one\n2. two"),
        ("1) one\n3) three", "1\\) one\n\n3\\) three"),
        ("- one\n1. two", "\\- one\n\n1\\. two"),
        ("- one\n  more\n- two", "- one more\n- two"),
        ("We ask:\n- one\n- two\nSo.", "We ask:\n\n- one\n- two\n\nSo."),
        ("We ask:\n1. one\n2. two", "We ask:\n\n1. one\n2. two"),
        ("said\n- Author", "said\\\n\\- Author"),
        ("in\n1984. So", "in\\\n1984\\. So"),
        ("in\n198. So", "in\\\n198\\. So"),
        ("a\n\n---\n\nb", "a\n\n---\n\nb"),
        ("a\n---", "a\\\n\\---"),
    ],
)
def test_lists_and_lines(text, expected):
    assert source(text) == expected


def test_list_item_wrapped():
    text = (
        "- this item of a list was wrapped by an editor at about the seventieth\n"
        "column or so\n"
        "- two"
    )
    assert source(text) == (
        "- this item of a list was wrapped by an editor at about the seventieth "
        "column or so\n- two"
    )


def test_wide_gaps_everywhere_say_nothing():
    assert "headings-may-be-lost" not in codes("Title\n\n\na.\n\n\nb.\n\n\nc.")


def test_language_of_the_text():
    assert read("Title\n\nयह लेख हिंदी में है".encode(), "a.txt").language == "hi"


def test_short_lines_among_long_ones_are_not_wrapped():
    quote = "“The sea”, wrote one admiral, “belongs to whoever stays.”\n- Admiral"
    expected = quote.replace("\n- ", "\\\n\\- ")
    assert source(f"{quote}\n\n{LONG} {LONG}") == f"{expected}\n\n{LONG} {LONG}"


def test_four_wrapped_lines_among_long_ones_are_one_paragraph():
    line = "these words stand in lines of about the same width here"
    lines = "\n".join([line] * 4)
    assert source(f"{lines}\n\n{LONG * 9}").startswith(" ".join([line] * 4))
