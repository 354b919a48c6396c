"""What is read, what is refused, and how bytes become text."""

import codecs

import pytest

from articles.importing import READERS, Remark, Unreadable
from articles.importing.decoding import MOST_CHARACTERS
from articles.importing.formats import read_here as read
from articles.importing.ledger import Ledger, words, words_missing


def refused(data, name="a.txt"):
    with pytest.raises(Unreadable) as caught:
        read(data, name)
    assert str(caught.value).endswith(".")
    return caught.value


def test_readers_table():
    assert list(READERS)[:6] == [".txt", ".text", ".md", ".markdown", ".docx", ".docm"]


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", codecs.BOM_UTF8])
def test_read_refuses_an_empty_file(data):
    error = refused(data)
    assert (error.code, str(error)) == ("empty", "The file is empty.")


@pytest.mark.parametrize("name", ["a.xyz", "C:\\files\\a.XYZ"])
def test_read_refuses_other_suffixes(name):
    error = refused(b"x", name)
    assert error.code == "unknown-suffix"
    assert str(error) == (
        f"Files ending in “.xyz” are not read; these are: {', '.join(READERS)}."
    )


def test_read_refuses_a_name_without_suffix():
    assert refused(b"x", "notes").parameters["suffix"] == "notes"


def test_read_refuses_a_file_too_large():
    assert refused(b"a" * (30 * 1024 * 1024 + 1)).code == "too-large"


def test_read_refuses_too_much_text():
    assert refused(b"a" * (MOST_CHARACTERS + 1)).code == "too-much-text"


@pytest.mark.parametrize("length", [200_001, 500_000])
def test_read_refuses_a_source_too_long(length):
    error = refused(b"T\n\n" + b"a" * length)
    assert (error.code, error.parameters) == ("too-long", {"limit": 200_000})
    assert "200,000" in str(error)


def test_read_takes_the_longest_source():
    assert len(read(b"T\n\n" + b"a" * 200_000, "a.txt").source) == 200_000


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x00\x00",
        b"\x01\x02\x03\x04abc",
        codecs.BOM_UTF16_LE + b"a",
        codecs.BOM_UTF32_LE + "a".encode("utf-32-le"),
        b"abc \x81\x8d",
    ],
)
def test_read_refuses_what_is_no_text(data):
    assert refused(data).code == "not-text"


def test_read_utf_8_with_mark_and_odd_line_ends():
    manuscript = read(
        codecs.BOM_UTF8 + "T\rBy Dr Rao\r\n\r\nन.\u2028z".encode(), "a.TXT"
    )
    assert manuscript.title == "T"
    assert manuscript.report.repaired == ()


def test_read_reports_signs_nobody_sees():
    text = "Title\n\nso\u200bme\u2060 text\x07 here " + "x" * 200
    manuscript = read(text.encode(), "a.txt")
    assert manuscript.source.startswith("some text  here")
    assert manuscript.report.repaired == (
        Remark("invisible-characters", (("count", 2),)),
        Remark("control-characters", (("count", 1),)),
    )


def test_read_damaged_utf_8_keeps_the_rest():
    data = "शांति का बंदरगाह".encode() + b"\xe0" + "\n\nलेख".encode()
    manuscript = read(data, "a.txt")
    assert manuscript.source == "लेख"
    assert manuscript.report.repaired == (
        Remark("damaged-characters", (("count", 1),)),
    )


def test_ledger_takes_a_line_once():
    ledger = Ledger("a\nb")
    ledger.take(0)
    with pytest.raises(ValueError, match="Line 1"):
        ledger.take(0)
    assert ledger.rest() == [1]


def test_words_do_not_mind_digits_and_case():
    assert words("Treaty² २०") == words("treaty 2 20")
    assert words_missing("One two Two", ["one TWO"]) == "two"
