"""What was typed, and what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search import read_query
from articles.search.query import MOST_TERMS, Term

TOKAYEV = [["Tokayev", "Tokaev"], ["CSTO", "Collective Security Treaty Organization"]]


def phrases(text, spellings=()):
    return [term.phrases for term in read_query(text, spellings).terms]


def test_words_are_stemmed_and_all_wanted():
    assert phrases("Security policies") == [(("secur",),), (("polici",),)]


def test_quotation_marks_keep_words_together():
    expected = [(("collect", "secur"),), (("treati",),)]
    assert phrases('"collective security" treaty') == expected
    assert phrases("“collective security” treaty") == expected


def test_an_open_quotation_mark_is_no_phrase():
    assert phrases('"collective security') == [(("collect",),), (("secur",),)]


def test_a_word_with_a_hyphen_stands_side_by_side():
    assert phrases("Indo-Pacific") == [(("indo", "pacif"),)]


def test_an_asterisk_asks_for_a_beginning():
    (term,) = read_query("Kazakh*").terms
    assert term == Term((), ("kazakh", "·kazakh"))
    assert phrases("k*") == [(("k",),)]


def test_common_words_are_left_out_beside_others():
    assert phrases("the role of India") == [(("role",),), (("india",),)]
    assert phrases("who") == [(("who",),)]
    assert phrases('"the who"') == [(("the", "who"),)]


def test_spellings_find_all_of_their_group():
    both = (("tokayev",), ("tokaev",))
    assert phrases("Tokaev visits", TOKAYEV) == [both, (("visit",),)]
    long = ("collect", "secur", "treati", "organis")
    csto = [(("csto",), long)]
    assert phrases("CSTO", TOKAYEV) == csto
    assert phrases("Collective Security Treaty Organisation", TOKAYEV) == csto


@pytest.mark.parametrize("text", ["", " ", '"', '""', "*", "!!!", "\0", "\ud800", "🙂"])
def test_nothing_to_look_for(text):
    assert read_query(text).terms == ()


def test_a_long_query_is_cut():
    assert len(read_query("word " * 1000).text) <= 200
    assert len(read_query(" ".join(f"w{n}" for n in range(90))).terms) == MOST_TERMS


@given(st.text(max_size=300), st.lists(st.lists(st.text(max_size=20), max_size=3)))
def test_no_text_is_an_error(text, spellings):
    for term in read_query(text, spellings).terms:
        assert term.phrases or term.beginnings


def test_common_words_in_quotation_marks_are_wanted():
    assert phrases('"who" report') == [(("who",),), (("report",),)]


def test_a_beginning_is_cut_as_words_are():
    (term,) = read_query("㌖" * 199 + "*").terms
    assert {len(each) for each in term.beginnings} == {60, 61}
