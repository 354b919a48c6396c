"""What would change, by the word."""

import pytest

from articles.content import Content, Note
from articles.importing.formats import read_here as read
from articles.publishing import compare, headings
from articles.publishing.imports.comparison import MOST_WORDS, by_word, in_text
from articles.publishing.imports.matching import same_notes


def told(pieces):
    return "".join(f"[{p.sign}{p.words}]" if p.sign else p.words for p in pieces)


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        ("", "", ""),
        ("the same", "the same", "the same"),
        ("", "all new", "[+all new]"),
        ("all gone", "", "[-all gone]"),
        ("It falls.", "It rises.", "It [-falls.][+rises.]"),
        ("The sea rises", "The sea always rises", "The sea [+always ]rises"),
        ("one two three", "one 2 3", "one [-two three][+2 3]"),
        ("समुद्र उठता है", "समुद्र गिरता है", "समुद्र [-उठता][+गिरता] है"),
    ],
)
def test_words_that_change_stand_in_those_that_stay(now, then, said):
    assert told(by_word(now, then)) == said


def test_long_stretches_that_stay_are_left_out():
    words = " ".join(str(n) for n in range(100))
    said = told(by_word(f"{words} old {words}", f"{words} new {words}"))
    assert said == (
        "… 92 93 94 95 96 97 98 99 [-old][+new] 0 1 2 3 4 5 6 7 … "
    )  # fmt: skip


def test_texts_too_long_for_words_are_told_whole():
    old, new = "a " * MOST_WORDS, "b " * MOST_WORDS
    assert told(by_word(old, new)) == f"[-{old}][+{new}]"


def test_changes_of_the_text_are_told_by_their_heading():
    now = "Before.\n\n## One\n\nA.\n\nSame.\n\n## Two ##\n\nB.\n\n![x](picture:1)"
    then = (
        "Before!\n\n## One\n\nA!\n\nSame.\n\n## Two ##\n\nB.\n\n![x](picture:p1)\n\nC."
    )
    found = [(change.name, told(change.pieces)) for change in in_text(now, then)]
    assert found == [
        ("", "[-Before.][+Before!]"),
        ("One", "[-A.][+A!]"),
        ("Two", "[+C.]"),
    ]


def test_two_changes_under_one_heading_stand_apart():
    found = in_text("A.\n\nSame.\n\nB.", "A!\n\nSame.\n\nB!")
    assert told(found[0].pieces) == "[-A.][+A!]\n\n[-B.][+B!]"


def content(**changes):
    fields = {
        "title": "On tides", "standfirst": "", "source": "A.[^1] B.[^2]", "notes": (),
        "byline": (), "topics": (), "lead_picture": "", "picture_credit": "",
        "disclaimer": "standard",
    }  # fmt: skip
    return Content(**fields | changes)


def kept(label, text, link=""):
    return Note(
        uid=f"u{label}", label=label, text=text, link=link, archived_link="",
        accessed_on="", state="present",
    )  # fmt: skip


def test_notes_are_compared_with_what_they_were_even_under_another_number():
    manuscript = read(
        b"---\ntitle: On tides\n---\n\nA.[^1] B.[^2]\n\n[^1]: New.\n[^2]: One.\n",
        "a.md",
    )
    now = content(notes=(kept("1", "One."), kept("2", "Two."), kept("3", "Three.")))
    found = [(c.kind, c.name, told(c.pieces)) for c in compare(now, manuscript)]
    assert found == [
        ("note", "1", "[+New.]"),
        ("note", "2", "[-Two.]"),
        ("note", "3", "[-Three.]"),
    ]


def test_link_is_part_of_what_is_compared():
    manuscript = read(
        b"---\ntitle: On tides\n---\n\nA.[^1] B.[^2]\n\n[^1]: One.\n[^2]: Two.\n",
        "a.md",
    )
    now = content(notes=(kept("1", "One.", "https://a.org/"), kept("2", "Two.")))
    found = [(c.name, told(c.pieces)) for c in compare(now, manuscript)]
    assert found == [("1", "One.[- https://a.org/]")]


def test_of_notes_that_say_the_same_the_number_decides():
    manuscript = read(
        b"T\n\nA.[1] B.[2] C.[3]\n\nEndnotes:\n\n[1] Same.\n[2] Same.\n[3] Else.\n",
        "a.txt",
    )
    rows = [kept("2", "Same."), kept("1", "Same."), kept("3", "Other.")]
    found = same_notes(manuscript.notes, rows)
    assert {label: row.label for label, row in found.items()} == {
        "1": "1", "2": "2", "3": "3",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("# One", [(1, "One")]),
        ("## Two ##  ", [(2, "Two")]),
        ("  ### Of C#", [(3, "Of C#")]),
        ("## Number #", [(2, "Number")]),
        ("####### Seven", []),
        ("#hashtag", []),
        ("    # code", []),
        ("Text.", []),
    ],
)
def test_headings_say_their_level_and_words(line, found):
    assert headings(f"Before.\n\n{line}\n\nAfter.") == found


def test_headings_of_a_long_line_are_found_at_once():
    assert headings("# a" + " #" * 200_000 + " b")[0][0] == 1
