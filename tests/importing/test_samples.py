"""Whole files: our own, and the standing sample where it is present."""

from datetime import date
from pathlib import Path

import pytest

from articles.importing import LeftOut, Person, Remark
from articles.importing.formats import read_here as read
from tests import sample_documents

PROJECT = Path(__file__).parents[2]
SAMPLES = PROJECT / "tests" / "samples"
FORM = (
    "The content of this field is kept private and will not be shown publicly.\n"
    "5 + 2 =\n"
    "Solve this simple math problem and enter the result. E.g. for 1+3, enter 4."
)


def sample(name):
    return read((SAMPLES / name).read_bytes(), name)


def standing(name):
    path = sample_documents.sample(f"articles/{name}")
    return read(path.read_bytes(), name)


def labels(report, code):
    return [
        dict(entry.parameters)["label"]
        for entry in report.repaired
        if entry.code == code
    ]


@pytest.mark.parametrize(
    "load",
    [
        pytest.param(lambda: sample("harbour-compact.txt"), id="twin"),
        pytest.param(lambda: standing("csto-collective-security.txt"), id="standing"),
    ],
)
def test_read_the_page_with_every_fault(load):
    manuscript = load()
    report = manuscript.report
    assert (report.markers, report.notes, report.matched) == (13, 12, 12)
    assert report.missing == ("3",)
    assert report.unused == ()
    assert report.identical == (("2", "4"), ("8", "11", "13"))
    assert report.without_link == tuple(str(n) for n in (1, 2, *range(4, 14)))
    assert labels(report, "no-space-after-label") == ["6", "10", "12"]
    assert labels(report, "space-before-marker") == ["2", "4", "5", "6", "11", "12"]
    assert len(report.repaired) == 9
    assert report.left_out == (
        LeftOut("notes-heading", "Endnotes :"),
        LeftOut("more-link", "... More >>"),
        LeftOut("picture-credit-label", "Image Source:"),
        LeftOut("comment-form", "Post new comment"),
        LeftOut("comment-form", FORM),
        LeftOut("menu", "Contact Us"),
    )
    assert report.warnings == (
        Remark("no-date"),
        Remark("disclaimer-cut-off"),
        Remark("image-source-empty"),
        Remark("headings-may-be-lost", (("count", 3),)),
    )
    assert manuscript.disclaimer_is_cut
    assert manuscript.disclaimer.startswith("(The ")
    assert "More" not in manuscript.disclaimer
    assert (manuscript.dated, manuscript.dated_precision) == (None, "")
    assert (manuscript.picture_credit, manuscript.kind) == ("", "")
    assert [note.label for note in manuscript.notes] == [str(n) for n in range(1, 14)]
    assert [note.label for note in manuscript.notes if note.is_missing] == ["3"]
    assert manuscript.source.count("\n## ") == 2
    assert " [^" not in manuscript.source


def test_read_the_twin_fields():
    manuscript = sample("harbour-compact.txt")
    assert (
        manuscript.title == "The Harbour Compact and Shared Safety in the Selvan Gulf"
    )
    assert manuscript.people == (
        Person(
            "Dr",
            "Meera Anand",
            "Joshi",
            "Meera Anand Joshi",
            "Associate Fellow",
            "Meridian",
        ),
    )
    assert manuscript.language == "en"
    assert manuscript.disclaimer.endswith("the stance of the house")
    assert manuscript.notes[5].text == (
        "Ingrid Valmora, “Guard leaves Sund without a shot”, news service, "
        "12 December 2020, Karsova. Available at"
    )


def test_read_the_standing_sample_byline():
    manuscript = standing("csto-collective-security.txt")
    assert manuscript.title == "The CSTO and Collective Security in Eurasia"
    assert manuscript.people == (
        Person(
            "Dr",
            "Pravesh Kumar",
            "Gupta",
            "Pravesh Kumar Gupta",
            "Associate Fellow",
            "VIF",
        ),
    )


def test_summary_is_plain_data():
    summary = sample("harbour-compact.txt").summary("harbour-compact.txt")
    assert list(summary) == [
        "file",
        "title",
        "authors",
        "dated",
        "language",
        "pictures",
        "markers",
        "notes",
        "matched",
        "missing",
        "unused",
        "identical",
        "without_link",
        "repaired",
        "left_out",
        "warnings",
    ]
    assert summary["identical"] == [["2", "4"], ["8", "11", "13"]]
    assert summary["repaired"][0] == {
        "code": "no-space-after-label",
        "parameters": {"label": "6"},
    }
    assert summary["left_out"][0] == {"code": "notes-heading", "text": "Endnotes :"}
    assert summary["dated"] is None


