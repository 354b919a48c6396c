"""Plain text in the shapes in which authors and programs write notes."""

import pytest

from articles.importing.formats import read_here as read

LONG = "Pilots are scarce along the coast and every port loses those it trains"
HEAD = "Lanes at Sea\n\nBy Dr Rao\n\n"


def plain(text):
    return read((HEAD + text).encode(), "a.txt")


def notes(manuscript):
    return [(note.label, note.text) for note in manuscript.notes]


def repaired(manuscript):
    return [entry.code for entry in manuscript.report.repaired]


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}.¹ More.²\n\nNotes\n\n¹ One.\n² Two.\n",
        f"{LONG}.(1) More.(2)\n\nNotes\n(1) One.\n(2) Two.\n",
        f"{LONG}.[1] More.[2]\n\nNotes\n1) One.\n2) Two.\n",
        f"{LONG}.[i] More.[ii]\n\nEndnotes\n[i] One.\n[ii] Two.\n",
        f"{LONG}.[I] More.[II]\n\nEndnotes :\n\nI. One.\n\nII. Two.\n",
    ],
)
def test_shapes_of_labels(text):
    manuscript = plain(text)
    assert notes(manuscript) == [("1", "One."), ("2", "Two.")]
    assert manuscript.source == f"{LONG}.[^1] More.[^2]"
    assert manuscript.report.warnings == manuscript.report.warnings[:1]


def test_round_brackets_are_no_markers_beside_square_ones():
    manuscript = plain(f"{LONG}.[1] In (1) and (2).[2]\n\nNotes\n1. One.\n2. Two.\n")
    assert manuscript.source.endswith("In (1) and (2).[^2]")
    assert "round-brackets" not in repaired(manuscript)


def test_a_year_or_a_list_in_brackets_is_no_marker():
    manuscript = plain(f"{LONG} (1) and so on.\n\nNotes\n1. One.\n2. Two.\n3. Three.\n")
    assert manuscript.report.markers == 0


def test_sections_with_lists_of_their_own():
    part = f"{{0}}\n\n{LONG}.[1] More {LONG}.[2]\n\nNotes\n[1] One {{0}}.\n[2] Two {{0}}.\n\n"
    manuscript = plain(part.format("East") + part.format("West"))
    assert notes(manuscript) == [
        ("1", "One East."),
        ("2", "Two East."),
        ("1a", "One West."),
        ("2a", "Two West."),
    ]
    assert manuscript.report.matched == manuscript.report.markers == 4
    assert repaired(manuscript) == ["label-repeated", "label-repeated"]
    assert manuscript.source.index("[^2]") < manuscript.source.index("[^1a]")


def test_sections_whose_numbers_go_on():
    manuscript = plain(
        f"{LONG}.[1] {LONG}.[2]\n\nNotes\n[1] One.\n[2] Two.\n\n"
        f"{LONG}.[3] {LONG}.[4]\n\nNotes\n[3] Three.\n[4] Four.\n"
    )
    assert [label for label, _ in notes(manuscript)] == ["1", "2", "3", "4"]
    assert repaired(manuscript) == []


def test_a_numbered_list_that_nobody_cites_stays_text():
    manuscript = plain(
        f"{LONG}:\n\nReferences\n\n1. A book.\n2. A map.\n\n{LONG}.[1] {LONG}.[2]\n\n"
        "Endnotes\n[1] One.\n[2] Two.\n"
    )
    assert notes(manuscript) == [("1", "One."), ("2", "Two.")]
    assert "1. A book." in manuscript.source


def test_notes_at_the_foot_of_pages():
    manuscript = plain(
        f"{LONG}.[1] More of it, and it goes\n\n[1] Note one.\n\nVIF Brief   1\n\f"
        f"VIF Brief\n\non to the next page, as {LONG}.[2]\n\n_____\n[2] Note two,\nof two lines.\n\n"
        f"VIF Brief   2\n\fVIF Brief\n\n{LONG}.\n\nVIF Brief   3\n"
    )
    assert notes(manuscript) == [("1", "Note one."), ("2", "Note two,\nof two lines.")]
    assert manuscript.source == (
        f"{LONG}.[^1] More of it, and it goes on to the next page, as {LONG}.[^2]\n\n{LONG}."
    )
    margins = [e.text for e in manuscript.report.left_out if e.code == "page-margin"]
    assert margins[0].split("\n").count("VIF Brief") == 2


def test_pages_without_anything_repeated():
    manuscript = plain(f"{LONG}.\n\f{LONG} again.\n\f\n")
    assert manuscript.source == f"{LONG}.\n\n{LONG} again."


def test_words_divided_at_the_ends_of_lines():
    manuscript = plain(
        "Pilots are scarce along the whole coast and every port loses those it trai-\n"
        "ned within the year to a richer neighbour, and the minis-\n"
        "try has asked three times for advice about those well-\n"
        "known troubles, which is no small thing.[1]\n\nNotes\n[1] One.\n"
    )
    assert "trained within" in manuscript.source.replace("\\\n", " ")
    assert "ministry" in manuscript.source
    assert "well-known" in manuscript.source
    assert repaired(manuscript) == ["divided-words"]
    assert "words-not-placed" not in {w.code for w in manuscript.report.warnings}


def test_two_hyphens_at_ends_of_lines_are_left():
    manuscript = plain(
        f"{LONG} and it is well-\nknown.\n\n{LONG} and half-\nhearted.\n"
    )
    assert repaired(manuscript) == []
