"""An article is brought in once more, and says what the file says."""

import pytest
from django.utils import timezone

from articles.models import Article, Decision, Incoming
from tests.factories import make_article, make_author

from .bringing import brought, made, press
from .filling import fields_of, text_of

pytestmark = pytest.mark.django_db

NOW = timezone.now()
WITHDRAWN = {"published_at": NOW, "first_published_at": NOW, "withdrawn_at": NOW}


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
    assert made(press(contributor, again(contributor, article))) == article


@pytest.fixture
def handed_in(contributor, article):
    """A contributor's draft, for which a text came in, and which was then handed in."""
    article.owner = contributor.user
    article.status, article.published_at = "draft", None
    article.save()
    page = again(contributor, article)
    Article.objects.update(status="in_review")
    return page


def test_text_for_an_article_in_review_is_its_owner_s_to_read(contributor, handed_in):
    shown = contributor.get(handed_in)
    assert shown.status_code == 200
    assert "“On tides” has been handed in" in text_of(shown, ".errornote")
    assert fields_of(shown, "form.import-review")["title"] == "On the tides"
    assert b'name="_create"' not in shown.content
    press(contributor, handed_in, "_save", title="Typed")
    again = contributor.get(handed_in)
    assert fields_of(again, "form.import-review")["title"] == "Typed"


def test_text_for_an_article_in_review_is_not_set_into_it(contributor, handed_in):
    response = press(contributor, handed_in, title="Typed")
    assert response.status_code == 403
    assert "until an editor sends it back." in text_of(response, ".errornote")
    assert fields_of(response, "form.import-review")["title"] == "Typed"
    assert Article.objects.get().title == "On tides"
    Article.objects.update(status="draft")
    assert made(press(contributor, handed_in)).title == "Typed"


def test_text_for_an_article_in_review_can_be_thrown_away(contributor, handed_in):
    assert contributor.get(f"{handed_in}throw-away/").status_code == 200
    assert contributor.post(f"{handed_in}throw-away/").status_code == 302
    assert not Incoming.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"binned_at": timezone.now()}, "is in the bin"),
        ({"status": "withdrawn"} | WITHDRAWN, "Its state: Withdrawn."),
    ],
)
def test_article_that_is_closed_is_told_with_its_reason(
    contributor, handed_in, changes, said
):
    Article.objects.update(**{"status": "draft"} | changes)
    response = press(contributor, handed_in)
    assert response.status_code == 403
    assert said in text_of(response, ".errornote")


def test_article_that_is_another_s_now_is_not_shown_in_its_text(contributor, handed_in):
    Article.objects.update(
        owner=None, title="A secret", standfirst="Another secret", status="draft"
    )
    shown = contributor.get(handed_in)
    assert "not open to you any more" in text_of(shown, ".errornote")
    assert b"secret" not in shown.content
    response = press(contributor, handed_in)
    assert response.status_code == 403
    assert b"secret" not in response.content
    assert Article.objects.get().title == "A secret"
    assert contributor.post(f"{handed_in}throw-away/").status_code == 302


def test_editor_sets_a_text_into_an_article_in_review(editor, article):
    Article.objects.update(status="in_review", published_at=None)
    assert made(press(editor, again(editor, article))) == article


def test_turning_into_a_new_version_needs_the_right_to_change(contributor, article):
    Article.objects.update(
        owner=contributor.user,
        title="On the tides",
        status="in_review",
        published_at=None,
    )
    page = brought(contributor, NEWER)
    shown = contributor.get(page)
    assert "seems to be here already" in text_of(shown)
    assert b'name="_into"' not in shown.content
    response = press(contributor, page, "_into", standfirst="Typed.")
    assert response.status_code == 403
    assert "has been handed in" in text_of(response, ".errornote")
    assert Incoming.objects.get().article is None
    again = fields_of(contributor.get(page), "form.import-review")
    assert again["standfirst"] == "Typed."


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
