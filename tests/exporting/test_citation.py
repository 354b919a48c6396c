"""The value that goes out, and the description made for it."""

from dataclasses import replace

import pytest

from articles.exporting import Person, describe
from articles.exporting.escaping import one_line

from .test_highwire import CITATION


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Person("Pravesh Gupta", given="Pravesh", family="Gupta"), "Gupta, Pravesh"),
        (Person("Meridian", family="Meridian"), "Meridian"),
        (Person("Meridian"), "Meridian"),
    ],
)
def test_sort_name(person, expected):
    assert person.sort_name == expected


def test_describe_takes_first_text_that_is_not_empty():
    assert describe("", " \n ", "The  third\none.", "The fourth.") == "The third one."


def test_describe_without_any_text_is_empty():
    assert describe("", "") == ""


def test_describe_cuts_at_a_word():
    made = describe("word " * 60)
    assert made.endswith("word…")
    assert len(made) <= 160


def test_describe_drops_punctuation_before_the_cut():
    assert describe("a" * 150 + ", and then some more").endswith("a, and…")
    assert describe("a" * 150 + ", andthensome more") == "a" * 150 + "…"


def test_describe_cuts_one_endless_word():
    assert describe("अ" * 400) == "अ" * 159 + "…"


def test_describe_keeps_exactly_160_characters():
    assert describe("a" * 160) == "a" * 160


def test_lines_have_no_controls_and_no_halves_of_letters():
    assert one_line(" a\x00b\x07 \r\n\u2028c\ud800 ") == "ab c"


@pytest.mark.parametrize(
    ("doi", "address"),
    [
        ("", ""),
        ("10.5555/12(3);4", "https://doi.org/10.5555/12(3);4"),
        ("10.5555/a#b%c", "https://doi.org/10.5555/a%23b%25c"),
    ],
)
def test_doi_address(doi, address):
    made = replace(CITATION, doi=doi)
    assert made.doi_address == address
    assert made.lasting_address == (address or CITATION.address)


@pytest.mark.parametrize(
    ("number", "expected"),
    [("12", "Brief no. 12"), (" MI/12 ", "MI/12"), ("", ""), ("१२", "Brief no. १२")],
)
def test_number_says_what_it_numbers(number, expected):
    brief = replace(CITATION, kind="brief", section="Brief", report_number=number)
    assert brief.numbered(brief.words.numbered) == expected


@pytest.mark.parametrize(
    ("site", "names", "expected"),
    [
        ("Meridian", ["Meridian"], True),
        ("Meridian", ["Meridian", "Asha"], False),
        ("Meridian", ["Asha"], False),
        ("", [""], False),
    ],
)
def test_institution_may_be_the_one_author(site, names, expected):
    people = tuple(Person(name, is_organisation=True) for name in names)
    assert replace(CITATION, site_name=site, people=people).is_by_site == expected
