"""The HTML of posts: paragraphs, shortcodes, notes, pictures, players."""

import pytest

from articles.importing.sites.wordpress.content import (
    LONGEST,
    TooLong,
    mark_paragraphs,
    parse,
    read_content,
    read_plain,
)
from articles.importing.sites.wordpress.shortcodes import open_shortcodes
from tests.limits import processor_time


def read(text, footnotes="", shown=lambda _address: ""):
    return read_content(text, footnotes, shown)


# paragraphs


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("One.\n\nTwo.", "One.\n\nTwo."),
        ("One.\r\n\r\nTwo.", "One.\n\nTwo."),
        ("One.\n \t\nTwo.", "One.\n\nTwo."),
        ("One\nline.", "One\\\nline."),
        ("<p>One.</p>\n<p>Two.</p>", "One.\n\nTwo."),
        ("One.<h2>Head</h2>Two.", "One.\n\n## Head\n\nTwo."),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>\nAfter.", "- a\n- b\n\nAfter."),
        ("<blockquote>a\n\nb</blockquote>", "> a\n>\n> b"),
        ("<pre>a\n\nb</pre>", "```\na\n\nb\n```"),
        ("<pre>never\n\nclosed", "```\nnever\n\nclosed\n```"),
        ("One.<!--more-->Two.", "One.\n\nTwo."),
        ("One.<!-- a comment\n\nof two -->Two.", "One.Two."),
        ("<div>One.\n\nTwo.</div>", "One.\n\nTwo."),
        ("", ""),
        ("\n\n\n", ""),
        ("5 < 6 & 7 > 2, a<b", "5 < 6 & 7 > 2, a\\<b"),
    ],
)
def test_paragraphs_of_the_classic_editor(text, source):
    assert read(text).source == source


def test_blocks_keep_their_own_paragraphs():
    text = "<!-- wp:paragraph -->\n<p>One\nline.</p>\n<!-- /wp:paragraph -->"
    assert read(text).source == "One line."


def test_marking_leaves_verbatim_text_alone():
    assert "<pre>a\n\nb</pre>" in mark_paragraphs("x\n\n<pre>a\n\nb</pre>\n\ny")


# shortcodes


@pytest.mark.parametrize(
    "text",
    [
        "Text.[note]A note.[/note]",
        "Text.[ref]A note.[/ref]",
        "Text.[footnote]A note.[/footnote]",
        "Text.[efn_note]A note.[/efn_note]",
        "Text.[mfn]A note.[/mfn]",
        'Text.[mfn referencenumber="5"]A note.[/mfn]',
        "Text.[NOTE]A note.[/NOTE]",
        "Text.[fn]A note.[/fn][footnotes]",
        "Text.[fn]A note.[/fn][references /]",
    ],
)
def test_shortcodes_of_notes(text):
    content = read(text)
    assert (content.source, content.notes) == ("Text.[^1]", {"1": "A note."})
    assert content.remarks == []


def test_notes_in_double_brackets():
    content = read("Text ((A note (see there))). And f((x)) = ((y + 1)).")
    assert content.notes == {"1": "A note (see there)", "2": "y + 1"}
    assert content.source == "Text [^1]. And f((x)) = [^2]."


def test_note_holds_links_and_emphasis():
    content = read('T[note]<a href="https://example.org/a">A</a> <i>b</i>[/note]')
    assert content.notes == {"1": "[A](https://example.org/a) *b*"}


def test_number_in_brackets_stays_text_beside_notes():
    content = read("See [1].[note]A note.[/note]")
    assert content.source == "See \\[1\\].[^1]"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("[[note]]x[[/note]]", "[note]x[/note]"),
        ("A [sic] word", "A [sic] word"),
        ("[note]never closed", "[note]never closed"),
        ("closed [/note] only", "closed [/note] only"),
    ],
)
def test_brackets_that_are_text_stay(text, source):
    content = read(text)
    assert (content.source, content.notes) == (source, {})


def test_unknown_shortcodes_stay_as_text_and_are_told():
    content = read("[box]in[/box] [chart id=4] [chart id=5] [toc]")
    assert content.source == "[box]in[/box] [chart id=4] [chart id=5] [toc]"
    assert content.remarks == [
        "Shortcodes that stay as text: [chart] 2×, [box] 1×, [toc] 1×."
    ]


def test_embedded_address_is_a_link():
    content = read("[embed]https://example.org/film?a=1&amp;b=2[/embed]")
    assert content.source == "<https://example.org/film?a=1&b=2>"


def test_old_caption_in_an_attribute():
    text = '[caption caption="Words"]<img src="https://example.org/a.png" alt="A">[/caption]'
    assert read(text).source == "![A](https://example.org/a.png)\n\nWords"


