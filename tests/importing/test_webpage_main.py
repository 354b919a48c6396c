"""Which part of a page is the article: threads, neighbours, pictures, odd titles."""

import pytest

from articles.importing.readers.web import read_webpage
from tests.limits import processor_time

from .test_webpage import LONG, MORE, TEXT, left, page, warnings

ARTICLE = f"<h1>Lanes at Sea</h1><p>{LONG}</p><p>{MORE}</p>"
REMARK = "<p>I think this is entirely wrong, and will say so at some length.</p>"
THREAD = f"<h3>30 replies</h3>{f'<div class=c1><b>Reader</b> {REMARK}</div>' * 30}"


@pytest.mark.parametrize(
    "thread",
    [
        f'<div id="comments">{THREAD}</div>',
        f'<section class="comments-area">{THREAD}</section>',
        f'<div id="disqus_thread">{THREAD}</div>',
    ],
)
@pytest.mark.parametrize("name", ["div", "article", "main"])
def test_thread_longer_than_the_article_is_not_the_article(thread, name):
    manuscript = page(f"<{name}>{ARTICLE}</{name}>{thread}")
    assert manuscript.source == TEXT
    assert left(manuscript, "comments")[0].startswith("30 replies")


@pytest.mark.parametrize("told", ["comments", "comments-open", "comment"])
def test_article_in_an_element_named_for_comments_is_kept(told):
    intro = "<p>A journal of the coast, of its ports, and of those who sail there.</p>"
    manuscript = page(f'{intro * 3}<div class="{told}">{ARTICLE}</div>')
    assert TEXT in manuscript.source


def test_article_that_follows_below_another_is_left_out():
    other = f"<article><h1>The Next One</h1><p>{MORE} Again.</p><p>{LONG}</p></article>"
    manuscript = page(f"<article>{ARTICLE}</article>{other}", "<title>Lanes at Sea")
    assert (manuscript.title, manuscript.source) == ("Lanes at Sea", TEXT)
    assert "The Next One" in left(manuscript, "page-around")[0]


def test_parts_of_one_text_may_be_articles():
    parts = f"<article><h2>One</h2><p>{LONG}</p></article><article><p>{MORE}</p>"
    assert page(f"<h1>Lanes at Sea</h1>{parts}").source == f"## One\n\n{TEXT}"


def test_title_in_a_lesser_heading_that_its_class_names():
    body = f'<h3 class="post-title">Lanes at Sea</h3><div class="post-body">{TEXT}'
    manuscript = page(body, "<title>The Pilot: Lanes at Sea</title>")
    assert manuscript.title == "Lanes at Sea"


def test_title_set_large_is_not_printed_twice():
    body = f"<table><td><font size=5><b>Lanes at Sea</b></font><p>{LONG}<p>{MORE}"
    manuscript = page(body, "<title>Lanes at Sea</title>")
    assert (manuscript.title, manuscript.source) == ("Lanes at Sea", TEXT)


@pytest.mark.parametrize(
    ("picture", "address"),
    [
        ('<img srcset="a.jpg 300w, b.jpg 900w" alt="A">', "b.jpg"),
        ('<img src="/spacer.gif" data-srcset="c.jpg 2x, d.jpg 1x" alt="A">', "c.jpg"),
        ('<img src="https://x.org/wait.png" data-src="e.jpg" alt="A">', "e.jpg"),
        ('<img src="f.jpg" srcset="g.jpg 2x" alt="A">', "f.jpg"),
        ('<amp-img src="h.jpg" alt="A"><noscript><img src="h.jpg">', "h.jpg"),
        ('<picture><source srcset="i.webp"><img src="i.jpg" alt="A">', "i.jpg"),
        ('<img srcset="https://x.org/w_9,h_9/j.jpg 9w" alt="A">', "w_9,h_9/j.jpg"),
    ],
)
def test_the_picture_that_is_shown_is_the_one_taken(picture, address):
    manuscript = page(f"{ARTICLE}<p>{picture}</p>", '<base href="https://x.org/">')
    assert f"![A](https://x.org/{address})" in manuscript.source


@pytest.mark.parametrize("name", ["amp-youtube", "amp-iframe", "object"])
def test_players_of_all_ages_are_told(name):
    manuscript = page(f'{ARTICLE}<{name} src="https://x.org/a"></{name}>')
    assert warnings(manuscript)["embeds-left-out"]["count"] == 1


def test_sign_that_ends_at_once_takes_no_text_along():
    manuscript = page(f"{ARTICLE}<svg/><p>Kept words.</p><svg><title>no</title></svg>")
    assert manuscript.source == f"{TEXT}\n\nKept words."


def test_line_breaks_in_code_are_lines():
    assert "```\na\nb\n```" in page(f"{ARTICLE}<pre>a<br>b</pre>").source


def test_formula_is_no_marker():
    body = f"<h1>T</h1><p>{LONG}<sup>1</sup></p><p>E=mc<sup>2</sup>.<sup>2</sup></p>"
    manuscript = page(f"{body}<h2>Notes</h2><ol><li>One.<li>Two.</ol>")
    assert "E=mc².[^2]" in manuscript.source
    assert manuscript.report.markers == 2


def test_list_of_very_many_items_takes_no_long_time():
    items = "".join(f"<li>Item {number}</li>" for number in range(20_000))
    body = f"<h1>T</h1><p>{LONG}<sup>1</sup></p><h2>Notes</h2><ol>{items}</ol>"
    with processor_time(below=15):
        manuscript = read_webpage(body.encode())
    assert len(manuscript.notes) == 999
    # What has no label is no note, and yet not lost.
    assert manuscript.notes[-1].text.endswith("20000. Item 19999")
