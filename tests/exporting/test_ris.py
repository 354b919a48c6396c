"""RIS, as rispy reads it back."""

import re
from dataclasses import replace
from datetime import date

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from articles.exporting import FORMATS, Person
from articles.exporting.escaping import one_line

from .hostile import PERSONS, WHOLE, citations
from .test_highwire import CITATION


def write(citation):
    return FORMATS["ris"].write(citation)


def read(text):
    (reference,) = rispy.loads(text)
    return reference


@given(citations(people=st.one_of(PERSONS, WHOLE)))
def test_what_was_written_is_read_back(citation):
    made = read(write(citation))
    assert made["type_of_reference"] == ("RPRT" if citation.kind == "paper" else "ELEC")
    assert made["title"] == one_line(citation.title)
    names = [one_line(person.listed_name) for person in citation.people]
    assert made.get("authors", []) == names
    assert made["urls"] == [citation.address]
    assert made.get("doi", "") == citation.doi
    assert made.get("year") == (citation.dated and str(citation.dated.year))


@given(citations(people=WHOLE))
def test_no_name_is_divided_that_is_to_stay_whole(citation):
    made = read(write(citation)).get("authors", [])
    # At the first comma Zotero divides, at any other space EndNote.
    for person, name in zip(citation.people, made, strict=True):
        if re.search(r"\w", name):  # a name of signs alone is left as it is
            assert "," not in name[:-1]
            assert name.endswith(",") == (" " in name)
        letters = [letter for letter in person.plain_name if letter.isalnum()]
        assert [letter for letter in name if letter.isalnum()] == letters


def test_organisation_with_a_comma_stays_whole():
    house = Person("Institute, Delhi", is_organisation=True)
    made = read(write(replace(CITATION, people=(house, *CITATION.people[1:]))))
    assert made["authors"] == ["Institute Delhi,", "Verma, Asha"]


@given(citations())
def test_lines_end_as_the_format_asks(citation):
    lines = write(citation).split("\r\n")
    assert lines[0].startswith("TY  - ")
    assert lines[-2:] == ["ER  - ", ""]
    assert all(
        line[2:6] == "  - " and len(line.splitlines()) == 1 for line in lines[:-1]
    )


@pytest.mark.parametrize(
    ("precision", "expected"),
    [("day", "2022/06/03/"), ("month", "2022/06//"), ("year", "2022///")],
)
def test_date_is_as_exact_as_it_is_known(precision, expected):
    assert read(write(replace(CITATION, precision=precision)))["date"] == expected


def test_undated_names_no_date():
    assert not {"year", "date"} & read(write(replace(CITATION, dated=None))).keys()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"report_number": "12"}, ["SN  - 12"]),
        ({"isbn": "0-306-40615-2"}, ["SN  - 0-306-40615-2"]),
        ({"report_number": "12", "isbn": "0-306-40615-2"}, ["SN  - 0-306-40615-2", "M1  - 12"]),
    ],
)  # fmt: skip
def test_numbers_stand_where_zotero_looks(changes, expected):
    lines = write(replace(CITATION, kind="paper", **changes)).split("\r\n")
    assert [line for line in lines if line[:2] in {"SN", "M1"}] == expected


def test_what_else_is_known_of_a_paper():
    paper = replace(
        CITATION, kind="paper", section="Paper", accessed=date(2026, 8, 1),
        pdf_address="https://example.org/a.pdf",
    )  # fmt: skip
    lines = write(paper).split("\r\n")
    expected = ["PB  - Meridian", "M3  - Paper", "Y2  - 2026/08/01/", "LA  - en"]
    expected += ["L1  - https://example.org/a.pdf", "KW  - Energy", "KW  - Water"]
    assert set(expected) <= set(lines)
    assert "T2  - Meridian" in write(CITATION)
