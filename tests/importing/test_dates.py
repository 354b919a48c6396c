"""Date lines."""

from datetime import date

import pytest

from articles.importing.understanding.dates import read_date


@pytest.mark.parametrize(
    ("line", "on", "precision"),
    [
        ("16 May 2022", date(2022, 5, 16), "day"),
        ("May 16, 2022", date(2022, 5, 16), "day"),
        ("Published on Monday, 16th May, 2022.", date(2022, 5, 16), "day"),
        ("*Posted: Sept. 3, 2021*", date(2021, 9, 3), "day"),
        ("2022-05-16", date(2022, 5, 16), "day"),
        ("16.05.2022", date(2022, 5, 16), "day"),
        ("16 मई 2022", date(2022, 5, 16), "day"),
        ("१६ मई २०२२", date(2022, 5, 16), "day"),
        ("दिनांक: 3 फ\u093cरवरी 2020", date(2020, 2, 3), "day"),
        ("May 2022", date(2022, 5, 1), "month"),
        ("Published 2022", date(2022, 1, 1), "year"),
    ],
)
def test_read_date(line, on, precision):
    dated = read_date(line)
    assert (dated.on, dated.precision, dated.is_ambiguous) == (on, precision, False)


def test_read_date_with_two_small_numbers_is_ambiguous():
    dated = read_date("05/06/2022")
    assert (dated.on, dated.is_ambiguous) == (date(2022, 6, 5), True)


@pytest.mark.parametrize(
    "line",
    ["", "2022", "31 February 2022", "Port 2022", "The year 2022 was long", "1 " * 60],
)
def test_read_date_refuses_other_lines(line):
    assert read_date(line) is None


def test_read_date_trusted_takes_a_year():
    assert read_date("2022", trusted=True).precision == "year"
