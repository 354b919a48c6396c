"""Notes with one source."""

import pytest

from articles.text import Note, analyse_notes

GUPTA = "A. K. Gupta, Rivers of the North, Delhi, 2019"


def groups(*notes):
    ready = [
        note if isinstance(note, Note) else Note(str(n), note)
        for n, note in enumerate(notes, 1)
    ]
    return [(each.labels, each.places) for each in analyse_notes("", ready).groups]


def test_same_words_are_one_source():
    assert groups(GUPTA, "Else, 2020.", f"*{GUPTA}*.", GUPTA.upper()) == [
        (("1", "3", "4"), ())
    ]


@pytest.mark.parametrize(
    ("one", "other", "places"),
    [
        ("p. 4", "p. 9", ("p. 4", "p. 9")),
        ("p.4", "pp. 9–12", ("p.4", "pp. 9–12")),
        ("para 4", "paras 7, 9", ("para 4", "paras 7, 9")),
        ("at 4", "at 12", ("at 4", "at 12")),
        ("p. xii", "p. 4", ("p. xii", "p. 4")),
        ("पृ. 4", "पृष्ठ ९", ("पृ. 4", "पृष्ठ ९")),
        ("", "p. 4", ("", "p. 4")),
    ],
)
def test_other_page_of_the_same_work(one, other, places):
    notes = [f"{GUPTA}, {each}.".replace(", .", ".") for each in (one, other)]
    assert groups(*notes) == [(("1", "2"), places)]


def test_place_in_the_middle_counts_too():
    assert groups(f"{GUPTA}, p. 4. Available at", f"{GUPTA}, p. 9. Available at") == [
        (("1", "2"), ("p. 4", "p. 9"))
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (GUPTA, GUPTA.replace("2019", "2020")),
        ("p. 4", "p. 5"),
        ("Ibid., p. 4", "Ibid., p. 5"),
        ("Ibid.", "Ibid."),
        ("", ""),
        (Note("1", GUPTA, "https://example.org/a"), Note("2", GUPTA, "https://example.org/b")),
        (Note("1", "", is_missing=True), Note("2", "", is_missing=True)),
        (Note("1", GUPTA), Note("1", GUPTA)),
    ],
)  # fmt: skip
def test_what_is_not_one_source(one, other):
    assert groups(one, other) == []


def test_link_beside_the_same_words_divides_only_where_it_differs():
    a = Note("1", GUPTA, "https://example.org/a")
    b = Note("2", GUPTA)
    c = Note("3", GUPTA, "https://example.org/c")
    d = Note("4", GUPTA, "https://example.org/c")
    assert groups(a, b) == [(("1", "2"), ())]
    assert groups(a, b, c, d) == [(("3", "4"), ())]


def test_pages_are_told_beside_groups_of_the_same():
    assert groups(f"{GUPTA}, p. 4", f"{GUPTA}, p. 4", f"{GUPTA}, p. 9") == [
        (("1", "2"), ()),
        (("1", "2", "3"), ("p. 4", "p. 4", "p. 9")),
    ]


def test_key_follows_the_words_and_not_the_numbers():
    one = analyse_notes("", [Note("1", GUPTA), Note("2", GUPTA)]).groups[0]
    other = analyse_notes("", [Note("7", GUPTA), Note("9", GUPTA)]).groups[0]
    third = analyse_notes("", [Note("1", f"{GUPTA}a"), Note("2", f"{GUPTA}a")]).groups[
        0
    ]
    assert one.key == other.key != third.key
