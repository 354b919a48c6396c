"""The value that goes out, and the description made for it."""

import pytest

from articles.exporting import Person, describe


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
