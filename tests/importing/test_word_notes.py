"""Notes that authors type by hand into Word files, alone or beside Word's own."""

import pytest

from articles.importing.readers.word import read_word

from .docx_writer import RAISED, docx, fn, item, note, p, r

LONG = "The sea rises along the whole coast, and nobody has measured it before. " * 4


def read_typed(*blocks, **parts):
    return read_word(docx(p("On Tides", style="Title"), p(LONG), *blocks, **parts))


def told(manuscript):
    return [(n.label, n.text) for n in manuscript.notes]


def codes(manuscript):
    report = manuscript.report
    found = {entry.code for entry in (*report.warnings, *report.repaired)}
    return found - {"no-byline", "no-date"}


TWO = [("1", "Verma, Tides, 2020."), ("2", "Rao, p. 7.")]
BRACKETS = p("The sea[1] rises[2].")
SUPERS = p("The sea", r("1", RAISED), " rises.", r("2", RAISED))


@pytest.mark.parametrize("text", [BRACKETS, SUPERS], ids=["brackets", "raised"])
@pytest.mark.parametrize(
    "notes",
    [
        p("[1] Verma, Tides, 2020.") + p("[2] Rao, p. 7."),
        p("1. Verma, Tides, 2020.") + p("2. Rao, p. 7."),
        p("1) Verma, Tides, 2020.") + p("2) Rao, p. 7."),
        p("[1]: Verma, Tides, 2020.") + p("[2]: Rao, p. 7."),
        p(r("1", RAISED), " Verma, Tides, 2020.") + p(r("2", RAISED), " Rao, p. 7."),
        item("Verma, Tides, 2020.", "2") + item("Rao, p. 7.", "2"),
        p(r("1. Verma, Tides, 2020.", inner="<w:br/><w:t>2. Rao, p. 7.</w:t>")),
    ],
    ids=["brackets", "dots", "half", "colons", "raised", "numbered", "broken"],
)
def test_typed_list_under_a_heading(text, notes):
    manuscript = read_typed(text, p("Notes", style="H1"), notes)
    assert told(manuscript) == TWO
    assert manuscript.report.markers == manuscript.report.matched == 2
    assert "sea[^1] rises" in manuscript.source
    assert "Notes" not in manuscript.source
    assert codes(manuscript) <= {"space-before-marker"}


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (p("The sea[i] rises[ii]."), p("i. Verma, Tides, 2020.") + p("ii. Rao, p. 7.")),
        (
            p("The sea", r("i", RAISED), " rises", r("ii", RAISED), "."),
            p(r("i", RAISED), " Verma, Tides, 2020.")
            + p(r("ii", RAISED), " Rao, p. 7."),
        ),
        (
            p("The sea", r("i", RAISED), " rises", r("ii", RAISED), "."),
            item("Verma, Tides, 2020.", "3") + item("Rao, p. 7.", "3"),
        ),
        (
            p("The sea[i] rises[II]."),
            p("(i) Verma, Tides, 2020.") + p("(ii) Rao, p. 7."),
        ),
    ],
    ids=["brackets", "raised", "numbered", "round"],
)
def test_roman_numbers(text, notes):
    manuscript = read_typed(text, p("Endnotes", style="H1"), notes)
    assert told(manuscript) == TWO
    assert "sea[^1] rises[^2]." in manuscript.source
    assert codes(manuscript) == {"roman-numbers"}


def test_roman_list_that_nobody_cites_stays():
    manuscript = read_typed(p("i. first point"), p("ii. second point"))
    assert manuscript.source.endswith("i. first point\n\nii. second point")


def test_typed_notes_come_first_and_word_s_own_go_on():
    manuscript = read_typed(
        p("The sea[1]", fn(4), " rises[2]", fn(5), "."),
        p("References", style="H1"),
        p("[1] Verma, Tides, 2020."),
        p("[2] Rao, p. 7."),
        footnotes={4: note("own four"), 5: note("own five, see [2]")},
    )
    assert told(manuscript) == [
        *TWO,
        ("3", "own four"),
        ("4", "own five, see \\[2\\]"),
    ]
    assert manuscript.source.endswith("The sea[^1][^3] rises[^2][^4].")
    assert manuscript.report.repaired[0].as_dict() == {
        "code": "notes-numbered-on",
        "parameters": {"first": 3, "last": 4},
    }


def test_bibliography_beside_word_s_own_notes_stays_text():
    manuscript = read_typed(
        p("The sea", fn(1), " rises", fn(2), "."),
        p("References", style="H1"),
        item("Verma, Tides, 2020.", "2"),
        item("Rao, p. 7.", "2"),
        footnotes={1: note("one"), 2: note("two")},
    )
    assert told(manuscript) == [("1", "one"), ("2", "two")]
    assert manuscript.source.endswith(
        "## References\n\n1. Verma, Tides, 2020.\n2. Rao, p. 7."
    )


def test_number_in_brackets_that_is_no_marker_stays_text():
    manuscript = read_typed(
        p("As in [1] and [2019], see", fn(1), "."), footnotes={1: note("one")}
    )
    assert manuscript.source.endswith("As in \\[1\\] and [2019], see[^1].")
    assert manuscript.report.markers == 1


def test_space_before_a_marker_goes_behind_it_where_a_word_follows():
    said = read_typed(p("Seas ", fn(1), "rise ", fn(2), "."), footnotes={
        1: note("one"), 2: note("two"),
    }).source  # fmt: skip
    assert said.endswith("Seas[^1] rise[^2].")


def test_a_thousand_notes_keep_their_texts():
    notes = {n: note(f"text{n}") for n in range(1, 1002)}
    manuscript = read_typed(p(*(fn(n) for n in notes)), footnotes=notes)
    assert len(manuscript.notes) == 999
    assert "text1001" in "".join(e.text for e in manuscript.report.left_out)
    assert "w1001" not in manuscript.source
