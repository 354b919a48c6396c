"""A tree of HTML written as Markdown says the same, read back by the renderer."""

import re
from html import escape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.writing.markdown import to_markdown
from articles.text import Note, render


def markdown(html, **options):
    return to_markdown(BeautifulSoup(html, "html.parser"), **options)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a <b>b </b>c</p>", "a **b** c"),
        ("<p>a<i> b</i>, c</p>", "a *b*, c"),
        ("<p><b>a <i>b</i></b></p>", "**a *b***"),
        ("<p><i>a <b>b</b></i></p>", "*a **b***"),
        ("<p><b>x</b><b>y</b></p>", "**xy**"),
        ("<p>wor<b>d</b>s</p>", "wor**d**s"),
        ("<p>x<em>“z”</em>y</p>", "x“*z*”y"),
        ("<p><b> </b>x</p>", "x"),
        ("<p>x<b>1\\\\</b></p>", "x**1\\\\\\\\**"),
        ("<p>2019. A year</p>", "2019\\. A year"),
        ("<p>- a</p>", "\\- a"),
        ("<p>| --- | --- |</p>", "\\| --- | --- |"),
        ("<p>a *b* &lt;i&gt; &amp;copy;</p>", "a \\*b\\* \\<i> \\&copy;"),
        ("<p>a<br>1. b</p>", "a\\\n1\\. b"),
        ("<p>x<span data-note='8'></span>(y)</p>", "x[^8]\\(y)"),
        ("<p><span data-note='8'></span>: y</p>", "[^8]\\: y"),
        ("<p>10<sup>6</sup>, H<sub>2</sub>O</p>", "10⁶, H₂O"),
        ("<p>x<sup>n</sup> 1<sup>st</sup> A<sup>TM</sup></p>", "x^n 1st A™"),
        ("<p>word<sup>7, 8</sup></p>", "word⁷,⁸"),
        ("<p><code>a`b</code></p>", "``a`b``"),
        ("<pre>a\n b</pre>", "```\na\n b\n```"),
        ("a<hr>b", "a\n\n***\n\nb"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<h3>A #</h3><h5>B</h5><h6>C</h6>", "## A \\#\n\n### B\n\n#### C"),
        ("<ul><li>a<li>b</ul>".replace("<li>b", "</li><li>b</li>"), "- a\n- b"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  - b"),
        ("<ol start=6><li>a</li><li>b<p>c</p></li></ol>", "6. a\n\n7. b\n\n   c"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b"),
        ("<ol><li>a</li></ol><ol><li>b</li></ol>", "1. a\n\n1) b"),
        ("<ul><ul><li>a</li></ul></ul>", "- - a"),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
        ("<a href='https://a.b'><h2>x</h2></a>", "## x"),
        ("<script>x</script><!-- y --><p>z</p>", "z"),
        ("<ul><li>a<ul><li>b</li></ul>c</li></ul>", "- a\n\n  - b\n\n  c"),
        ("<ul>a<li>b</li></ul>", "- a\n- b"),
        ("<p>a<iframe>x</iframe><code> </code>b</p>", "ab"),
        ("<pre>```</pre>", "````\n```\n````"),
        (
            "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
            "| a | b |\n| --- | --- |",
        ),
        ("<table><tr><td></td><td> </td></tr></table>", ""),
        ("<p>x<b>“<code>y</code>”</b>z</p>", "x“**`y`**”z"),
        ("<p>x<b><code>y</code></b></p>", "x`y`"),
        ("<p><b><code>y</code></b>x</p>", "`y`x"),
        ("<p>x<b>1<i>2</i></b> y</p>", "x**12** y"),
        ("<p><i><b>1</b>2</i></p>", "**1**2"),
        ("<p><b><i>1</i>2</b></p>", "**12**"),
        ("<pre>a<br>b</pre>", "```\na\nb\n```"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\n\nb"),
    ],
)
def test_write_blocks_and_phrases(html, expected):
    assert markdown(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a href='https://a.b/c'>d</a>", "[d](https://a.b/c)"),
        ("<a href='https://a.b/c_(d)'>e</a>", "[e](<https://a.b/c_(d)>)"),
        ("<a href='https://a.b/?a b&lt;'>[e]</a>", "[\\[e\\]](https://a.b/?a%20b%3C)"),
        ("<a href='https://a.b'>https://a.b</a>", "<https://a.b>"),
        ("<a href='mailto:a@b.org'>a@b.org</a>", "<a@b.org>"),
        ("<a href='www.a.org'>a </a>b", "[a](http://www.a.org) b"),
        (
            "!<a href='https://a.b'>c<span data-note='2'></span></a>",
            "\\![c](https://a.b)[^2]",
        ),
        ("<a href='https://a.b'><b>c</b></a>", "[**c**](https://a.b)"),
        ("<a href='https://a.b'>c<br>d</a>", "[c d](https://a.b)"),
        ("<a href='https://a.b'> </a>c", "c"),
    ],
)
def test_write_links(html, expected):
    assert markdown(f"<p>{html}</p>") == expected


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "#top", "data:x", "ftp://x"],
)
def test_address_that_leads_nowhere_leaves_its_words(address):
    dropped = []
    assert markdown(f"<p><a href='{address}'>w</a></p>", dropped=dropped) == "w"
    assert dropped == [address]


