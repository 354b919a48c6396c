"""Markdown as Pandoc, GitHub and people with HTML in mind write it."""

from datetime import date

from articles.importing.formats import read_here as read

LONG = "Pilots are scarce along the coast and every port loses those it trains"


def markdown(text):
    return read(text.encode(), "a.md")


def notes(manuscript):
    return [(note.label, note.text) for note in manuscript.notes]


def test_notes_within_the_line():
    manuscript = markdown(
        f"# Lanes\n\n{LONG}.^[In line, with [a link](http://x.example).] More.[^1]\n"
        "And\nmore^[Second *note*\nof two lines.].\n\n`code ^[no]` and ^[ open\n\n"
        "```\n^[code]\n```\n\n[^1]: Defined.\n"
    )
    assert sorted(notes(manuscript)) == [
        ("1", "Defined."),
        ("2", "In line, with [a link](http://x.example)."),
        ("3", "Second *note* of two lines."),
    ]
    assert manuscript.source.startswith(f"{LONG}.[^2] More.[^1]\nAnd\nmore[^3].")
    assert "`code ^[no]` and ^[ open" in manuscript.source
    assert manuscript.report.matched == 3


def test_the_title_block_of_pandoc():
    manuscript = markdown(
        f"% Lanes at Sea\n  and on Land\n% Meera Rao\n  Lila Sen\n% 4 March 2021\n\n{LONG}.\n"
    )
    assert manuscript.title == "Lanes at Sea and on Land"
    assert [p.display_name for p in manuscript.people] == ["Meera Rao", "Lila Sen"]
    assert manuscript.dated == date(2021, 3, 4)
    assert manuscript.source == f"{LONG}."


def test_a_sign_of_percent_alone_is_text():
    assert markdown(f"%\n\n{LONG}.\n").title == "%"


def test_links_by_reference_stand_whole_in_notes():
    manuscript = markdown(
        f"# Lanes\n\n{LONG}.[^f] See [that][q].\n\n[^f]: It has [a link][1], [q] and [z].\n\n"
        "[1]: https://one.example\n[q]: <https://q.example>\n"
    )
    assert notes(manuscript) == [
        ("1", "It has [a link](https://one.example), [q](https://q.example) and [z].")
    ]
    assert "[q]: <https://q.example>" in manuscript.source


def test_headings_that_are_underlined():
    manuscript = markdown(
        f"Lanes at Sea\n============\n\n{LONG}.[^1]\n\nPart\n----\n\n{LONG}\n\n"
        "[^1]: One.\n\n    Two.\n\n    - a\n    - b\n"
    )
    assert manuscript.title == "Lanes at Sea"
    assert "Part\n----" in manuscript.source
    assert notes(manuscript) == [("1", "One.\n\nTwo.\n\n- a\n- b")]


def test_footnotes_written_in_html():
    manuscript = markdown(
        f"# Lanes\n\n{LONG}.<sup id='a1'><a href='#f1'>1</a></sup> More"
        ' <em>of it</em> and <a href="https://x.example">x</a>.<sup><a href="#f2">[2]</a></sup><br/>\n\n'
        "## Notes\n\n<ol>\n<li id='f1'><sup>1</sup> One, <em>of it</em>. <a href='#a1'>&#8617;</a></li>\n"
        "<li id='f2'>Two.</li>\n</ol>\n"
    )
    assert notes(manuscript) == [("1", "One, *of it*."), ("2", "Two.")]
    assert manuscript.source == (
        f"{LONG}.[^1] More *of it* and [x](https://x.example).[^2]"
    )


def test_html_headings_and_breaks():
    manuscript = markdown(
        f"# Lanes\n\n<h3>One<br/>two</h3>\n\n{LONG}<br>{LONG}.\n\n`<em>code</em>` stays\n\n"
        "    <b>indented</b>\n"
    )
    assert manuscript.source == (
        f"### One two\n\n{LONG}\\\n{LONG}.\n\n`<em>code</em>` stays\n\n    <b>indented</b>"
    )
