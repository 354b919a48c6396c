"""Notes with one source become one, and can be had back."""

import re
from datetime import date

import pytest

from articles.importing.formats import read_here as read
from articles.models import Decision, Edition, Endnote, Revision
from articles.publishing import (
    CannotChangeNotes,
    StaleVersion,
    accept,
    content_of,
    merge_notes,
    suggestions_for,
    undo_notes,
)
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
GUPTA = "A. Gupta, Rivers of the North, 2019"
SEN = "B. Sen, Wells, 2020"


def article_of(*texts, **changes):
    notes = {str(n): text for n, text in enumerate(texts, 1)}
    source = " ".join(f"Word[^{label}]." for label in notes)
    return make_article(**{"source": source, "notes": notes} | changes)


def texts_of(article):
    return {note.label: note.text for note in article.endnotes.all()}


def meant_by(article, label):
    uid = article.endnotes.get(label=label).refers_to
    return article.endnotes.get(uid=uid).label if uid else ""


def test_markers_lead_to_the_kept_note():
    article = article_of(GUPTA, SEN, GUPTA)
    by = make_user()
    merge_notes(article, "1", ["3"], by=by)
    article.refresh_from_db()
    assert article.source == "Word[^1]. Word[^2]. Word[^1]."
    assert list(texts_of(article)) == ["1", "2"]
    assert (article.version, article.findings) == (2, [])
    assert 'id="fnref-1-2"' in article.html
    decision = Decision.objects.get()
    assert (decision.what, decision.after, decision.by) == ("merge notes", "1 = 3", by)


def test_sample_keeps_thirteen_markers_and_comes_back(samples):
    file = samples / "articles" / "csto-collective-security.txt"
    article = accept(read(file.read_bytes(), file.name), by=None).article
    groups = [group.labels for group in suggestions_for(article).same]
    assert groups == [("2", "4"), ("8", "11", "13")]
    before = content_of(article)
    merge_notes(article, "8", ["11", "13"], by=None)
    assert len(re.findall('href="#fn-', article.html)) == 13
    assert re.findall(r'id="(fnref-8[^"]*)"', article.html) == [
        "fnref-8", "fnref-8-2", "fnref-8-3",
    ]  # fmt: skip
    assert article.notes_html.count('href="#fnref-8') == 3
    assert {each["code"] for each in article.findings} & {
        "marker-without-note", "note-without-marker",
    } == set()  # fmt: skip
    merge_notes(article, "2", ["4"], by=None)
    undo_notes(article, by=None)
    undo_notes(article, by=None)
    article.refresh_from_db()
    assert content_of(article).digest == before.digest
    assert article.html.count('href="#fn-8"') == 1


def test_kept_note_takes_what_it_lacks():
    article = article_of(GUPTA, GUPTA, GUPTA)
    article.endnotes.filter(label="2").update(
        archived_link="https://web.archive.org/web/20200203/https://example.org/",
        archived_on=date(2020, 2, 3),
    )
    article.endnotes.filter(label="3").update(
        link="https://example.org/", link_is_dead=True, accessed_on=date(2020, 1, 1)
    )
    merge_notes(article, "1", ["2", "3"], by=None)
    note = article.endnotes.get()
    assert (note.link, note.link_is_dead) == ("https://example.org/", True)
    assert (note.archived_on, note.accessed_on) == (date(2020, 2, 3), date(2020, 1, 1))


def test_ibid_goes_on_meaning_what_it_meant():
    article = article_of(GUPTA, SEN, GUPTA, "Ibid.", "supra note 3", "Ibid.; also Rao.")
    merge_notes(article, "1", ["3"], by=None)
    assert texts_of(article)["5"] == "supra note 1"
    assert [meant_by(article, label) for label in "456"] == ["1", "", ""]
    found = suggestions_for(article)
    meant = {each.label: each.means for each in (*found.guessed, *found.linked)}
    assert meant == {"4": "1", "5": "1", "6": "1"}


