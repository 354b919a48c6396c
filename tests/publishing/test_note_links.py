"""Links in the text of notes get the field that is theirs."""

from datetime import date

import pytest

from articles.publishing import (
    CannotChangeNotes,
    content_of,
    dismiss_suggestion,
    extract_note_links,
    restore_suggestion,
    suggestions_for,
    undo_notes,
)

from .test_notes_merging import GUPTA, article_of

pytestmark = pytest.mark.django_db
LINK = "https://example.org/a"
COPY = "https://web.archive.org/web/20200203/https://example.org/a"
WITH_LINK = f"{GUPTA}. Available at: {LINK} (accessed 12 May 2022)"


def test_link_and_date_get_their_fields():
    article = article_of(WITH_LINK, f"Else. {LINK} [{COPY}]", "Third.")
    extract_note_links(article, by=None)
    first, second, third = article.endnotes.all()
    assert first.text == f"{GUPTA}. Available at:"
    assert (first.link, first.accessed_on) == (LINK, date(2022, 5, 12))
    assert (second.text, second.archived_link) == ("Else.", COPY)
    assert second.archived_on == date(2020, 2, 3)
    assert (third.text, third.link) == ("Third.", "")
    assert "Available at: <a" in article.notes_html
    assert "(accessed 12 May 2022)" in article.notes_html
    assert article.findings == []


def test_lifting_is_undone():
    article = article_of(WITH_LINK)
    before = content_of(article)
    extract_note_links(article, by=None)
    undo_notes(article, by=None)
    assert content_of(article).digest == before.digest


def test_only_the_chosen_ones_are_lifted():
    article = article_of(WITH_LINK, WITH_LINK + ".")
    extract_note_links(article, ["2"], by=None)
    assert [note.link for note in article.endnotes.all()] == ["", LINK]


def test_field_that_is_filled_is_not_overwritten():
    article = article_of(WITH_LINK)
    article.endnotes.update(link="https://example.org/b")
    assert suggestions_for(article).lifts == ()
    with pytest.raises(CannotChangeNotes, match="nothing-to-lift"):
        extract_note_links(article, by=None)
    too_long = article_of(f"A. https://example.org/{'a' * 2000}")
    assert suggestions_for(too_long).lifts == ()


def test_date_with_two_readings_is_told():
    article = article_of(f"A. {LINK} (accessed 5/6/2022)")
    assert suggestions_for(article).dates == (("1", "5/6/2022"),)
    assert suggestions_for(article).lifts == ()


def test_what_is_left_alone_is_not_offered_until_asked_again():
    article = article_of(WITH_LINK, GUPTA, GUPTA)
    found = suggestions_for(article)
    dismiss_suggestion(article, found.lifts[0].key)
    dismiss_suggestion(article, found.same[0].key)
    dismiss_suggestion(article, found.same[0].key)
    found = suggestions_for(article)
    assert (found.lifts, found.same, found.left) == ((), (), 2)
    assert not found.is_empty
    assert article.version == 1
    restore_suggestion(article)
    assert len(suggestions_for(article).same) == 1


def test_nothing_to_offer():
    assert suggestions_for(article_of(GUPTA)).is_empty