def test_write_pictures():
    html = '<p><img src="picture:k1" alt="A [b]" title="&quot;T&quot;"></p>'
    assert markdown(html) == '![A \\[b\\]](picture:k1 "\\"T\\"")'
    dropped = []
    html = "<p><img src='data:image/png;base64,x' alt='A'></p>"
    assert markdown(html, dropped=dropped) == "A"
    assert dropped == ["data:image/png;base64,x"]


def test_numbers_in_brackets_stay_text_where_asked():
    html = "<p>see [7] and [^7] or [2019]</p>"
    assert markdown(html) == "see [7] and [^7] or [2019]"
    said = markdown(html, escape_numbers=True)
    assert said == "see \\[7\\] and \\[^7\\] or [2019]"
    notes = [Note("7", "x")]
    assert "note-marker" not in render(said, notes, pictures={}).html


def test_write_tables():
    html = (
        "<table><caption>C</caption><tr><th>a</th><th>b</th><th>c</th></tr>"
        "<tr><td rowspan=2>x|y</td><td><p>1</p><p>2</p></td><td></td></tr>"
        "<tr><td colspan=2>w<span data-note='1'></span></td></tr><tr><td></td></tr></table>"
    )
    assert markdown(html) == (
        "C\n\n| a | b | c |\n| --- | --- | --- |\n| x\\|y | 1 2 |  |\n|  | w[^1] |  |"
    )


def test_table_that_places_text_is_laid_open():
    inner = "<table><tr><td>a</td><td>b</td></tr></table>"
    html = f"<table><tr><td><p>x</p>{inner}</td><td>y</td></tr></table>"
    assert markdown(html) == "x\n\n| a | b |\n| --- | --- |\n\ny"
    assert markdown("<table><tr><td><p>a</p><p>b</p></td></tr></table>") == "a\n\nb"


@pytest.mark.parametrize("tag", ["table><tr><td", "div", "blockquote", "ul><li", "b"])
def test_deep_trees_keep_their_text(tag):
    closing = "".join(f"</{name}>" for name in reversed(tag.split("><")))
    html = f"<{tag}>a " * 400 + "word" + closing * 400
    said = markdown(html)
    assert "word" in said
    assert said.count("a") == 400


def plain(text):
    return " ".join(re.sub(r"[\s\u2060]+", " ", text).split())


SIGNS = st.text(alphabet="ab1 *_`#<>[]()-+.:;!&\\~=|/x“”’é€\xa0", max_size=12)
TAGS = st.sampled_from(["b", "i", "b", "i", "a href='https://e.org/x'"])
PHRASES = st.recursive(
    SIGNS.map(escape),
    lambda inner: st.one_of(
        st.tuples(TAGS, inner).map(lambda t: f"<{t[0]}>{t[1]}</{t[0][0]}>"),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=8,
)


@settings(max_examples=400)
@given(PHRASES)
def test_any_paragraph_is_rendered_as_it_was(html):
    tree = BeautifulSoup(f"<p>x{html}</p>", "html.parser")
    for link in tree.select("a a"):
        link.unwrap()
    before = plain(tree.get_text())
    rendered = render(to_markdown(tree), [], pictures={})
    shown = BeautifulSoup(rendered.html, "html.parser")
    for link in shown.select(".paragraph-link, .heading-link"):
        link.decompose()
    after = plain(shown.get_text())
    assert squared(after) == squared(before)


def squared(text):
    """Without what smart quotes change, and without spaces."""
    return re.sub(r"[\s“”‘’\"'«»–—]|--", "", text.replace("...", "…"))