def test_link_to_a_note_that_goes_leads_to_the_kept_one():
    article = article_of(GUPTA, GUPTA, "Ibid.")
    uid = article.endnotes.get(label="2").uid
    article.endnotes.filter(label="3").update(refers_to=uid)
    merge_notes(article, "1", ["2"], by=None)
    assert meant_by(article, "3") == "1"
    assert '<a href="#fn-1">Ibid.</a>' in article.notes_html


def test_former_content_is_kept_before_anything_changes():
    article = article_of(GUPTA, GUPTA)
    before = content_of(article)
    merge_notes(article, "1", ["2"], by=None)
    revision = Revision.objects.get()
    assert (revision.version, revision.sha256) == (1, before.digest)
    assert revision.value == before
    assert str(revision) == "1 merge notes: 1 = 2"


@pytest.mark.parametrize(
    ("keep", "others", "code"),
    [
        ("1", [], "nothing-to-merge"),
        ("1", ["1"], "nothing-to-merge"),
        ("1", ["9"], "no-such-note"),
        ("9", ["1"], "no-such-note"),
        ("1", ["3"], "no-such-note"),
        ("3", ["1"], "no-such-note"),
    ],
)
def test_what_cannot_be_merged_is_refused(keep, others, code):
    article = article_of(GUPTA, GUPTA, "")
    before = content_of(article)
    with pytest.raises(CannotChangeNotes) as error:
        merge_notes(article, keep, others, by=None)
    assert error.value.code == code
    article.refresh_from_db()
    assert (article.version, content_of(article)) == (1, before)
    assert not Revision.objects.exists()


def test_markers_that_cannot_be_told_apart_are_refused():
    article = make_article(
        source="[a][2] b[^1] c[^2]\n\n[2]: https://example.org/",
        notes={"1": GUPTA, "2": GUPTA},
    )
    with pytest.raises(CannotChangeNotes, match="markers-unclear"):
        merge_notes(article, "1", ["2"], by=None)


def test_stale_version_is_refused():
    article = article_of(GUPTA, GUPTA)
    with pytest.raises(StaleVersion):
        merge_notes(article, "1", ["2"], by=None, seen=7)
    assert Endnote.objects.count() == 2


# Undo


def test_undo_after_another_save_is_refused():
    article = article_of(GUPTA, GUPTA)
    merge_notes(article, "1", ["2"], by=None)
    type(article).objects.update(version=3)
    with pytest.raises(CannotChangeNotes, match="nothing-to-undo"):
        undo_notes(article, by=None)


def test_undo_of_nothing_and_undo_twice_are_refused():
    article = article_of(GUPTA, GUPTA)
    with pytest.raises(CannotChangeNotes, match="nothing-to-undo"):
        undo_notes(article, by=None)
    article.refresh_from_db()
    merge_notes(article, "1", ["2"], by=None)
    undo_notes(article, by=None)
    with pytest.raises(CannotChangeNotes, match="nothing-to-undo"):
        undo_notes(article, by=None)


def test_undo_of_a_stale_page_is_refused():
    article = article_of(GUPTA, GUPTA)
    merge_notes(article, "1", ["2"], by=None)
    with pytest.raises(StaleVersion):
        undo_notes(article, by=None, seen=1)


def test_changes_are_undone_one_after_the_other():
    article = article_of(GUPTA, GUPTA, SEN, SEN)
    contents = [content_of(article)]
    merge_notes(article, "1", ["2"], by=None)
    merge_notes(article, "3", ["4"], by=None)
    undo_notes(article, by=None)
    merge_notes(article, "3", ["4"], by=None)
    undo_notes(article, by=None)
    undo_notes(article, by=None)
    article.refresh_from_db()
    assert content_of(article) == contents[0]
    assert article.version == 7
    assert Decision.objects.filter(what="undo notes").count() == 3


def test_readers_notice_only_what_is_public():
    draft = article_of(GUPTA, GUPTA, status="draft", published_at=None)
    before = Edition.objects.values_list("number", flat=True).first()
    merge_notes(draft, "1", ["2"], by=None)
    assert Edition.objects.values_list("number", flat=True).first() == before