def test_more_notes_than_labels_stay_text():
    opened = open_shortcodes("x[note]n[/note]" * 1001)
    assert len(opened.notes) == 999
    assert opened.text.count("[note]n[/note]") == 2


# the block editor's notes


@pytest.mark.parametrize(
    "footnotes", ["{", "[1, 2]", '{"a": 1}', "null", "[" * 100_000, '[{"id": 5}]']
)
def test_broken_list_of_notes_makes_missing_ones(footnotes):
    content = read('<p>T<sup data-fn="a"><a href="#a">1</a></sup></p>', footnotes)
    assert "" in content.notes.values()
    assert "[^" in content.source


def test_note_cited_twice_is_one():
    marker = '<sup data-fn="a"><a href="#a">1</a></sup>'
    content = read(f"<p>T{marker} u{marker}</p>", '[{"id": "a", "content": "N"}]')
    assert content.source == "T[^1] u[^1]"
    assert content.notes == {"1": "N"}


# pictures and players


def test_picture_at_hand_takes_its_caption_along():
    text = (
        '<figure><a href="https://old.example/x.png"><img src="https://old.example/x.png"'
        ' alt="A"></a><figcaption>The <b>caption</b></figcaption></figure>'
    )
    content = read(text, shown=lambda _address: "picture:UID")
    assert content.source == '![A](picture:UID "The caption")'
    assert content.remarks == []


@pytest.mark.parametrize(
    "player",
    [
        '<iframe src="//example.org/film"></iframe>',
        '<video><source src="https://example.org/film"></video>',
        '<audio src="https://example.org/film"></audio>',
    ],
)
def test_player_becomes_a_link(player):
    content = read(player)
    assert content.source == "<https://example.org/film>"
    assert content.remarks == ["Embedded, and now a link: https://example.org/film."]


def test_dangerous_address_is_left_out_and_told():
    content = read('<a href="javascript:alert(1)">Words</a>')
    assert content.source == "Words"
    assert "javascript:alert(1)" in content.remarks[0]


def test_plain_text_keeps_breaks_and_addresses():
    assert read_plain('a<br>b <a href="https://x.org">c</a> &amp; d') == (
        "a\nb c (https://x.org) & d"
    )


# hostile


def test_text_without_end_is_refused():
    with pytest.raises(TooLong):
        read("x" * (LONGEST + 1))


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<!--",
        "<!--a-->",
        "<a ",
        "<a b='",
        "</",
        "<![CDATA[",
        "<?",
        "&#x",
        "[note]",
        "[note",
        "[[note]]",
        "[/note]",
        "((",
        " ((x",
        "<pre>",
        "<p>\n\n",
        '<img src="',
        "<script>",
        "<b><i>",
        "<table><tr>",
        "\n\n",
    ],
)
def test_no_text_takes_long(piece):
    text = piece * (20_000 // len(piece))
    with processor_time(below=10):
        read(text)


def test_deep_tree_is_parsed():
    assert parse("<div>" * 9_000 + "x").get_text().strip() == "x"


def test_text_of_tags_alone_is_refused():
    with pytest.raises(TooLong):
        read("<p>" * 50_001)


# notes that no plugin made


def test_notes_that_word_left_behind_are_notes():
    content = read(
        '<p>Ships wait.<a href="#_ftn1" name="_ftnref1">[1]</a> Long.'
        '<a href="#_ftn2" name="_ftnref2">[2]</a></p>\n<hr>\n'
        '<p><a href="#_ftnref1" name="_ftn1">[1]</a> Nair, <i>Quays</i>.</p>\n'
        '<p><a href="#_ftnref2" name="_ftn2">[2]</a> Ibid.</p>'
    )
    assert content.source.startswith("Ships wait.[^1] Long.[^2]")
    assert content.notes == {"1": "Nair, *Quays*.", "2": "Ibid."}


def test_typed_notes_are_notes_and_a_gap_is_kept():
    content = read(
        "Ships wait.[1] Long.[3]\n\nThe end.[4]\n\nEndnotes\n\n"
        '[1] Nair, <em>Quays</em>, <a href="https://example.org/q">p. 4</a>.\n\n'
        "[2] Ibid.\n\n[4] Ibid., p. 9."
    )
    assert content.source == "Ships wait.[^1] Long.[^3]\n\nThe end.[^4]"
    assert content.notes == {
        "1": "Nair, *Quays*, [p. 4](https://example.org/q).",
        "2": "Ibid.",
        "3": "",
        "4": "Ibid., p. 9.",
    }


def test_text_without_notes_keeps_its_brackets():
    content = read("See [1] and the list:\n\n1. One.\n\n2. Two.")
    assert content.notes == {}
    assert "[1]" in content.source
