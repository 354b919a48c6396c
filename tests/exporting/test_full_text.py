"""An article's HTML as it leaves the site."""

import re

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from articles.exporting import absolute_links, full_text
from articles.text import Note, render

PAGE = "https://example.org/articles/water/"


def whole(source, notes=(), pictures=None):
    made = render(source, notes, pictures=pictures or {})
    return BeautifulSoup(full_text(made.html, made.notes_html, PAGE), "html.parser")


def test_links_between_markers_and_notes_stay_in_the_text():
    shown = whole("One.[^8] Two.[^8]", [Note("8", "Eight.")])
    markers = shown.select('sup > a[href^="#fn-"]')
    assert [a["href"] for a in markers] == ["#fn-8", "#fn-8"]
    backs = shown.select("li#fn-8 a")
    assert [a["href"] for a in backs] == ["#fnref-8", "#fnref-8-2"]


def test_copies_of_notes_and_own_links_are_left_out():
    shown = whole("## Rivers\n\nOne.[^1]", [Note("1", "A note.")])
    assert shown.text.count("A note.") == 1
    assert not shown.select(".side-note, .paragraph-link, .heading-link")


def test_number_of_a_note_is_printed_once():
    shown = whole("One.[^8] Two.[^8a]", [Note("8", "Eight."), Note("8a", "More.")])
    assert shown.select_one("#fn-8")["value"] == "8"
    assert shown.select_one("#fn-8").text.strip().startswith("Eight.")
    # No list can number this one.
    assert shown.select_one("#fn-8a").text.startswith("8a")


def test_other_addresses_are_absolute():
    shown = whole(
        "## Rivers\n\n[a](/b?c=1&d=2) [e](#s-rivers) [g](https://x.org/h)"
        " [m](mailto:a@b.org)"
    )
    assert [a["href"] for a in shown.find_all("a")] == [
        "https://example.org/b?c=1&d=2",
        f"{PAGE}#s-rivers",
        "https://x.org/h",
        "mailto:a@b.org",
    ]


def test_pictures_are_absolute_in_every_size():
    html = '<img src="/media/a.webp" srcset="/media/b.webp 600w, /media/c.webp 900w">'
    assert absolute_links(html, PAGE) == (
        '<img src="https://example.org/media/a.webp" srcset="'
        "https://example.org/media/b.webp 600w, "
        'https://example.org/media/c.webp 900w">'
    )


def test_what_only_looks_like_a_tag_is_text():
    shown = whole('Write `<a href="/x">` and `href="/y"`.')
    assert shown.text.strip() == 'Write <a href="/x"> and href="/y".'
    html = '<img alt="a > b" src="/c.webp">'
    assert absolute_links(html, PAGE).endswith('src="https://example.org/c.webp">')


def test_broken_addresses_stay_as_they_are():
    html = '<a href="http://[::1">a</a><a href="//x.org/b">b</a>'
    assert absolute_links(html, PAGE) == html


@given(st.text(max_size=300))
def test_any_source_comes_out_with_absolute_addresses(source):
    for html in re.findall(r'<[^>]*(?:href|src)="([^"]*)"', str(whole(source))):
        assert html.startswith("#fn") or re.match(r"[a-z][a-z0-9+.-]*:|//", html, re.I)
