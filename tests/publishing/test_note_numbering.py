"""Notes numbered by the order of their first citation."""

import pytest

from articles.publishing import (
    CannotChangeNotes,
    StaleVersion,
    content_of,
    link_references,
    renumber_notes,
    renumbered,
    undo_notes,
)
from tests.factories import make_article

from .test_notes_merging import GUPTA, SEN, meant_by, texts_of

pytestmark = pytest.mark.django_db
NOTES = {"1": SEN, "2": "Uncited.", "4": GUPTA, "7": "supra note 4, p. 3", "9": ""}
SOURCE = "A[^4] b[1] c[^7] d[^9] e[^4] f[^12]. In [5] [6] and `[^4]`."


def test_markers_and_rows_change_together():
    article = make_article(source=SOURCE, notes=NOTES)
    link_references(article, by=None)
    renumber_notes(article, by=None)
    assert article.source == (
        r"A[^1] b[2] c[^3] d[^4] e[^1] f[^5]. In [5] \[6\] and `[^4]`."
    )
    assert list(texts_of(article).items()) == [
        ("1", GUPTA), ("2", SEN), ("3", "supra note 1, p. 3"), ("4", ""), ("6", "Uncited."),
    ]  # fmt: skip
    assert meant_by(article, "3") == "1"
    assert '<a href="#fn-1">supra note 1</a>' in article.notes_html
    assert [each["code"] for each in article.findings] == [
        "bracket-number", "missing-note", "marker-without-note", "note-without-marker",
    ]  # fmt: skip
    assert renumbered(article) == []


def test_what_would_change_is_told_first():
    article = make_article(source="A[^4] b[^7] c[^1]", notes=NOTES)
    told = [(each.old, each.new, each.new_text) for each in renumbered(article)]
    assert told == [
        ("4", "1", GUPTA), ("7", "2", "supra note 1, p. 3"), ("1", "3", SEN),
        ("2", "4", "Uncited."), ("9", "5", ""),
    ]  # fmt: skip
    assert "supra note 4" in texts_of(article)["7"]


def test_renumbering_is_undone():
    article = make_article(source=SOURCE, notes=NOTES)
    before = content_of(article)
    renumber_notes(article, by=None)
    undo_notes(article, by=None)
    article.refresh_from_db()
    assert content_of(article).digest == before.digest


def test_numbers_in_order_stay():
    article = make_article(source="A[^1] b[^2]", notes={"1": SEN, "2": GUPTA})
    with pytest.raises(CannotChangeNotes, match="nothing-to-renumber"):
        renumber_notes(article, by=None)


def test_rows_out_of_place_are_put_in_order():
    article = make_article(source="A[^1] b[^2]", notes={"2": SEN, "1": GUPTA})
    renumber_notes(article, by=None)
    assert list(texts_of(article)) == ["1", "2"]


def test_letters_go_and_a_thousand_is_too_many():
    article = make_article(source="A[^1] b[^1a]", notes={"1": SEN, "1a": GUPTA})
    renumber_notes(article, by=None)
    assert article.source == "A[^1] b[^2]"
    many = " ".join(f"a[^{n}]" for n in range(1000)) + " a[^0a]"
    crowded = make_article(source=many, notes={"1": SEN})
    for act in (renumbered, lambda each: renumber_notes(each, by=None)):
        with pytest.raises(CannotChangeNotes, match="too-many-notes"):
            act(crowded)


def test_markers_that_cannot_be_told_apart_are_refused():
    article = make_article(
        source="[a][2] b[^2] c[^1]\n\n[2]: https://example.org/",
        notes={"1": GUPTA, "2": SEN},
    )
    for act in (renumbered, lambda each: renumber_notes(each, by=None)):
        with pytest.raises(CannotChangeNotes, match="markers-unclear"):
            act(article)


def test_stale_version_is_refused():
    article = make_article(source=SOURCE, notes=NOTES)
    with pytest.raises(StaleVersion):
        renumber_notes(article, by=None, seen=7)
