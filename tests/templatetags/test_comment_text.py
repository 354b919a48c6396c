"""A comment's text: paragraphs and links, and nothing else that acts."""

import pytest
from bs4 import BeautifulSoup

from articles.templatetags.article_tags import comment_text
from tests.limits import processor_time


def links(plain):
    soup = BeautifulSoup(comment_text(plain), "html.parser")
    return [(a["href"], a.text) for a in soup.find_all("a")]


def test_paragraphs_and_lines():
    assert comment_text("One\ntwo\r\n\r\nthree\n \n\n") == (
        '<p dir="auto">One<br>two</p><p dir="auto">three</p>'
    )


def test_link_has_the_words_for_search_engines():
    assert comment_text("See https://example.org/a now") == (
        '<p dir="auto">See <a href="https://example.org/a"'
        ' rel="ugc nofollow noopener">https://example.org/a</a> now</p>'
    )


@pytest.mark.parametrize(
    ("plain", "address"),
    [
        ("(see https://example.org/a).", "https://example.org/a"),
        ("https://example.org/a_(b)", "https://example.org/a_(b)"),
        ("https://example.org/a_(b)).", "https://example.org/a_(b)"),
        ("https://example.org/a, and", "https://example.org/a"),
        ("https://example.org/?a=1&b=2", "https://example.org/?a=1&b=2"),
        ("“https://example.org/a”", "https://example.org/a"),
        ('"https://example.org/a"', "https://example.org/a"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("'https://example.org/a'", "https://example.org/a"),
        ("HTTPS://EXAMPLE.ORG/A!", "HTTPS://EXAMPLE.ORG/A"),
        ("https://example.org/जल", "https://example.org/जल"),
    ],
)
def test_what_belongs_to_the_sentence_stays_outside(plain, address):
    assert links(plain) == [(address, address)]
    shown = BeautifulSoup(comment_text(plain), "html.parser").text
    assert shown == plain


@pytest.mark.parametrize(
    "plain",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "//example.org/a",
        "www.example.org",
        "ftp://example.org/a",
        "mailto:a@example.org",
        "xhttp://example.org",
        "https://",
        "https://-",
        "https:///a",
        "[a](https:// example.org)",
        "https://" + "a" * 3000,
    ],
)
def test_other_addresses_are_no_links(plain):
    assert links(plain) == []


@pytest.mark.parametrize(
    "plain",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "<a href='javascript:alert(1)'>x</a>",
        'https://example.org/"onmouseover="alert(1)',
        "https://example.org/'onmouseover='alert(1)",
        "https://example.org/<script>alert(1)</script>",
        "https://example.org/&quot;onclick=alert(1)",
        "https://example.org/&#x22;onclick=alert(1)",
        "https://example.org/`onclick=alert(1)`",
        "https://example.org/\x00\x0b<b>",
        'https://https://example.org/" style="x',
        "&lt;script&gt;",
        "<!--\n\n-->",
        "</p></div></article><form action=https://evil.example>",
        "{{ 7*7 }}{% load x %}",
        "\u202eevil\u202c https://example.org/\u202egnp.exe",
    ],
)
def test_hostile_text_is_inert(plain):
    soup = BeautifulSoup(comment_text(plain), "html.parser")
    assert {tag.name for tag in soup.find_all()} <= {"p", "br", "a"}
    for tag in soup.find_all():
        allowed = {"p": {"dir"}, "br": set(), "a": {"href", "rel"}}[tag.name]
        assert set(tag.attrs) == allowed
    for a in soup.find_all("a"):
        assert a["href"].lower().startswith(("https://", "http://"))
        assert a["rel"] == ["ugc", "nofollow", "noopener"]


def test_escaped_ampersands_stay_in_the_address():
    assert 'href="https://example.org/?a=1&amp;b=2"' in comment_text(
        "https://example.org/?a=1&b=2"
    )


@pytest.mark.parametrize(
    "piece", ["https://", "https://a", "https://a.", ")", "(", "&", "<", "\n\n", "a "]
)
def test_no_text_hangs(piece):
    text = "https://example.org/" + piece * 3000
    with processor_time(below=2):
        comment_text(text)
