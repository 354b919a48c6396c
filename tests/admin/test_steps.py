"""The steps: each asks on a page of its own, and acts on a press."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles.models import Article, Decision, Preview
from tests.factories import make_article

from .filling import text_of

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None, "dated": None}


def step(article, name):
    return f"/admin/articles/article/{article.pk}/{name}/"


def test_publishing_now(editor):
    article = make_article(**DRAFT)
    response = editor.post(
        step(article, "publish"), {"at_0": "", "at_1": ""}, follow=True
    )
    article.refresh_from_db()
    assert article.is_published
    assert f"“{article.title}”: Published." in text_of(response, ".messagelist")


def test_publishing_at_a_moment_in_the_site_s_zone(editor):
    article = make_article(**DRAFT)
    page = text_of(editor.get(step(article, "publish")))
    assert "Left empty, it is published now. Time in Asia/Kolkata." in page
    response = editor.post(
        step(article, "publish"), {"at_0": "2031-02-03", "at_1": "09:30"}, follow=True
    )
    article.refresh_from_db()
    moment = datetime(2031, 2, 3, 9, 30, tzinfo=ZoneInfo("Asia/Kolkata"))
    assert article.published_at == moment
    assert "Scheduled: 2031-02-03 09:30 IST" in text_of(response, ".messagelist")


def test_scheduled_article_is_moved_to_another_moment(editor):
    article = make_article(**DRAFT)
    for day in ("2031-02-03", "2031-03-04"):
        editor.post(step(article, "publish"), {"at_0": day, "at_1": "09:30"})
    article.refresh_from_db()
    assert str(article.dated) == "2031-03-04"
    assert 'value="2031-03-04"' in editor.get(step(article, "publish")).content.decode()


@pytest.mark.parametrize(
    "at", [("x", "09:30"), ("2031-02-03", ""), ("", "09:30"), ("2031-02-30", "25:00")]
)
def test_odd_moment_is_refused_and_kept_in_the_form(editor, at):
    article = make_article(**DRAFT)
    response = editor.post(step(article, "publish"), {"at_0": at[0], "at_1": at[1]})
    article.refresh_from_db()
    assert response.status_code == 422
    assert "valid" in text_of(response, ".errorlist")
    assert f'value="{at[0] or at[1]}"' in response.content.decode()
    assert article.status == "draft"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("0001-01-01", "The year 1 is too early. The first is 1900."),
        ("1021-05-05", "The year 1021 is too early. The first is 1900."),
        ("1899-12-31", "The year 1899 is too early."),
        ("2999-01-01", "That is more than ten years ahead."),
        ("9999-12-31", "That is more than ten years ahead."),
    ],
)
def test_moment_in_an_unlikely_year_is_refused(editor, day, sentence):
    article = make_article(**DRAFT)
    response = editor.post(step(article, "publish"), {"at_0": day, "at_1": "00:00"})
    article.refresh_from_db()
    assert response.status_code == 422
    assert sentence in text_of(response, ".errorlist")
    assert article.status == "draft"


def test_moment_long_past_is_taken(editor):
    article = make_article(**DRAFT)
    editor.post(step(article, "publish"), {"at_0": "1900-01-01", "at_1": "09:30"})
    article.refresh_from_db()
    assert (article.is_published, str(article.dated)) == (True, "1900-01-01")


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("", "The article has no text yet."),
        ("One.[^4]", "The text cites note 4, but there is no such note."),
    ],
)
def test_unready_article_is_not_published_and_says_why(editor, source, sentence):
    article = make_article(source=source, **DRAFT)
    response = editor.post(step(article, "publish"))
    assert response.status_code == 422
    assert sentence in text_of(response, ".errornote")
    assert Article.objects.get().status == "draft"
    assert not Decision.objects.exists()


def test_publish_page_lists_what_is_only_to_be_looked_at(editor):
    article = make_article(notes={"3": ""}, **DRAFT)
    page = text_of(editor.get(step(article, "publish")), ".told")
    assert "Note 3 is missing from the source text." in page


def test_withdrawing_asks_for_a_reason(editor):
    article = make_article()
    response = editor.post(step(article, "withdraw"), {"why": " "})
    assert response.status_code == 422
    assert "Say why. Readers will see it." in text_of(response)
    editor.post(step(article, "withdraw"), {"why": "Wrong figures."})
    article.refresh_from_db()
    assert (article.status, article.withdrawal_reason) == (
        "withdrawn",
        "Wrong figures.",
    )


def test_withdrawing_what_was_only_scheduled_needs_no_reason(editor):
    article = make_article(published_at=timezone.now() + timedelta(days=2))
    assert "Nobody has seen it yet" in text_of(editor.get(step(article, "withdraw")))
    editor.post(step(article, "withdraw"))
    article.refresh_from_db()
    assert article.status == "draft"


def test_second_press_is_told_that_it_is_done(editor):
    article = make_article(**DRAFT)
    editor.post(step(article, "publish"))
    response = editor.post(step(article, "publish"), follow=True)
    said = "“Publish” is not to be done. The article’s state: Published."
    assert said in text_of(response, ".messagelist")
    assert Decision.objects.filter(what="publish").count() == 1


def test_contributor_submits_and_editor_sends_back(contributor, editor):
    article = make_article(owner=contributor.user, **DRAFT)
    answer = contributor.post(step(article, "submit"), follow=True)
    assert "In review." in text_of(answer, ".messagelist")
    again = contributor.post(step(article, "submit"), follow=True)
    assert again.status_code == 200
    editor.post(step(article, "send-back"), {"why": "Sources."})
    article.refresh_from_db()
    assert article.status == "draft"
    assert list(Decision.objects.values_list("what", "before", "after", "why")) == [
        ("send back", "in_review", "draft", "Sources."),
        ("submit", "draft", "in_review", ""),
    ]


def test_preview_link_shows_the_draft_and_is_taken_back(editor, contributor, client):
    article = make_article(owner=contributor.user, source="Secret words.", **DRAFT)
    response = contributor.post(step(article, "preview"))
    link = response["Location"]
    assert b"Secret words." in client.get(link).content
    assert Decision.objects.get().what == "preview"
    key = Preview.objects.get().pk
    editor.post(f"/admin/articles/preview/{key}/delete/", {"post": "yes"})
    assert client.get(link).status_code == 404


def test_preview_is_not_offered_once_readers_see_the_article(editor):
    article = make_article()
    answer = editor.post(step(article, "preview"), follow=True)
    assert answer.status_code == 200
    assert not Preview.objects.exists()


def test_bin_and_back(editor, client):
    article = make_article()
    editor.post(step(article, "bin"))
    assert client.get(article.get_absolute_url()).status_code == 410
    page = editor.get(f"/admin/articles/article/{article.pk}/change/")
    assert "State: In the bin" in text_of(page, ".article-state")
    assert text_of(page, ".object-tools a[class^=step-]") == "Take out of the bin"
    editor.post(step(article, "restore"))
    assert client.get(article.get_absolute_url()).status_code == 200


def test_steps_offered_follow_the_state(editor):
    def offered(article):
        page = editor.get(f"/admin/articles/article/{article.pk}/change/")
        return text_of(page, ".object-tools a[class^=step-]")

    later = timezone.now() + timedelta(days=1)
    assert offered(make_article(**DRAFT)) == (
        "Preview Submit for review Publish Move to the bin"
    )
    assert offered(make_article(status="in_review", published_at=None)) == (
        "Preview Send back Publish Move to the bin"
    )
    assert offered(make_article(published_at=later)) == (
        "Preview Publish Withdraw Move to the bin"
    )
    assert offered(make_article()) == "Withdraw Move to the bin"
