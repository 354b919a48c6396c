"""Galleries, players, blocks that are used again, and code in the posts of an export."""

import pytest

from articles.importing.sites.wordpress.content import read_content
from articles.importing.sites.wordpress.posts import put_in_blocks
from articles.importing.sites.wordpress.shortcodes import Shot
from tests.limits import processor_time

SHOTS = {
    "12": Shot("https://x.org/a.jpg", "A <quay>", "Dawn & dusk"),
    "13": Shot("https://x.org/b.jpg", "", ""),
}


def shots(numbers):
    if not numbers:
        return list(SHOTS.values())
    return [SHOTS[number] for number in numbers if number in SHOTS]


def read(text):
    return read_content(text, "", lambda _address: "", shots=shots)


GALLERY = (
    "![A \\<quay>](https://x.org/a.jpg)\n\nDawn & dusk\n\n![](https://x.org/b.jpg)"
)


@pytest.mark.parametrize(
    "code",
    ['[gallery ids="12,13"]', "[gallery]", "[gallery include='12, 13' link=x /]"],
)
def test_gallery_is_its_pictures(code):
    content = read(f"Before.\n\n{code}\n\nAfter.")
    assert content.source == f"Before.\n\n{GALLERY}\n\nAfter."
    assert content.remarks == ["Pictures not at hand, shown as links: 2."]


def test_pictures_of_a_gallery_that_are_not_there_are_told():
    content = read('A\n\n[gallery ids="12,77,78"]')
    assert "[gallery" not in content.source
    told = "Pictures of a gallery that the export does not list: 77, 78."
    assert told in content.remarks


def test_very_long_gallery_is_no_text():
    numbers = ",".join(map(str, range(100_000, 100_500)))
    content = read(f'A\n\n[gallery ids="{numbers}"]')
    assert content.source == "A"


@pytest.mark.parametrize(
    "code",
    [
        '[audio src="https://x.org/a"]',
        '[video width="1" mp4="https://x.org/a"][/video]',
        "[audio https://x.org/a]",
        "[youtube]https://x.org/a[/youtube]",
        '[embed width="3"]https://x.org/a[/embed]',
    ],
)
def test_player_is_a_link(code):
    assert read(f"A {code} B").source == "A\n\n<https://x.org/a>\n\nB"


def test_player_takes_no_text_along():
    content = read('[audio src="https://x.org/a"] Words stay. [audio][/audio]')
    assert "Words stay." in content.source


def test_old_player_within_an_object_is_a_link():
    old = (
        '<object><param name="movie" value="https://x.org/v"></param>'
        '<embed src="https://x.org/v"></embed></object>'
    )
    content = read(f"A {old} B")
    assert content.source == "A\n\n<https://x.org/v>\n\nB"
    assert content.remarks == ["Embedded, and now a link: https://x.org/v."]


@pytest.mark.parametrize("code", ["[audio]", "[audio x=1]", "[box x=1]"])
def test_players_without_end_take_no_long_time(code):
    with processor_time(below=15):
        read(code * 30_000 + "[/audio][/box]" * 3)


@pytest.mark.parametrize(
    "text",
    [
        "[note]" * 100_000 + "[/note]",
        "[caption]" * 100_000 + "[/caption]",
        f"[gallery {'a' * 19_980}]" * 40,
        "<hr>" * 30_000,
        "<h2>Notes</h2>" * 20_000,
    ],
    ids=["notes", "captions", "long word", "rules", "headings"],
)
def test_hostile_texts_take_no_long_time(text):
    with processor_time(below=15):
        read(text)


# notes


@pytest.mark.parametrize("name", ["modern_footnote", "sidenote"])
def test_more_plugins_with_notes(name):
    content = read(f"A.[{name}]A note.[/{name}]")
    assert (content.source, content.notes) == ("A.[^1]", {"1": "A note."})


def test_note_with_a_name_is_cited_again():
    content = read('A[ref name="a"]One.[/ref] b[ref name="a" /] c[ref name="a"][/ref]')
    assert content.source == "A[^1] b[^1] c[^1]"
    assert content.notes == {"1": "One."}


def test_name_that_no_note_has_stays_text_and_is_told():
    content = read('A[ref name="b" /]')
    assert (content.source, content.notes) == ('A[ref name="b" /]', {})
    assert content.remarks == ["Shortcodes that stay as text: [ref] 1×."]


@pytest.mark.parametrize(
    "text",
    [
        "The sum ((a+b)*c) is.\n\nA paragraph.\n\nAnd (see (x)) there.",
        "<p>The sum ((a+b)*c) is.</p><p>And (see (x)) there.</p>",
    ],
)
def test_sum_in_brackets_swallows_no_paragraph(text):
    content = read(text)
    assert content.notes == {}
    assert "And (see (x)) there." in content.source


def test_note_in_double_brackets_behind_a_sum_is_one():
    content = read("The sum ((a+b)*c is.\n\nText. ((A note.)) End.")
    assert content.notes == {"1": "A note."}


def test_brackets_in_code_are_code():
    content = read("<pre>f [ref]x[/ref] ((y))</pre>\n\nA <code>[note]z[/note]</code>.")
    assert content.notes == {}
    assert content.source == "```\nf [ref]x[/ref] ((y))\n```\n\nA `[note]z[/note]`."


def test_note_in_a_caption_is_a_note():
    content = read(
        'A [caption]<img src="a.jpg" alt="x"> At dawn[ref]Own.[/ref].[/caption]'
    )
    assert content.notes == {"1": "Own."}
    assert "At dawn[^1]." in content.source


def test_written_break_at_the_end_of_a_line_is_one_break():
    assert read("A<br />\nB<br>\n<br>\nC").source == "A\\\nB\n\nC"


def test_note_in_the_caption_of_a_picture_at_hand_keeps_its_marker():
    text = 'A [caption]<img src="a.jpg" alt="x"> At dawn[ref]Own.[/ref].[/caption]'
    source = read_content(text, "", lambda _address: "picture:7").source
    assert source == "A\n\n![x](picture:7)\n\nAt dawn[^1]."


# blocks


def test_block_that_is_used_again_is_put_in():
    text = 'A <!-- wp:block {"ref":7} /--> B'
    whole = put_in_blocks(text, {"7": '<p>x</p><!-- wp:block {"ref":8} /-->', "8": "y"})
    assert (whole.text, whole.absent) == ("A <p>x</p>y B", [])


def test_blocks_whose_words_are_elsewhere_are_told():
    text = '<!-- wp:acf/quote {"a":1} /--><!-- wp:footnotes /--><!-- wp:block {"ref":9} /-->'
    assert put_in_blocks(text, {}).absent == ["acf/quote", "block"]


@pytest.mark.parametrize("text", ["<!-- wp:block ", '<!-- wp:block {"ref":7} /-->'])
def test_blocks_without_end_take_no_long_time(text):
    with processor_time(below=5):
        whole = put_in_blocks(
            text * 30_000, {"7": '<!-- wp:block {"ref":7} /-->' * 1000}
        )
    assert len(whole.text) < 5_000_000
