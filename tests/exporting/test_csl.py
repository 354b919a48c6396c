"""CSL-JSON."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from articles.exporting import FORMATS, Person
from articles.exporting.escaping import one_line

from .hostile import citations
from .test_highwire import CITATION


def item(citation):
    (made,) = json.loads(FORMATS["json"].write(citation))
    return made


@given(citations())
def test_what_was_written_is_read_back(citation):
    made = item(citation)
    assert made["title"] == one_line(citation.title)
    assert made["URL"] == citation.address
    assert made.get("DOI", "") == citation.doi
    assert made["type"] == ("report" if citation.kind == "paper" else "webpage")
    issued = made.get("issued", {"date-parts": [[None]]})
    assert issued["date-parts"][0][0] == (citation.dated and citation.dated.year)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Person("A", "Asha", "Verma", "Dr"), {"family": "Verma", "given": "Asha"}),
        (Person("Sukarno", family="Sukarno"), {"family": "Sukarno"}),
        (Person("Meridian", is_organisation=True), {"literal": "Meridian"}),
        (Person("Institute, Delhi", is_organisation=True), {"literal": "Institute, Delhi"}),
        (Person("A", "Ludwig", "van Beethoven"), {"family": "van Beethoven", "given": "Ludwig"}),
        (Person("A", "Martin", "King Jr."), {"family": "King", "given": "Martin", "suffix": "Jr."}),
        (Person("A", "प्रवेश", "गुप्ता"), {"family": "गुप्ता", "given": "प्रवेश"}),
    ],
)  # fmt: skip
def test_names(person, expected):
    assert item(replace(CITATION, people=(person,)))["author"] == [expected]


@pytest.mark.parametrize(
    ("precision", "expected"),
    [("day", [2022, 6, 3]), ("month", [2022, 6]), ("year", [2022])],
)
def test_date_is_as_exact_as_it_is_known(precision, expected):
    made = item(replace(CITATION, precision=precision))
    assert made["issued"] == {"date-parts": [expected]}


def test_report_and_page():
    paper = replace(
        CITATION, kind="paper", section="Paper", report_number="12",
        isbn="0-306-40615-2", accessed=date(2026, 8, 1),
    )  # fmt: skip
    made = item(paper)
    assert made["publisher"] == "Meridian"
    assert (made["genre"], made["number"], made["ISBN"]) == (
        "Paper",
        "12",
        "0-306-40615-2",
    )
    assert made["accessed"] == {"date-parts": [[2026, 8, 1]]}
    assert item(CITATION)["container-title"] == "Meridian"


def test_what_is_unknown_is_left_out():
    bare = replace(CITATION, people=(), dated=None, site_name="", keywords=())
    assert item(bare).keys() == {"id", "type", "title", "genre", "URL", "language"}


def test_devanagari_is_kept_readable():
    assert "गर्मी" in FORMATS["json"].write(replace(CITATION, title="गर्मी"))
