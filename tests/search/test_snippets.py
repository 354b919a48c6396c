"""The passage shown under a hit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search import read_query, snippet, words_of

FILLER = " ".join(f"w{n}" for n in range(60))


def shown(text, query):
    """Return the snippet with its hits in square brackets."""
    return "".join(
        f"[{piece.text}]" if piece.is_hit else piece.text
        for piece in snippet(text, read_query(query))
    )


def test_hits_are_marked_in_any_inflection():
    assert (
        shown("Many policies, one Policy.", "policy")
        == "Many [policies], one [Policy]."
    )


def test_the_words_around_the_hit_are_shown():
    made = shown(f"{FILLER} treaty {FILLER}", "treaty")
    assert made.startswith("… w52 ")
    assert " w59 [treaty] w0 " in made
    assert made.endswith(" …")
    assert len(made.split()) <= 33


def test_the_passage_with_most_of_the_words_is_chosen():
    text = f"India {FILLER} Russia {FILLER} India and Russia {FILLER}"
    assert "[India] and [Russia]" in shown(text, "India Russia")


def test_a_phrase_is_marked_whole_and_nowhere_else():
    text = "security of a collective; collective security"
    assert shown(text, '"collective security"').endswith(
        "a collective; [collective] [security]"
    )


def test_beginnings_and_hindi():
    assert shown("Kazakhstan’s vote", "kaz*") == "[Kazakhstan’s] vote"
    assert shown("नई नीतियाँ बनीं", "नीति") == "नई [नीतियाँ] बनीं"


def test_nothing_found_is_nothing_shown():
    assert snippet("A text.", read_query("other")) == ()
    assert snippet("", read_query("other")) == ()


def test_the_text_is_not_changed():
    assert shown("<b>x</b> & <i>treaty</i>", "treaty") == "<b>x</b> & <[i>treaty</i]>"


@pytest.mark.parametrize(
    ("text", "query", "made"),
    [
        (
            "Between India – China now.",
            '"India China"',
            "Between [India] [–] [China] now.",
        ),
        ("Decree № 5", "no", "Decree [№] 5"),
        ("area 5 ㎢ x", "km2", "area 5 [㎢] x"),
    ],
)
def test_signs_that_fold_to_letters_or_to_none(text, query, made):
    assert shown(text, query) == made


def test_the_rest_of_a_long_text_is_not_read(monkeypatch):
    read = []
    monkeypatch.setattr(
        "articles.search.snippets.words_of", lambda t: read.append(t) or words_of(t)
    )
    shown(f"treaty {FILLER * 50}", "treaty")
    assert len(read) < 50


@given(st.text(max_size=200), st.text(max_size=40))
def test_no_text_is_an_error(text, query):
    made = snippet(text, read_query(query))
    words = "".join(piece.text for piece in made).strip("… ").split()
    assert set(words) <= set(text.split()) | {"…"}
