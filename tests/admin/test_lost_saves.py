"""A save that fails gives back what was typed, whatever made it fail."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import IntegrityError, OperationalError
from django.test import Client
from django.utils import timezone

from articles.admin.article import page as article_admin
from articles.models import Article
from tests.factories import make_article

from .filling import add_row, fields_of, text_of

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"
NOW = timezone.now()
WITHDRAWN = {"published_at": NOW, "first_published_at": NOW, "withdrawn_at": NOW}
HOSTILE = "</textarea><script>alert(1)</script>"
TYPED = {
    "title": f"Typed {HOSTILE}",
    "source": f"\nMine.[^1]\n\nमेरा पाठ। {HOSTILE}",
    "endnotes-0-text": f"My note. {HOSTILE}",
}


def page_of(article):
    return f"/admin/articles/article/{article.pk}/change/"


@pytest.fixture
def article():
    return make_article(source="Old.[^1]", notes={"1": "A.", "2": "B."})


def holds_all_that_was_typed(response):
    """Check the text areas, whatever page they are in, and that nothing runs."""
    page = BeautifulSoup(response.content, "html.parser")
    found = {
        each["id"].removeprefix("typed-").removeprefix("id_"): each.text
        for each in page.select("textarea[id]")
    }
    title = page.select_one("input#id_title")
    found.setdefault("title", title["value"] if title else "")
    for name, words in TYPED.items():
        assert found[name].strip() == words.strip(), name
    assert not page.select("script:not([src])")
    return page


def refuse_to_save(monkeypatch, error):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(article_admin, "finish_save", fail)


def is_to_be_tried_again(response):
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database is locked"),
        IntegrityError("UNIQUE constraint failed: articles_article.slug"),
    ],
)
def test_form_comes_back_as_typed_when_the_database_refuses(
    editor, article, monkeypatch, error
):
    data = fields_of(editor.get(page_of(article))) | TYPED
    refuse_to_save(monkeypatch, error)
    response = editor.post(page_of(article), data)
    is_to_be_tried_again(response)
    holds_all_that_was_typed(response)
    assert "Save again in a minute." in text_of(response, ".errornote, .errorlist")
    article.refresh_from_db()
    assert (article.source, article.version) == ("Old.[^1]", 1)
    monkeypatch.undo()
    # And it can be sent once more as it stands.
    assert editor.post(page_of(article), fields_of(response)).status_code == 302
    article.refresh_from_db()
    assert article.title == TYPED["title"]
    assert article.endnotes.get(label="1").text == TYPED["endnotes-0-text"]


def test_new_article_comes_back_as_typed_when_the_database_refuses(editor, monkeypatch):
    data = fields_of(editor.get(ADD)) | TYPED
    note = {"label": "1", "text": TYPED["endnotes-0-text"], "state": "present"}
    add_row(data, "endnotes", position="0", **note)
    refuse_to_save(monkeypatch, OperationalError("database is locked"))
    response = editor.post(ADD, data)
    is_to_be_tried_again(response)
    holds_all_that_was_typed(response)
    assert not Article.objects.exists()


def test_address_taken_at_the_same_moment_is_told(editor, article, monkeypatch):
    def take(*args, **kwargs):
        monkeypatch.undo()
        make_article(slug="both")
        raise IntegrityError

    data = fields_of(editor.get(page_of(article))) | TYPED | {"slug": "both"}
    monkeypatch.setattr(article_admin, "begin_save", take)
    response = editor.post(page_of(article), data)
    is_to_be_tried_again(response)
    holds_all_that_was_typed(response)


def test_plain_page_holds_what_was_typed_when_nothing_can_be_read(
    editor, article, monkeypatch
):
    data = fields_of(editor.get(page_of(article))) | TYPED

    def fail(*args, **kwargs):
        raise OperationalError("no server")

    monkeypatch.setattr(article_admin.ArticleAdmin, "_changeform_view", fail)
    response = editor.post(page_of(article), data)
    is_to_be_tried_again(response)
    page = holds_all_that_was_typed(response)
    assert page.html["lang"] == "en"
    assert "Note 1" in page.text
    is_to_be_tried_again(editor.get(page_of(article)))


def test_plain_page_comes_also_when_the_session_cannot_be_read(
    editor, article, monkeypatch
):
    data = fields_of(editor.get(page_of(article))) | TYPED

    def fail(*args, **kwargs):
        raise OperationalError("no server")

    monkeypatch.setattr(article_admin.admin.site, "has_permission", fail)
    response = editor.post(page_of(article), data)
    is_to_be_tried_again(response)
    holds_all_that_was_typed(response)


def test_ended_session_gives_back_what_was_typed(editor, article):
    data = fields_of(editor.get(page_of(article))) | TYPED
    Session.objects.all().delete()
    response = editor.post(page_of(article), data)
    assert response.status_code == 403
    assert "no-store" in response["Cache-Control"]
    page = holds_all_that_was_typed(response)
    assert page.select_one("main a")["href"] == (
        f"/admin/login/?next=%2Fadmin%2Farticles%2Farticle%2F{article.pk}%2Fchange%2F"
    )
    article.refresh_from_db()
    assert article.source == "Old.[^1]"


def test_page_asked_for_without_a_session_leads_to_the_log_in(client, article):
    assert client.get(page_of(article)).status_code == 302


def test_stale_token_gives_back_what_was_typed(editor, article):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    data = fields_of(strict.get(page_of(article))) | TYPED
    strict.cookies[settings.CSRF_COOKIE_NAME] = "b" * 32
    response = strict.post(page_of(article), data)
    assert response.status_code == 403
    page = holds_all_that_was_typed(response)
    assert "copy it, open the page anew" in text_of(response)
    assert not page.select("main a")


def test_stale_token_of_another_form_shows_no_words(client):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/admin/login/", {"username": "x", "password": "secret"})
    assert response.status_code == 403
    assert b"secret" not in response.content
    assert "reload the page and send the form again" in text_of(response)


# Closed meanwhile


@pytest.fixture
def draft(contributor, article):
    article.owner = contributor.user
    article.status, article.published_at = "draft", None
    article.save()
    return article


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": "in_review"}, "has been handed in, and is not to be changed"),
        (
            {"status": "withdrawn"} | WITHDRAWN,
            "is not yours to change. Its state: Withdrawn.",
        ),
        ({"binned_at": timezone.now()}, "is in the bin"),
    ],
)
def test_draft_closed_meanwhile_gives_back_what_was_typed(
    contributor, draft, changes, said
):
    data = fields_of(contributor.get(page_of(draft))) | TYPED
    Article.objects.update(**changes)
    response = contributor.post(page_of(draft), data)
    assert response.status_code == 403
    assert "no-store" in response["Cache-Control"]
    page = holds_all_that_was_typed(response)
    assert said in page.text
    assert page.select_one("main a")["href"] == page_of(draft)
    draft.refresh_from_db()
    assert (draft.source, draft.version) == ("Old.[^1]", 1)


def test_text_for_a_draft_closed_meanwhile_is_given_back(contributor, draft):
    Article.objects.update(status="in_review")
    path = f"/admin/articles/article/{draft.pk}/import/"
    response = contributor.post(path, {"source": "Pasted."})
    assert response.status_code == 403
    assert "or not any more" in text_of(response)
    assert "Pasted." in text_of(response, "#typed-source")


def test_who_may_write_nothing_is_told_so(moderator, article):
    data = {"title": "X", "source": "Typed."}
    for path in (page_of(article), ADD):
        response = moderator.post(path, data)
        assert response.status_code == 403
        assert "Typed." in text_of(response, "#typed-source")
    assert moderator.get(ADD).status_code == 403
