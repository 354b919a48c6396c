"""Lists of notes in all their shapes, and lists that are none."""

import pytest

from articles.importing import LeftOut, Remark
from articles.importing.formats import read_here as read

BODY = (
    "Title\n\nA first sentence that is long enough for a paragraph.[1] And another one "
    "that goes on for a while.[2]\n\n"
)


def notes(text, name="a.txt"):
    return [(note.label, note.text) for note in read(text.encode(), name).notes]


def codes(text, name="a.txt"):
    return [entry.code for entry in read(text.encode(), name).report.warnings]


@pytest.mark.parametrize(
    "items",
    [
        "[1] one\n[2] two",
        "[1]one\n[2]two",
        "[1]: one\n\n[2]: two",
        "1. one\n2. two",
        "1.one\n2.two",
        "1) one\n2) two",
        "(1) one\n(2) two",
        "¹ one\n² two",
        "¹one\n\n²two",
        "1 one\n2 two",
        "[^1] one\n[^2] two",
        "[^1]: one\n[^2]: two",
        "- [1] one\n- [2] two",
        "१. one\n२. two",
    ],
)
@pytest.mark.parametrize("heading", ["Endnotes :", "NOTES", "## References", "सन्दर्भ"])
def test_notes_under_a_heading(heading, items):
    assert notes(f"{BODY}{heading}\n\n{items}\n") == [("1", "one"), ("2", "two")]


@pytest.mark.parametrize(
    "items",
    ["[1] one\n[2] two", "1. one\n2. two", "¹ one\n² two", "[^1]: one\n[^2]: two"],
)
@pytest.mark.parametrize("rule", ["", "-----\n\n"])
def test_notes_without_a_heading(rule, items):
    text = f"{BODY}{rule}{items}\n\nImage Source: a quay\n"
    assert notes(text) == [("1", "one"), ("2", "two")]


def test_notes_without_a_heading_are_reported():
    assert "notes-without-heading" in codes(f"{BODY}[1] one\n[2] two\n")


@pytest.mark.parametrize(
    "text",
    [
        BODY + "We ask for:\n\n1. one\n2. two\n",
        BODY + "Recommendations\n\n1. one\n2. two\n",
        BODY + "So it ends.\n\n1. one\n2. two\n\nA paragraph follows.\n",
        "Title\n\nNothing is cited here.\n\n[1] one\n[2] two\n",
        BODY + "[1] one\n\nA paragraph.\n\n[2] two\n",
        BODY + "[2] two\n[1] one\n",
        BODY + "Notes\n\nThe word is a heading here.\n",
        BODY + "Notes\n\n1 boat\n",
        BODY + "Notes\n\n70. seventy\n",
        BODY + "Bibliography\n\nRao, A. Lanes.\n\nSen, R. Quays.\n",
    ],
)
def test_lists_that_are_no_notes(text):
    manuscript = read(text.encode(), "a.txt")
    assert manuscript.notes == ()
    assert manuscript.report.markers == 0
    assert "[1]" in manuscript.source
    assert "no-notes" in {entry.code for entry in manuscript.report.warnings}


def test_numbered_list_in_the_text_is_not_the_notes():
    text = BODY + "We ask for:\n\n1. a\n2. b\n\nSo be it.\n\nNotes\n\n1. one\n2. two\n"
    manuscript = read(text.encode(), "a.txt")
    assert "1. a\n2. b" in manuscript.source
    assert [note.text for note in manuscript.notes] == ["one", "two"]


def test_the_last_heading_with_a_list_counts():
    text = BODY + "Notes\n\nA word first.\n\nReferences\n\n[1] one\n[2] two\n\nNotes\n"
    manuscript = read(text.encode(), "a.txt")
    assert len(manuscript.notes) == 2
    assert manuscript.report.left_out[0].text == "References"


def test_notes_end_before_another_section():
    text = BODY + "Notes\n\n1. one\n2. two\n\nBibliography\n\nRao, A. Lanes.\n"
    manuscript = read(text.encode(), "a.txt")
    assert [note.text for note in manuscript.notes] == ["one", "two"]
    assert manuscript.source.endswith("Rao, A. Lanes.")
    assert "text-after-notes" in codes(text)


def test_note_of_several_paragraphs():
    text = (
        BODY
        + "Notes\n\n[1] one\nmore\n\nand more\n\n[2] two\n\n  indented\n\nThe end.\n"
    )
    assert notes(text) == [("1", "one\nmore\n\nand more"), ("2", "two\n\nindented")]


def test_note_labels_with_gaps_and_letters():
    text = BODY.replace("[2]", "[5]") + "Notes\n\n[1] one\n[1a] more\n[4] four\n"
    manuscript = read(text.encode(), "a.txt")
    assert [n.label for n in manuscript.notes] == ["1", "1a", "2", "3", "4"]
    assert manuscript.report.missing == ("2", "3")
    assert manuscript.report.unused == ("1a", "4")
    assert Remark("numbers-in-brackets", (("labels", "5"), ("count", 1))) in (
        manuscript.report.warnings
    )


