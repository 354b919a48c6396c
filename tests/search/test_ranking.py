"""How well an entry answers: what counts, and how much."""

from articles.search import read_query, stems_of
from articles.search.ranking import count_in, score

EMPTY = dict.fromkeys(("title", "people", "topics", "text", "notes", "wholes"), "")


def scored(query, **texts):
    entry = EMPTY | {name: " ".join(stems_of(text)) for name, text in texts.items()}
    return score(entry, read_query(query))


def test_score_of_a_phrase_counts_where_it_stands():
    asked = '"collective security"'
    in_title = scored(asked, title="On collective security")
    in_text = scored(asked, text="On collective security")
    assert in_title > in_text > 0
    assert scored(asked, text="Security is collective") == 0


def test_score_grows_with_each_occurrence_also_side_by_side():
    (term,) = read_query("treaty").terms
    assert [count_in(f" {'treati ' * n}", term) for n in range(4)] == [0, 1, 2, 3]
    once, thrice = (scored("treaty", text="treaty " * n) for n in (1, 3))
    assert thrice > once


def test_score_of_a_phrase_that_is_repeated():
    (term,) = read_query('"new york"').terms
    assert count_in(" new york new york in new york ", term) == 3


def test_score_of_a_beginning_looks_at_whole_words():
    assert scored("organiza*") == 0
    assert score(EMPTY | {"wholes": "·organization"}, read_query("organiza*")) > 0
