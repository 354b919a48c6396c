"""Back references that lead to the note they mean."""

import pytest

from articles.models import Endnote
from articles.publishing import (
    CannotChangeNotes,
    StaleVersion,
    content_of,
    link_references,
    suggestions_for,
    undo_notes,
    unlink_reference,
)

from .test_notes_merging import GUPTA, SEN, article_of, meant_by

pytestmark = pytest.mark.django_db


def test_all_that_is_clear_is_linked():
    article = article_of(GUPTA, "Ibid., p. 4", "Rao, op. cit.", "supra note 1")
    link_references(article, by=None)
    assert [meant_by(article, label) for label in "234"] == ["1", "", "1"]
    assert '<a href="#fn-1">Ibid.</a>, p. 4' in article.notes_html
    assert '<a href="#fn-1">supra note 1</a>' in article.notes_html
    found = suggestions_for(article)
    assert [each.label for each in found.linked] == ["2", "4"]
    assert [each.label for each in found.unclear] == ["3"]
    assert found.guessed == ()


def test_one_that_is_unclear_is_linked_by_hand():
    article = article_of(GUPTA, SEN, "Op. cit.")
    link_references(article, {"3": "1"}, by=None)
    assert meant_by(article, "3") == "1"


def test_wrong_guess_is_taken_back_and_not_made_again():
    article = article_of(GUPTA, "Ibid.", "Ibid.")
    link_references(article, by=None)
    unlink_reference(article, "2", by=None)
    assert [meant_by(article, label) for label in "23"] == ["", "1"]
    assert suggestions_for(article).guessed == ()
    with pytest.raises(CannotChangeNotes, match="nothing-to-link"):
        link_references(article, by=None)
    link_references(article, {"2": "1"}, by=None)
    assert article.left_alone == []


def test_linking_is_undone():
    article = article_of(GUPTA, "Ibid.")
    before = content_of(article)
    link_references(article, by=None)
    assert content_of(article).differing(before) == ["notes"]
    undo_notes(article, by=None)
    assert content_of(article) == before
    assert "#fn-1" not in article.notes_html


@pytest.mark.parametrize(
    ("means", "code"),
    [
        ({"1": "2"}, "no-reference"),
        ({"9": "1"}, "no-reference"),
        ({"2": "9"}, "no-such-note"),
        ({"2": "2"}, "no-such-note"),
        ({}, "nothing-to-link"),
    ],
)
def test_what_cannot_be_linked_is_refused(means, code):
    article = article_of(GUPTA, "Ibid.")
    with pytest.raises(CannotChangeNotes, match=code):
        link_references(article, means, by=None)
    assert not Endnote.objects.exclude(refers_to=None).exists()


@pytest.mark.parametrize("label", ["1", "2", "9"])
def test_what_is_not_linked_cannot_be_taken_back(label):
    with pytest.raises(CannotChangeNotes, match="no-reference"):
        unlink_reference(article_of(GUPTA, "Ibid."), label, by=None)


def test_stale_version_is_refused():
    article = article_of(GUPTA, "Ibid.")
    with pytest.raises(StaleVersion):
        link_references(article, by=None, seen=7)
