import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.text import (
    Figure,
    Note,
    render,
    render_page,
    render_plainly,
    sanitize,
    without_side_notes,
)

PIECES = [
    "<script>", "</p>", "<img src=x onerror=y>", "javascript:", "data:text/html,x", '"',
    "'", "&lt;", "[^1]", "[1]", "[2]", "![", "](", ")", "[a](https://b.example)", "\n\n",
    "# ", "> ", "- ", "|a|\n|-|\n", "`", "*", "**", "picture:m", "![x](picture:m)",
    "<https://a.example>", "http://c.example", "\\", "\0", "\ud800", "क", "\u202e", " ",
    "</span>", "Available at", "```x\n", "[x]: javascript:y\n", "<!--", "]]>", "{label}",
]  # fmt: skip
TEXTS = st.lists(
    st.sampled_from(PIECES) | st.text(max_size=6),
    max_size=25,
).map("".join)


class Inspector(HTMLParser):
    """Collects what is not on the lists."""

    def __init__(self, tags):
        super().__init__()
        self.tags, self.strangers = tags, []

    def handle_starttag(self, tag, attrs):
        if tag not in self.tags:
            self.strangers.append(tag)
        for name, value in attrs:
            fixed = sanitize.FIXED.get(tag, {}).get(name)
            if fixed is not None:
                is_listed = value in fixed
            elif name == "class":
                is_listed = set(value.split()) <= sanitize.CLASSES.get(tag, set())
            else:
                is_listed = name in sanitize.ATTRIBUTES.get(tag, set())
            if name in ("href", "src"):
                is_listed = re.match(r"https?:|mailto:|/(?![/\\])|#", value, re.I)
            if not is_listed:
                self.strangers.append((tag, name, value))


def strangers(html, tags):
    inspector = Inspector(tags)
    inspector.feed(html)
    inspector.close()
    return inspector.strangers


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(source=TEXTS, note=TEXTS, label=st.sampled_from(["1", "2", '"><x']), link=TEXTS)
def test_output_is_listed_and_stays_as_it_is(source, note, label, link):
    pictures = {"m": Figure("/m.webp", "/m.webp 1w", 1, 1, note, note, note)}
    rendered = render(source, [Note(label, note, link, link, note)], pictures=pictures)
    page = render_page(source, pictures=pictures).html
    biography = render_plainly(source)
    for html, tags, clean in (
        (rendered.html, sanitize.ARTICLE_TAGS, sanitize.clean_article),
        (rendered.notes_html, sanitize.NOTES_TAGS, sanitize.clean_notes),
        (page, sanitize.PAGE_TAGS, sanitize.clean_page),
        (biography, sanitize.BIOGRAPHY_TAGS, sanitize.clean_biography),
    ):
        assert strangers(html, tags) == []
        assert clean(html) == html
    ids = re.findall(r' id="([^"]*)"', rendered.html + rendered.notes_html)
    assert len(ids) == len(set(ids))
    assert re.findall(r"\s<sup", rendered.html) == []


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>", "<style>x</style>", "<svg><script>x</script></svg>",
        "<iframe src=/x></iframe>", "<!-- x -->",
    ],
)  # fmt: skip
def test_hostile_elements_are_gone(html):
    assert strangers(sanitize.clean_article(html), sanitize.ARTICLE_TAGS) == []
    assert "<" not in sanitize.clean_article(html)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="javascript:x" onclick="y" style="z">a</a>', "<a>a</a>"),
        ('<p class="x" id="p-1">a</p>', '<p id="p-1">a</p>'),
        ('<div role="alert" tabindex="3">a</div>', "<div>a</div>"),
        ('<span class="side-note evil">a</span>', '<span class="side-note">a</span>'),
    ],
)
def test_attributes_are_listed(html, expected):
    assert sanitize.clean_article(html) == expected


def test_html_in_a_source_is_text():
    assert render_plainly("a <b>c</b>\n\n<div>d</div>") == (
        "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n<p>&lt;div&gt;d&lt;/div&gt;</p>\n"
    )


def test_biography_has_no_headings_ids_or_pictures():
    assert render_plainly("# A\n\n![b](picture:m) [c](/c) [d](x)[^1] [1]") == (
        '<p><strong>A</strong></p>\n<p>b <a href="/c">c</a> d[^1] [1]</p>\n'
    )


def test_feed_has_markers_without_copies():
    html = without_side_notes(render("a[^1]", [Note("1", "I.")], pictures={}).html)
    assert html.count("doc-noteref") == 1
    assert "span" not in html
    assert "I." not in html


def test_page_has_headings_and_no_markers():
    page = render_page("# About\n\nText [1][^2].", pictures={})
    assert page.notes_html == ""
    assert page.findings == page.markers == page.sources == ()
    assert page.outline[0].id == "s-about"
    assert "[1][^2]" in page.html