def test_read_wrapped_text_with_two_authors():
    manuscript = sample("two-authors.txt")
    assert manuscript.people == (
        Person(
            "Lt Gen (Dr) (Retd)",
            "Arvind",
            "Nair",
            "Arvind Nair",
            "Director",
            "Coastline Centre",
        ),
        Person("Ms", "Lila", "van der Meer", "Lila van der Meer", "Fellow", "Meridian"),
    )
    assert (manuscript.dated, manuscript.dated_precision) == (date(2022, 5, 16), "day")
    assert manuscript.source == (
        "Pilots are scarce along the coast, and every port that trains its own loses them "
        "within the year to a richer neighbour. The figures are plain.[^1] What follows "
        "from them is less so, and the ministry has asked three times for "
        "advice.[^2][^3]\n\n"
        "## What the Ports Want\n\n"
        "The ports have sent a list, and it is short enough to be printed here in full. "
        "They ask for these things:\n\n"
        "1. a common school;\n2. a common wage;\n3. a common roster.\n\n"
        "None of them is new[^2][^3]. The price of \\*every\\* item is known, and a "
        "pilot_boat costs more than it did in 2019 [2019]. Compare the map at "
        "https://example.org/a_b_c/*map* before answering.[^1]"
    )
    assert [(note.label, note.text) for note in manuscript.notes] == [
        ("1", "Port office, Annual figures, p. 4."),
        (
            "2",
            "Ministry of Quays, letter of 3 March 2022.\nIt was never answered.\n\n"
            "A second letter followed.\n4\\) this line belongs to the letter",
        ),
        ("3", "“Rosters”, The Quay, 5 May 2022. Retrieved from:"),
    ]
    assert manuscript.disclaimer == "The views expressed are the authors’ own."
    assert manuscript.report.without_link == ("3",)
    assert manuscript.report.markers == 6
    assert manuscript.report.warnings == ()
    assert manuscript.report.left_out == (
        LeftOut("byline-words", "By and"),
        LeftOut("date-line", "Published on 16th May, 2022"),
        LeftOut("notes-heading", "Notes"),
    )


def test_read_hindi():
    manuscript = sample("bandargah.txt")
    report = manuscript.report
    assert manuscript.language == "hi"
    assert [p.display_name for p in manuscript.people] == ["मीरा आनंद जोशी", "राम सिंह"]
    assert [p.honorific for p in manuscript.people] == ["डॉ.", "श्री"]
    assert [p.affiliation for p in manuscript.people] == ["मेरिडियन", "तट संस्थान"]
    assert manuscript.dated == date(2022, 5, 16)
    assert (report.markers, report.notes, report.matched) == (3, 3, 3)
    assert (report.missing, report.without_link) == (("3",), ("1", "4"))
    assert manuscript.disclaimer == "यह लेख लेखक के निजी विचार हैं।"
    assert manuscript.picture_credit == "तट संस्थान"
    assert "## साझा चिंता" in manuscript.source
    assert report.warnings == ()


def test_read_markdown_with_metadata():
    manuscript = sample("lanes.md")
    assert manuscript.title == "Lanes at Sea"
    assert manuscript.standfirst == "Who draws them, and who pays."
    assert [person.display_name for person in manuscript.people] == [
        "Meera Anand Joshi",
        "Meridian Research Team",
    ]
    assert (manuscript.dated, manuscript.dated_precision) == (date(2021, 3, 1), "month")
    assert (manuscript.kind, manuscript.language) == ("brief", "en")
    assert manuscript.topics == (
        ("topic", "shipping"),
        ("topic", "law of the sea"),
        ("region", "Selvan Gulf"),
    )
    assert manuscript.picture_credit == "Quay Archive"
    assert manuscript.source == (
        "Lanes are drawn by few and paid for by many.[^1] The *first* chart is lost[^2].\n\n"
        '```python\nlanes[1] = "[^1]"\n```\n\n'
        "See `[2]`, [2](https://example.org/2), \\[2\\] and[^2], and the old survey.[^3]"
    )
    assert [(note.label, note.text) for note in manuscript.notes] == [
        (
            "1",
            "Quay Archive, chart 4.\n\nIt was drawn twice:\n\n- once in ink\n- once in pencil",
        ),
        ("2", "“Charts”, *Gulf Wire*. Available at"),
        ("3", "The survey of 1901,\nwhich nobody has seen since."),
        ("4", ""),
        ("5", "Not cited anywhere."),
    ]
    assert (manuscript.report.missing, manuscript.report.unused) == (("4",), ("5",))
    assert [entry.code for entry in manuscript.report.warnings] == ["unknown-metadata"]


def test_read_windows_1252_with_carriage_returns():
    manuscript = sample("western.txt")
    assert manuscript.people[0].family_name == "L’Écuyer"
    assert (
        manuscript.source == "The “café” is older than the port – or so its owner says."
    )
    assert manuscript.report.repaired == (
        Remark("decoded", (("encoding", "Windows-1252"),)),
    )


def test_read_utf_16():
    manuscript = sample("wide.txt")
    assert manuscript.people == (Person("", "", "Sushant", "Sushant"),)
    assert manuscript.report.repaired == (Remark("decoded", (("encoding", "UTF-16"),)),)


@pytest.mark.parametrize(
    ("name", "markers", "notes"),
    [
        ("defuddle_footnotes--hidden-section.expected.md", 1, 1),
        ("defuddle_footnotes--named-anchor.expected.md", 4, 4),
        ("defuddle_footnotes--labeled-section-ol.expected.md", 3, 3),
        ("defuddle_footnotes--nested-prose.expected.md", 2, 2),
    ],
)
def test_read_markdown_of_others(name, markers, notes):
    report = standing(name).report
    assert (report.markers, report.notes, report.matched) == (markers, notes, notes)


def test_read_markdown_with_footnotes_in_html():
    manuscript = standing("whitehouse_source_code_policy_intro.md")
    report = manuscript.report
    assert manuscript.title == "Federal Source Code Policy | Introduction"
    assert (report.markers, report.notes, report.matched) == (18, 18, 18)
    assert {entry.code for entry in report.warnings} == {
        "unknown-metadata",
        "no-byline",
        "no-date",
    }
    assert manuscript.notes[7].text.endswith(
        "<https://github.com/WhiteHouse/petitions>."
    )
