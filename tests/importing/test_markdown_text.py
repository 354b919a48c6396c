"""Markdown: metadata, title, and a text that stays as it is."""

from datetime import date

import pytest

from articles.importing import LeftOut
from articles.importing.formats import read_here as read


def markdown(text):
    return read(text.encode(), "a.md")


def codes(manuscript):
    return [entry.code for entry in manuscript.report.warnings]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Title\n\nText.", "Title"),
        ("Title\n=====\n\nText.", "Title"),
        ("Title\n\nText.", "Title"),
        ("A sentence.\n\nText.", ""),
        ("Text of\ntwo lines", ""),
        ("- item\n\nText.", ""),
        ("## Section\n\nText.", ""),
        ("Text", ""),
        ("---\ndate: 2021\nauthor: Dr Rao\n---\nText.", ""),
    ],
)
def test_title(text, title):
    manuscript = markdown(text)
    assert manuscript.title == title
    assert ("no-title" in codes(manuscript)) is (not title)


def test_byline_in_emphasis():
    manuscript = markdown("# Title\n\n*By Dr A. Rao, Fellow, VIF*\n\nText.")
    assert manuscript.people[0].affiliation == "VIF"


def test_text_stays_as_it_is():
    body = "## A *b*\n\n> q\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n    code [1]\n\n\n* x\n\n      y"
    assert markdown(f"# T\n\n{body}\n").source == body


def test_metadata_of_every_kind():
    manuscript = markdown(
        "---\n"
        "# a remark\n"
        "title: 'Lanes'\n"
        "Author: Dr A. Rao, Fellow, VIF; Ms C. Sen\n"
        "author: Harbour House\n"
        "date: 16 May 2022\n"
        "language: हिन्दी\n"
        "kind: event-report\n"
        "topics: [sea, law]\n"
        "series: One; Two\n"
        "disclaimer: |\n"
        "  Not bound\n"
        "  at all.\n"
        "image credit: Quay\n"
        "title: Again\n"
        "kind: poem\n"
        "date: some day\n"
        "empty:\n"
        "---\n"
        "# Another Heading\n\nText."
    )
    assert manuscript.title == "Lanes"
    assert [p.display_name for p in manuscript.people] == [
        "A. Rao",
        "C. Sen",
        "Harbour House",
    ]
    assert (manuscript.dated, manuscript.language) == (date(2022, 5, 16), "hi")
    assert manuscript.kind == "event report"
    assert manuscript.topics == (
        ("topic", "sea"),
        ("topic", "law"),
        ("series", "One"),
        ("series", "Two"),
    )
    assert manuscript.disclaimer == "Not bound at all."
    assert manuscript.picture_credit == "Quay"
    assert manuscript.source == "# Another Heading\n\nText."
    assert codes(manuscript) == ["unknown-metadata"] * 3 + ["no-notes"]
    assert manuscript.report.left_out[-3:] == (
        LeftOut("unknown-metadata", "title: Again\nkind: poem\ndate: some day\nempty:"),
        LeftOut("unknown-metadata", "# a remark"),
        LeftOut(
            "metadata-keys",
            "title, Author, author, date, language, kind, topics, series, disclaimer, "
            "image credit",
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nText.\n\n---\n",
        "---\ntitle: A\n\nText without an end.",
        "---\nA line of text\n---\n",
        "---\ntitle: A",
    ],
)
def test_rules_are_no_metadata(text):
    assert "metadata-keys" not in {e.code for e in markdown(text).report.left_out}


def test_metadata_authors_that_say_nothing():
    manuscript = markdown("---\ntitle: T\nauthor: ;\n  - x\n---\nText.")
    assert manuscript.people == ()


def test_html_is_reported():
    assert "html-tags" in codes(markdown("# T\n\nA<u>b</u>"))
