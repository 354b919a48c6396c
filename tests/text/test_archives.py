"""Archived copies of cited links, in the notes as readers get them."""

import re
from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup

from articles.text import Note, archive_day, render

LIVE = "https://example.org/report"
COPY = "https://web.archive.org/web/20220516093000/https://example.org/report"
NOTE = Note(
    "1",
    "A report.",
    LIVE,
    COPY,
    archived_on="16 May 2022",
    archived_day="2022-05-16",
)


def shown(note):
    """Return the note of the list, without its number and the way back."""
    html = render("Text.[^1]", [note], pictures={}).notes_html
    item = BeautifulSoup(html, "html.parser").li
    for element in item.select(".note-number, .note-return"):
        element.decompose()
    return item


def read(item):
    return " ".join(item.text.split())


def leads(item):
    return [(link.text, link["href"]) for link in item.select("a")]


def test_archived_copy_stands_after_the_link_with_its_day():
    item = shown(NOTE)
    assert read(item) == "A report. example.org (archived 16 May 2022)"
    assert leads(item) == [("example.org", LIVE), ("archived 16 May 2022", COPY)]


def test_archived_copy_without_a_day_is_named_without_one():
    item = shown(replace(NOTE, archived_on="", archived_day=""))
    assert read(item) == "A report. example.org (archived)"
    assert "data-versiondate" not in item.a.attrs


def test_link_has_the_attributes_of_robust_links():
    link = shown(NOTE).a
    assert link["data-originalurl"] == LIVE
    assert link["data-versionurl"] == COPY
    assert link["data-versiondate"] == "2022-05-16"


def test_archive_leads_where_the_link_is_dead():
    item = shown(replace(NOTE, link_is_dead=True))
    assert read(item) == (
        "A report. example.org (archived 16 May 2022; original link no longer works)"
    )
    assert leads(item) == [
        ("example.org", COPY),
        ("original link no longer works", LIVE),
    ]
    assert item.a["data-originalurl"] == LIVE
    assert item.a["data-versionurl"] == COPY


def test_dead_link_without_a_copy_is_told_and_stays():
    item = shown(replace(NOTE, archived_link="", link_is_dead=True))
    assert read(item) == "A report. example.org (original link no longer works)"
    assert leads(item) == [("example.org", LIVE)]
    assert not re.search("data-(original|version)", str(item))


@pytest.mark.parametrize("link", [LIVE, ""])
def test_address_in_the_text_is_the_original(link):
    note = replace(NOTE, text=f"A report, {LIVE}.", link=link)
    assert read(shown(note)) == f"A report, {LIVE}. (archived 16 May 2022)"
    assert shown(note).a["data-versionurl"] == COPY
    dead = shown(replace(note, link_is_dead=True))
    assert leads(dead) == [(LIVE, COPY), ("original link no longer works", LIVE)]


def test_named_link_in_the_text_is_the_original():
    item = shown(replace(NOTE, text=f"[A report]({LIVE}).", link="", link_is_dead=True))
    assert leads(item)[0] == ("A report", COPY)


def test_address_that_is_no_link_leaves_the_archive_to_lead_in_words():
    note = replace(NOTE, text=f"`{LIVE}`", link_is_dead=True)
    assert leads(shown(note)) == [("archived 16 May 2022", COPY)]
    assert "original link no longer works" in read(shown(note))


@pytest.mark.parametrize("text", ["A report.", f"A report, {COPY}."])
def test_copy_without_an_original_is_linked_once(text):
    item = shown(replace(NOTE, text=text, link="", link_is_dead=True))
    assert [href for _text, href in leads(item)] == [COPY]
    assert read(item).endswith("(archived 16 May 2022)")
    assert item.a["data-versionurl"] == COPY


def test_copies_beside_the_text_say_the_same():
    html = render("Text.[^1]", [NOTE], pictures={}).html
    beside = BeautifulSoup(html, "html.parser").select_one(".side-note")
    assert read(beside) == "1 A report. example.org (archived 16 May 2022)"
    assert {link["tabindex"] for link in beside.select("a")} == {"-1"}


def test_source_is_known_by_its_original_address():
    made = render("Text.[^1]", [replace(NOTE, link_is_dead=True)], pictures={})
    assert [source.url for source in made.sources] == [LIVE]


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "ftp://a.example/", "x"])
def test_copy_that_may_not_be_followed_is_left_out(bad):
    item = shown(replace(NOTE, archived_link=bad))
    assert read(item) == "A report. example.org"
    assert not re.search("data-(original|version)", str(item))


def test_attributes_cannot_be_left_through_an_address():
    item = shown(replace(NOTE, archived_link='https://b.example/" onclick="x'))
    assert "onclick" not in item.a.attrs


@pytest.mark.parametrize(
    ("address", "day"),
    [
        (COPY, date(2022, 5, 16)),
        ("http://web.archive.org/web/20220516/http://a.example", date(2022, 5, 16)),
        ("https://web.archive.org/web/20220516000000if_/http://a.example", date(2022, 5, 16)),
        ("https://web.archive.org/web/20220516*/http://a.example", date(2022, 5, 16)),
        ("https://archive.ph/20220516-093000/https://a.example", None),
        ("https://archive.ph/20220516093000/https://a.example", date(2022, 5, 16)),
        ("https://archive.ph/AbCdE", None),
        ("https://web.archive.org/web/20221399/https://a.example", None),
        ("https://web.archive.org/web/2022/https://a.example", None),
        ("https://example.org/web/20220516/x", None),
        ("", None),
    ],
)  # fmt: skip
def test_day_is_read_from_an_archives_address(address, day):
    assert archive_day(address) == day
