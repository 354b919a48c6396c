"""How names are split and shown."""

import pytest

from articles.exporting import Person
from articles.exporting.people import initials

# Shown, given, family → as catalogues write it, with initials.
NAMES = [
    ("Pravesh Kumar Gupta", "Pravesh Kumar", "Gupta", "Gupta, Pravesh Kumar", "Gupta, P. K."),
    ("Sukarno", "", "Sukarno", "Sukarno", "Sukarno"),
    ("Ho Chi Minh", "", "Ho Chi Minh", "Ho Chi Minh", "Ho Chi Minh"),
    ("Ludwig van Beethoven", "Ludwig", "van Beethoven", "van Beethoven, Ludwig", "van Beethoven, L."),
    ("Oscar de la Hoya", "Oscar de la", "Hoya", "Hoya, Oscar de la", "Hoya, O. de la"),
    ("Martin Luther King Jr.", "Martin Luther", "King Jr.", "King, Martin Luther, Jr.", "King, M. L., Jr."),
    ("John Doe, III", "John", "Doe, III", "Doe, John, III", "Doe, J., III"),
    ("प्रवेश कुमार गुप्ता", "प्रवेश कुमार", "गुप्ता", "गुप्ता, प्रवेश कुमार", "गुप्ता, प्रवेश कुमार"),
    ("Ángel Núñez", "Ángel", "Núñez", "Núñez, Ángel", "Núñez, Á."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "family", "sort_name", "short"), NAMES)
def test_name_is_turned_round(name, given, family, sort_name, short):
    person = Person(name, given, family, honorific="Dr")
    assert person.plain_name == name
    assert person.sort_name == sort_name
    assert person.short_name == short


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Jean-Paul", "J.-P."),
        ("A.P.J.", "A. P. J."),
        ("V K", "V. K."),
        ("VK", "V. K."),
        ("ASHA", "A."),
        ("", ""),
        ("-", ""),
    ],
)
def test_initials(given, expected):
    assert initials(given) == expected


def test_organisation_stays_whole():
    house = Person(
        "Ministry of Trade, and Industry", "Ministry of", "Trade", is_organisation=True
    )
    assert house.sort_name == house.short_name == "Ministry of Trade, and Industry"
    assert house.suffix == ""


@pytest.mark.parametrize(
    ("person", "listed"),
    [
        (Person("Institute, Delhi", is_organisation=True), "Institute Delhi,"),
        (Person("Meridian Institute", is_organisation=True), "Meridian Institute,"),
        (Person("Meridian", is_organisation=True), "Meridian"),
        (Person("A; B, and C", is_organisation=True), "A B and C,"),
        (Person("Ho Chi Minh", family="Ho Chi Minh"), "Ho Chi Minh,"),
        (Person("Asha Verma", "Asha", "Verma"), "Verma, Asha"),
        (Person(",", is_organisation=True), ","),
    ],
)
def test_name_is_listed_with_no_comma_but_those_that_divide_it(person, listed):
    assert person.listed_name == listed


def test_honorific_within_the_name_as_shown_is_dropped():
    person = Person("Lt Gen  V K Saxena", honorific="Lt Gen")
    assert person.plain_name == "V K Saxena"
    assert Person("Dr. Reddy’s", honorific="Dr.", is_organisation=True).plain_name == (
        "Dr. Reddy’s"
    )
    assert Person("Drew Lee", honorific="Dr").plain_name == "Drew Lee"


def test_name_shown_with_the_family_first_is_known():
    assert Person("Xi Jinping", "Jinping", "Xi").is_family_first
    assert not Person("Asha Verma", "Asha", "Verma").is_family_first
    assert not Person("Sukarno", family="Sukarno").is_family_first


def test_name_without_its_shown_form_is_the_family_name():
    assert Person("", family="Sukarno").plain_name == "Sukarno"
