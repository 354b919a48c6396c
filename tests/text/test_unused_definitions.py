"""Definitions that nothing uses go, and readers see the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import Note, render, without_unused_definitions


def seen(source, labels=("1",)):
    notes = [Note(label, "One.") for label in labels]
    return render(source, notes, pictures={}).html


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("[//]: # (a hidden remark)", ""),
        ('a\n\n[todo]: x "secret"\n\nb', "a\n\nb"),
        ("a\n\n[todo]: x\n[more]: y\n\nb", "a\n\nb"),
        ("a\r\n\r\n[todo]: x\r\n\r\nb", "a\n\nb"),
        ("# a\n[todo]: x\nb", "# a\nb"),
        ("a\n\n[to\ndo]:\n  x\n  'sec\nret'\nb", "a\n\nb"),
        ("> a\n>\n> [todo]: x\n> 'secret'\n>\n> b", "> a\n>\n>\n>\n> b"),
        ("- [todo]: x\n- b", "-\n- b"),
        ("- a\n\n  [todo]: x\n\n- b", "- a\n\n- b"),
        ("[todo]: x\n\n    code", "    code"),
        # The second of one name is never read.
        ("[a]\n\n[a]: x\n[A]: secret", "[a]\n\n[a]: x"),
        ("[^8]: x", ""),
        # Only a definition keeps these apart.
        ("- a\n\n[todo]: x\n\n- b", "- a\n\n[//]: # ()\n\n- b"),
        ("- a\n\n[//]: x\n'secret'\n\n- b", "- a\n\n[//]: # ()\n\n- b"),
        ("- a [//]\n\n[todo]: x\n\n- b", "- a [//]\n\n[///]: # ()\n\n- b"),
        ("- a [ // ]\n\n[todo]: x\n\n- b", "- a [ // ]\n\n[///]: # ()\n\n- b"),
    ],
)  # fmt: skip
def test_unused_definition_is_left_out(source, made):
    assert without_unused_definitions(source, None) == made


@pytest.mark.parametrize(
    "source",
    [
        "See [this][a] and [b].\n\n[A]: https://example.org/ \"its title\"\n[b]: <y> 'z'",
        "![a picture][p]\n\n[p]: picture:x",
        "![alt with [a] in it](picture:x)\n\n[a]: x",
        "[[^1] and so on][a]\n\n[a]: x",
        "> [a]\n\n- [a]: x",
        "```\n[todo]: x\n```",
        "    [todo]: x",
        "> ~~~\n> [todo]: x\n> ~~~",
        "a\n[todo]: x goes on",
        "a\n[todo]: x",
        r"\[todo]: x",
        "`\n[todo]: x`",
        "[^1]: is a marker",
        "<!-- shown -->\n\na",
        "| [a] |\n|---|\n\n[a]: x",
        "no definition]: at all",
    ],
)
def test_what_is_used_or_shown_stays(source):
    assert without_unused_definitions(source, {"1"}) == source


def test_definition_that_a_marker_keeps_from_use_is_left_out():
    source = "a[1]\n\n[1]: x"
    assert without_unused_definitions(source, {"1"}) == "a[1]\n"
    assert without_unused_definitions(source, {"2"}) == source


PIECES = [
    "\n", "\n\n", "\r\n", "[a]: x", "[b]: y 'secret'", "[//]: # (z)", "'c'", "[a]", "[x][b]",
    "[^1]", "[1]", "> ", "- ", "1. ", "  ", "    ", "```\n", "word", "# ", "|", "|-|", "***\n", "\\", "![p][a]",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_readers_see_the_same_and_nothing_unused_is_left(source):
    made = without_unused_definitions(source, {"1"})
    assert seen(made) == seen(source)
    assert "z" not in made or "z" in seen(made)
    assert without_unused_definitions(made, {"1"}) == made
