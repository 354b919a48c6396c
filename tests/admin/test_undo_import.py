"""The page on which an import is taken back: what it shows, and who may."""

import pytest
from django.utils import timezone

from articles.models import Article, Author, Revision
from articles.publishing import content_of, merge_notes
from tests.factories import make_article, make_author, make_user

from .bringing import brought, press
from .filling import fields_of, text_of
from .test_import_version import NEWER

pytestmark = pytest.mark.django_db
BUTTON = "Take back this import"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.VIF_DATA_DIR = tmp_path


@pytest.fixture
def article():
    article = make_article(
        title="On tides",
        authors=[make_author(given_names="Asha", family_name="Verma")],
        source="## Rising\n\nThe sea rises.[^1] It falls.[^2b]",
        notes={"1": "Asha Verma, *Tides*, 2020.", "2b": "A second source."},
    )
    article.endnotes.filter(label="2b").update(
        archived_link="https://web.archive.org/web/2020/https://example.org/2",
        link="https://example.org/2",
    )
    return article


def page_of(article, name="change"):
    return f"/admin/articles/article/{article.pk}/{name}/"


def bring(client, article, text=NEWER):
    press(client, brought(client, text, "tides.md", page_of(article, "import")))
    return Article.objects.get(pk=article.pk)


def take_back(client, article, **changes):
    page = page_of(article, "take-back")
    data = fields_of(client.get(page), "#content form")
    return client.post(page, data | changes, follow=True)


def test_wrong_import_is_taken_back_from_the_article_s_page(editor, article, client):
    before, notes = content_of(article), list(article.endnotes.values("uid", "label"))
    assert BUTTON not in text_of(editor.get(page_of(article)), ".object-tools")
    assert content_of(bring(editor, article)) != before
    first = editor.get(page_of(article))
    assert BUTTON in text_of(first, ".object-tools")
    told = text_of(editor.get(page_of(article, "take-back")), "#content")
    assert "“tides.md” was brought in by" in told
    assert "On Goes: the tides" in told
    assert "The sea Goes: always rises.[^1]" in told
    assert "Note 1 Goes: A note that is new." in told
    assert "readers see each change at once" in told
    answer = take_back(editor, article)
    assert "“On tides” says what it said before." in text_of(answer, ".messagelist")
    article.refresh_from_db()
    assert content_of(article) == before
    assert list(article.endnotes.values("uid", "label")) == notes
    assert "The sea rises." in client.get(article.get_absolute_url()).content.decode()
    assert BUTTON not in text_of(answer, ".object-tools")


def test_page_names_what_was_done_with_the_notes_since(editor, article):
    article = bring(editor, article)
    merge_notes(article, "2", ["3"], by=None)
    told = text_of(editor.get(page_of(article, "take-back")), "#content")
    assert (
        "What was done with the notes since goes as well: Notes merged: 2 = 3." in told
    )
    box = text_of(editor.get(page_of(article)), "#notes-box")
    assert "Notes merged: 2 = 3. Undo" in box
    take_back(editor, article)
    assert Article.objects.get().title == "On tides"


def test_notes_box_does_not_undo_an_import(editor, article):
    bring(editor, article)
    assert "Undo" not in text_of(editor.get(page_of(article)), "#notes-box")


def test_article_that_was_saved_since_is_left_as_it_is(editor, article):
    bring(editor, article)
    page = page_of(article, "take-back")
    data = fields_of(editor.get(page), "#content form")
    form = fields_of(editor.get(page_of(article)), "#article_form")
    editor.post(page_of(article), form | {"title": "On moons"})
    assert Article.objects.get().title == "On moons"
    for answer in (editor.get(page), editor.post(page, data)):
        assert answer.status_code == 409
        sentence = text_of(answer, ".errornote")
        assert "Nothing" in sentence
        assert "saved" in sentence
        assert BUTTON not in text_of(answer, "#content form")
    assert BUTTON not in text_of(editor.get(page_of(article)), ".object-tools")
    assert Article.objects.get().title == "On moons"


@pytest.mark.parametrize("seen", ["1", "", "x", "9" * 40, "१"])
def test_page_that_is_stale_changes_nothing(editor, article, seen):
    bring(editor, article)
    answer = take_back(editor, article, seen_version=seen)
    assert answer.status_code == 409
    assert "Someone else has saved this article" in text_of(answer, ".errornote")
    assert fields_of(answer, "#content form")["seen_version"] == "2"
    assert Article.objects.get().title == "On the tides"


def test_second_press_is_answered_in_words(editor, article):
    bring(editor, article)
    take_back(editor, article)
    answer = editor.post(page_of(article, "take-back"), {"seen_version": "3"})
    assert answer.status_code == 409
    assert "no import to take back" in text_of(answer, ".errornote")


def test_author_who_is_gone_is_named(editor, article):
    bring(editor, article, NEWER.replace("Asha Verma\n", "B. Rao\n"))
    Author.objects.get(given_names="Asha").delete()
    answer = take_back(editor, article)
    assert answer.status_code == 409
    assert "Asha Verma” stood in the byline" in text_of(answer, ".errornote")


def test_import_by_nobody_is_told_as_such(editor, article):
    bring(editor, article)
    Revision.objects.update(by=None)
    told = text_of(editor.get(page_of(article, "take-back")), "#content")
    assert "“tides.md” was brought in, 2" in told


def test_contributor_takes_back_in_an_own_draft_alone(contributor, client, article):
    owner = make_user("Contributor")
    client.force_login(owner)
    Article.objects.update(owner=owner, status="draft")
    bring(client, article)
    assert contributor.get(page_of(article, "take-back")).status_code == 404
    Article.objects.update(status="published", published_at=timezone.now())
    page = page_of(article, "take-back")
    assert client.post(page, {"seen_version": "2"}).status_code == 403
    assert BUTTON not in text_of(client.get(page_of(article)), "#content")
    Article.objects.update(status="draft")
    assert take_back(client, article).status_code == 200
    assert Article.objects.get().title == "On tides"
