"""Whatever is saved, what stood there before can be read afterwards."""

import hashlib
from datetime import date

import pytest

from articles.content import Content
from articles.models import Disclaimer, Revision
from articles.publishing import changes_in_force, content_of, merge_notes, undo_notes
from tests.factories import make_article, make_author, make_topic, make_user

from .filling import add_row, fields_of

pytestmark = pytest.mark.django_db


def page_of(article):
    return f"/admin/articles/article/{article.pk}/change/"


def save(browser, article, **changes):
    response = browser.post(
        page_of(article), fields_of(browser.get(page_of(article))) | changes
    )
    assert response.status_code == 302
    article.refresh_from_db()
    return response


@pytest.fixture
def article():
    """One that says something in each field and list of its form."""
    article = make_article(
        source="One.[^1] Two.[^2]",
        notes={"1": "A.", "2": "B."},
        authors=[make_author(), make_author()],
        topics=[make_topic(), make_topic()],
        picture_credit="A photographer",
        disclaimer_choice="other",
        disclaimer=Disclaimer.objects.create(name="Its own", text="Of its own."),
        lead_until="2031-05-06T07:08:09.123456Z",
        doi="10.5555/12345678",
        series_number=3,
    )
    article.see_also.add(make_article())
    article.corrections.create(
        at="2026-05-06T07:08:09.123456Z", level="correction", text="A figure."
    )
    article.endnotes.filter(label="1").update(
        link="https://example.org/1", link_is_dead=True, accessed_on=date(2020, 1, 2)
    )
    return article


def test_twenty_saves_keep_twenty_revisions_that_can_be_read(editor):
    article = make_article(source="Text 0.[^1]", notes={"1": "Note 0."})
    before = []
    for number in range(1, 21):
        before.append(content_of(article))
        words = {"endnotes-0-text": f"Note {number}.", "source": f"Text {number}.[^1]"}
        save(editor, article, **words)
    kept = list(article.revisions.order_by("version"))
    assert [each.version for each in kept] == list(range(1, 21))
    assert [Content.from_json(each.content) for each in kept] == before
    for number, each in enumerate(kept):
        assert hashlib.sha256(each.content.encode()).hexdigest() == each.sha256
        assert f'"source": "Text {number}.[^1]"' in each.content
        assert f'"text": "Note {number}."' in each.content
        assert (each.by, each.remark) == (editor.user, "save")
        assert each.at


def test_save_without_a_change_keeps_nothing_and_refuses_nobody(
    editor, log_in, article
):
    other = log_in(make_user("Editor"))
    first, second = (fields_of(each.get(page_of(article))) for each in (editor, other))
    assert editor.post(page_of(article), first).status_code == 302
    article.refresh_from_db()
    assert (article.version, article.revisions.count()) == (1, 0)
    saved = other.post(page_of(article), second | {"title": "Theirs"})
    assert saved.status_code == 302
    article.refresh_from_db()
    assert (article.title, article.version) == ("Theirs", 2)


@pytest.mark.parametrize(
    ("changes", "name", "before"),
    [
        ({"kind": "paper"}, "kind", "commentary"),
        ({"slug": "another"}, "slug", "as-it-was"),
        ({"doi": ""}, "doi", "10.5555/12345678"),
        ({"comments_are": "closed"}, "comments_are", "open"),
        ({"dated": "2020-01-01"}, "dated", "2019-03-04"),
    ],
)
def test_settings_are_kept_beside_the_content(editor, article, changes, name, before):
    type(article).objects.update(dated=date(2019, 3, 4))
    type(article).objects.filter(pk=article.pk).update(slug="as-it-was")
    save(editor, article, **changes)
    assert Revision.objects.get().beside[name] == before


def test_deleted_correction_and_related_articles_are_kept(editor, article):
    related = article.see_also.get()
    save(editor, article, **{"corrections-0-DELETE": "on", "see_also": []})
    assert not article.corrections.exists()
    assert not article.see_also.exists()
    beside = Revision.objects.get().beside
    assert [each["text"] for each in beside["corrections"]] == ["A figure."]
    assert beside["see_also"] == [str(related.uid)]


def test_new_article_has_nothing_to_keep(editor):
    data = fields_of(editor.get("/admin/articles/article/add/"))
    add_row(data, "endnotes", label="1", text="A.", state="present", position="0")
    editor.post("/admin/articles/article/add/", data | {"title": "New"})
    assert not Revision.objects.exists()


def test_note_of_another_is_found_after_a_second_save_has_put_it_back(editor, log_in):
    """Two editors have the form open; the second insists, and the first's note is lost."""
    article = make_article(source="One.[^1] Two.[^2]", notes={"1": "A.", "2": "Draft."})
    other = log_in(make_user("Editor"))
    mine, theirs = (fields_of(each.get(page_of(article))) for each in (editor, other))
    words = {
        "endnotes-1-text": "Corrected.",
        "endnotes-1-link": "https://example.org/x",
    }
    assert other.post(page_of(article), theirs | words).status_code == 302
    refused = editor.post(page_of(article), mine | {"title": "Mine"})
    assert refused.status_code == 409
    assert editor.post(page_of(article), fields_of(refused)).status_code == 302
    note = article.endnotes.get(label="2")
    assert (note.text, note.link) == ("Draft.", "")
    lost = article.revisions.get(version=2).value.notes[1]
    assert (lost.text, lost.link) == ("Corrected.", "https://example.org/x")


def test_refused_save_keeps_nothing(editor, article):
    data = fields_of(editor.get(page_of(article)))
    assert editor.post(page_of(article), data | {"title": ""}).status_code == 200
    stale = data | {"title": "Mine", "seen_version": "9"}
    assert editor.post(page_of(article), stale).status_code == 409
    assert not Revision.objects.exists()


def test_notes_cannot_be_undone_over_a_save(editor, article):
    merge_notes(article, "1", ["2"], by=None)
    assert changes_in_force(article)
    save(editor, article, title="Anew")
    assert changes_in_force(article) == []


def test_what_an_undoing_took_back_is_kept(article):
    merge_notes(article, "1", ["2"], by=None)
    merged = content_of(article)
    undo_notes(article, by=None)
    kept = article.revisions.latest("pk")
    assert (kept.version, kept.value) == (2, merged)
    assert kept.remark == "undo: merge notes: 1 = 2"