def test_note_cited_beyond_the_list_is_missing():
    text = BODY.replace("[2]", "[^7]") + "Notes\n\n[1] one\n"
    assert read(text.encode(), "a.txt").report.missing == ("7",)


def test_note_without_text_is_missing():
    text = BODY + "Notes\n\n[1] one\n[2]\n"
    report = read(text.encode(), "a.txt").report
    assert (report.notes, report.missing) == (1, ("2",))
    assert report.left_out[1:] == (LeftOut("note-without-text", "2"),)
    assert "words-not-placed" not in codes(text)


def test_wide_gap_is_reported_not_filled():
    text = BODY + "Notes\n\n[1] one\n[2] two\n[40] forty\n"
    manuscript = read(text.encode(), "a.txt")
    assert [n.label for n in manuscript.notes] == ["1", "2", "40"]
    assert "wide-gap" in codes(text)


def test_repeated_label_gets_the_next_letter():
    text = BODY + "Notes\n\n[1] one\n[1a] x\n[2] two\n[1] again\n[2] and again\n"
    manuscript = read(text.encode(), "a.txt")
    assert [(n.label, n.text) for n in manuscript.notes] == [
        ("1", "one"),
        ("1a", "x"),
        ("2", "two"),
        ("1b", "again"),
        ("2a", "and again"),
    ]
    assert [dict(e.parameters) for e in manuscript.report.repaired] == [
        {"label": "1", "new_label": "1b"},
        {"label": "2", "new_label": "2a"},
    ]


def test_repeated_labels_run_out():
    items = "".join(f"[999] note {n}\n" for n in range(30))
    manuscript = read(f"{BODY}Notes\n\n[1] one\n{items}".encode(), "a.txt")
    left = [e.text for e in manuscript.report.left_out]
    assert len(manuscript.notes) == 29
    assert left[1:] == ["999 note 27", "999 note 28", "999 note 29"]


def test_repeated_labels_take_numbers_when_letters_run_out():
    items = "".join(f"[2] note {n}\n" for n in range(29))
    manuscript = read(f"{BODY}Notes\n\n[1] one\n{items}".encode(), "a.txt")
    assert [n.label for n in manuscript.notes][-3:] == ["2z", "3", "4"]


@pytest.mark.parametrize(
    ("ending", "lacks"),
    [
        ("Available at", True),
        ("available online at:", True),
        ("Retrieved from.", True),
        ("Accessed at ", True),
        ("URL:", True),
        ("Link: ", True),
        ("उपलब्ध है", True),
        ("Available at https://example.org", False),
        ("p. 4.", False),
    ],
)
def test_without_link(ending, lacks):
    text = f"{BODY}Notes\n\n[1] Gulf Wire. {ending}\n[2] two\n"
    assert read(text.encode(), "a.txt").report.without_link == (("1",) if lacks else ())


def test_definitions_of_markdown_anywhere():
    text = "# T\n\nA.[^1]\n\n[^1]: one\n\nB.[^b] [^b]\n\n[^b]:two\nmore\n\n\tdeep\n\n```\n[^9]: x\n```\n"
    manuscript = read(text.encode(), "a.md")
    assert [(n.label, n.text) for n in manuscript.notes] == [
        ("1", "one"),
        ("2", "two\nmore\n\ndeep"),
    ]
    assert manuscript.source == "A.[^1]\n\nB.[^2][^2]\n\n```\n[^9]: x\n```"


def test_definitions_in_text_with_names_are_left():
    text = "Title\n\nA.[^b]\n\n[^b]: two\n"
    assert "[^b]: two" in read(text.encode(), "a.txt").source


def test_text_among_definitions_is_reported():
    text = "# T\n\nA.[^1][^2]\n\n[^1]: one\n\nLoose text.\n\n[^2]: two\n"
    assert "text-among-notes" in codes(text, "a.md")


def test_link_definitions_of_markdown_are_no_notes():
    text = "# T\n\nSee [the map][1] and [1].\n\n[1]: https://example.org\n"
    manuscript = read(text.encode(), "a.md")
    assert manuscript.notes == ()
    assert manuscript.source.endswith("[1]: https://example.org")


def test_identical_notes_do_not_mind_spaces():
    text = BODY + "Notes\n\n[1] one  note\n[2] one\nnote\n"
    assert read(text.encode(), "a.txt").report.identical == (("1", "2"),)


def test_definition_directly_below_its_paragraph():
    text = "# T\n\nA.[^1]\n[^1]: one\n\nB.\n"
    assert read(text.encode(), "a.md").source == "A.[^1]\n\nB."
