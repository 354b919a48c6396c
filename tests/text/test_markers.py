import re

import pytest

from articles.text import Note, render

from .bare import bare

EIGHT = [Note("8", "Eight.")]


def page(source, *labels, **options):
    return render(
        source, [Note(label, f"Text {label}.") for label in labels], pictures={}
    )


def shown(source, *labels):
    """The body with each marker as {label} and without copies of notes."""
    html = re.sub(r'<span class="side-note".*?</span>', "", page(source, *labels).html)
    return re.sub(r"<sup.*?>(\w+)</a></sup>", r"{\1}", bare(html)).strip()


def test_marker_markup():
    html = render("The end.[^8] Or not.", EIGHT, pictures={}).html
    assert bare(html) == (
        '<p>The end.<sup class="note-marker" id="fnref-8">'
        '<a href="#fn-8" role="doc-noteref" aria-label="Note 8">8</a></sup>'
        '<span class="side-note" aria-hidden="true" data-nosnippet="">'
        "<b>8</b> Eight.</span> Or not.</p>\n"
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a[8] b", "<p>a{8} b</p>"),
        ("a[^8] b", "<p>a{8} b</p>"),
        ("a[^9] b", "<p>a{9} b</p>"),
        ("a[9] b", "<p>a[9] b</p>"),
        (r"a \[8\] b", "<p>a [8] b</p>"),
        ("`[8]` b", "<p><code>[8]</code> b</p>"),
        ("[8](/url)", '<p><a href="/url">8</a></p>'),
        ("a[8](p. 4)", "<p>a{8}(p. 4)</p>"),
        ("a[^8](/url)", "<p>a{8}(/url)</p>"),
        ("a[8][12] b", "<p>a{8}{12} b</p>"),
        ("a[^1][^2] b", "<p>a{1}{2} b</p>"),
        ("a[8][^2] b", "<p>a{8}{2} b</p>"),
        ("a[8][name] b\n\n[name]: /url", '<p>a<a href="/url">8</a> b</p>'),
        ("a[8][other] b\n\n[name]: /url", "<p>a{8}[other] b</p>"),
        ("a[8]: b", "<p>a{8}: b</p>"),
        ("a[1]\n\n[1]: /url", '<p>a<a href="/url">1</a></p>'),
        ("[^8]: /url", "<p>{8}: /url</p>"),
        ("Wow![8]", "<p>Wow!\u2060{8}</p>"),
        ("a[12A] b[१२] c[^१२] d", "<p>a[12A] b{12} c{12} d</p>"),
        ("a[1234] b[^1234]", "<p>a[1234] b[^1234]</p>"),
        ("a[^x]", "<p>a[^x]</p>"),
    ],
)
def test_marker_or_not(source, expected):
    assert shown(source, "8", "12") == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("treaty. [8] Until", "<p>treaty.{8} Until</p>"),
        ("treaty.\n[8] Until", "<p>treaty.{8} Until</p>"),
        ("treaty.\u00a0[8]\nUntil", "<p>treaty.{8}\nUntil</p>"),
        ("treaty. [8]Until", "<p>treaty.{8} Until</p>"),
        ("treaty.[8]s", "<p>treaty.{8}s</p>"),
        ("treaty [8]**Until**", "<p>treaty{8} <strong>Until</strong></p>"),
        ("treaty [8]`x`", "<p>treaty{8} <code>x</code></p>"),
        ("treaty [8], until", "<p>treaty{8}, until</p>"),
        ("one  \n[8] two", "<p>one{8}<br>\n two</p>"),
        ("a *[8] b*", "<p>a{8}<em> b</em></p>"),
        ("*a* [8]", "<p><em>a</em>{8}</p>"),
        ("a [8] [12]", "<p>a{8}{12}</p>"),
        ("[8] Until", "<p>{8} Until</p>"),
        ("see [a [8] b](/u) c", '<p>see <a href="/u">a b</a>{8} c</p>'),
        ("see [a [8][12]](/u) c", '<p>see <a href="/u">a</a>{8}{12} c</p>'),
        ("see [a [8]b](/u) c", '<p>see <a href="/u">a b</a>{8} c</p>'),
        ("see [[8]](/u) c", '<p>see <a href="/u"></a>{8} c</p>'),
        ("क्या।[8]", "<p>क्या।\u2060{8}</p>"),
        ("why?[8]", "<p>why?\u2060{8}</p>"),
    ],
)
def test_marker_joins_the_word_before_it(source, expected):
    assert shown(source, "8", "12") == expected


def test_marker_follows_no_white_space_anywhere():
    source = "# A [8]\n\n| a [8] |\n|---|\n| b [8] |\n\n> c\n> [8]\n\n- d [8]\n"
    result = page(source, "8")
    assert re.findall(r"\s<sup", result.html) == []
    assert result.markers == ("8",) * 5


def test_marker_in_alternative_text_stays_as_written():
    assert shown("![Chart [8]](picture:x) a", "8") == "<p>Chart [8] a</p>"


def test_markers_repeated_get_their_own_ids_and_one_copy():
    html = page("a[8] b[8] c[8]", "8").html
    assert re.findall(r'id="(fnref[^"]*)"', html) == [
        "fnref-8",
        "fnref-8-2",
        "fnref-8-3",
    ]
    assert html.count("side-note") == 1


def test_copy_stands_outside_headings_and_tables():
    html = page("# A[8]\n\n|a[8]|\n|-|\n|b[8]|\n\nc[8] d[8]", "8").html
    assert html.count("side-note") == 1
    assert html.index("side-note") > html.index("fnref-8-4")


def test_bracket_numbers_are_reported_once_outside_code_and_links():
    source = r"a[3] [3] b[777] `[4]` \[5\] [6](/u) [x [7] y](/u) [1999]"
    found = [f for f in page(source, "8").findings if f.code == "bracket-number"]
    assert [f.parameters for f in found] == [("3",), ("777",)]


def test_many_openings_before_a_marker_end():
    assert page("******a " + "*" * 9 + "[^1]b" + "*" * 9).markers == ("1",)
