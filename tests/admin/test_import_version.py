"""An article is brought in once more, and says what the file says."""

import pytest
from django.utils import timezone

from articles.models import Article, Decision, Incoming
from tests.factories import make_article, make_author

from .bringing import brought, made, press
from .filling import fields_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.VIF_DATA_DIR = tmp_path


@pytest.fixture
def article():
    author = make_author(given_names="Asha", family_name="Verma")
    article = make_article(
        title="On tides",
        authors=[author],
        source="## Rising\n\nThe sea rises.[^1] It falls.[^2]",
        notes={"1": "Asha Verma, *Tides*, 2020.", "2": "A second source."},
        picture_credit="A photographer",
    )
    article.endnotes.filter(label="2").update(
        archived_link="https://web.archive.org/web/2020/https://example.org/2",
        link="https://example.org/2",
    )
    return article


NEWER = """---
title: On the tides
author: Asha Verma
---

## Rising

The sea always rises.[^1] It falls.[^3]

[^1]: A note that is new.
[^2]: Asha Verma, *Tides*, 2020.
[^3]: A second source.
"""


def again(client, article, text=NEWER, name="tides.md"):
    return brought(client, text, name, f"/admin/articles/article/{article.pk}/import/")


def test_new_version_is_offered_on_the_article_s_page(editor, moderator, article):
    page = f"/admin/articles/article/{article.pk}/change/"
    assert "Import a new version" in text_of(editor.get(page), ".object-tools")
    assert "Import a new version" not in text_of(moderator.get(page))
    first = editor.get(f"/admin/articles/article/{article.pk}/import/")
    assert "On tides" in text_of(first, ".step-title")


def test_new_version_shows_what_would_change_by_the_word(editor, article):
    page = editor.get(again(editor, article))
    changes = text_of(page, ".import-changes")
    assert "readers see each change at once" in changes
    assert "On Comes: the tides" in changes
    assert "The sea Comes: always rises.[^1] It Goes: falls.[^2] Comes: falls.[^3]" in changes  # fmt: skip
    assert "Note 1 Comes: A note that is new." in changes
    assert "Note 2" not in changes
    assert "Note 3" not in changes
    fields = fields_of(page, "form.import-review")
    assert fields["standfirst"] == "What it says in short."
    assert fields["picture_credit"] == "A photographer"
    assert fields["dated"] == str(article.dated)


def test_new_version_keeps_uids_and_archived_links_of_notes(editor, article):
    before = dict(article.endnotes.values_list("text", "uid"))
    response = press(editor, again(editor, article))
    assert made(response) == article
    article.refresh_from_db()
    assert (article.title, article.slug, article.status) == (
        "On the tides", article.slug, "published",
    )  # fmt: skip
    assert "always rises" in article.html
    first, second, third = article.endnotes.all()
    assert second.uid == before["Asha Verma, *Tides*, 2020."]
    assert third.uid == before["A second source."]
    assert first.uid not in before.values()
    assert third.archived_link.startswith("https://web.archive.org/")
    assert third.link == "https://example.org/2"
    said = text_of(editor.get(response["Location"]), ".messagelist")
    assert "“On the tides” says what the file says now." in said
    assert Decision.objects.filter(what="import", record=str(article.pk)).exists()
    assert Incoming.objects.get().done_at


def test_new_version_of_what_someone_has_saved_since_overwrites_nothing(
    editor, article
):
    page = again(editor, article)
    data = fields_of(editor.get(page), "form.import-review")
    Article.objects.filter(pk=article.pk).update(title="Theirs", version=9)
    response = editor.post(page, data | {"standfirst": "Typed.", "_create": "1"})
    assert response.status_code == 409
    assert "Nothing has been overwritten." in text_of(response, ".errornote")
    assert "Goes: Theirs" in text_of(response, ".import-changes")
    assert Article.objects.get().title == "Theirs"
    data = fields_of(response, "form.import-review")
    assert (data["standfirst"], data["seen_article"]) == ("Typed.", "9")
    assert made(editor.post(page, data | {"_create": "1"})).title == "On the tides"


def test_new_version_of_what_is_in_the_bin_is_refused(editor, article):
    page = again(editor, article)
    Article.objects.update(binned_at=timezone.now())
    response = press(editor, page)
    assert response.status_code == 422
    assert "The article is in the bin." in text_of(response, ".errornote")
    assert Article.objects.get().title == "On tides"


def test_new_version_is_for_those_who_may_change_the_article(
    contributor, moderator, article
):
    path = f"/admin/articles/article/{article.pk}/import/"
    assert contributor.get(path).status_code == 404
    assert moderator.get(path).status_code == 403
    Article.objects.update(owner=contributor.user)
    assert contributor.get(path).status_code == 403
    Article.objects.update(status="draft", published_at=None)
    page = again(contributor, article)
    Article.objects.update(status="in_review")
    assert contributor.get(page).status_code == 403
    assert press_raw(contributor, page).status_code == 403
    assert Article.objects.get().title == "On tides"


def press_raw(client, page):
    return client.post(page, {"_create": "1", "seen": "1", "title": "X"})


def test_article_deleted_meanwhile_becomes_a_new_one(editor, article):
    page = again(editor, article)
    Article.objects.all().delete()
    assert made(press(editor, page)).title == "On the tides"


def test_import_can_be_turned_into_a_new_version(editor, article):
    Article.objects.update(title="On the tides")
    text = NEWER.replace("title: On the tides", "title: On the tides\nkind: paper")
    page = brought(editor, text)
    response = press(editor, page, "_into", **{"people-0-role": "Typed"})
    assert response["Location"] == page
    fields = fields_of(editor.get(page), "form.import-review")
    assert fields["standfirst"] == "What it says in short."
    assert fields["people-0-role"] == "Typed"
    assert made(press(editor, page)) == article
    assert Article.objects.count() == 1
    assert article.bylines.get().role == "Typed"


def test_nothing_changes_in_the_same_version(editor, article):
    text = NEWER.replace("On the tides", "On tides")
    press(editor, again(editor, article, text))
    page = editor.get(again(editor, article, text))
    assert "No word of title" in text_of(page, ".import-changes")


def test_new_version_can_empty_what_was_there(editor, article):
    page = again(editor, article)
    changes = {
        "standfirst": "",
        "picture_credit": "",
        "dated": "",
        "date_unknown": "on",
    }
    article = made(press(editor, page, **changes))
    assert (article.standfirst, article.picture_credit) == ("", "")
    assert (article.dated, article.date_unknown) == (None, True)


def test_new_version_can_empty_the_link_of_a_note(editor, article):
    article.endnotes.filter(label="1").update(link="https://wrong.example/")
    data = fields_of(editor.get(page := again(editor, article)), "form.import-review")
    links = {name: "" for name in data if name.endswith("-link")}
    article = made(press(editor, page, **links))
    assert set(article.endnotes.values_list("link", flat=True)) == {""}
