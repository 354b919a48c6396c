"""How the form, the hand-back and the confirmation look; what they do is tested elsewhere."""

import pytest
from bs4 import BeautifulSoup

from articles.forms.comment import CommentForm
from tests.factories import make_article, make_comment, make_page

pytestmark = pytest.mark.django_db


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def post(client, path="/articles/a/comment/", **fields):
    return client.post(path, fields)


def test_form_in_the_article_has_its_hints_word_for_word(client):
    make_article(slug="a")
    form = soup(client.get("/articles/a/")).select_one("form")
    assert form["action"] == "/articles/a/comment/"
    assert form.has_attr("novalidate")
    assert form.select_one("#email-hint").text == (
        "The content of this field is kept private and will not be shown publicly."
    )
    assert form.select_one("#answer-hint").text == (
        "Solve this simple math problem and enter the result. E.g. for 1+3, enter 4."
    )
    assert form.select_one("[hidden] label").text == "Leave this empty"
    assert form.select_one("#subject")["tabindex"] == "-1"


def test_form_with_errors_puts_the_summary_first(client):
    make_article(slug="a", title="The title")
    token = CommentForm.personal(make_article(slug="b")).token_value
    shown = soup(post(client, "/articles/b/comment/", token=token))
    assert shown.title.text.startswith("Error: Post new comment")
    summary = shown.main.find(class_="error-summary")
    assert summary.h2.text == "There is a problem"
    assert shown.main.select_one(".grid > div").find(True) == summary
    targets = [a["href"][1:] for a in summary.find_all("a")]
    assert targets == ["name", "email", "text", "answer"]
    for name in targets:
        field = shown.find(id=name)
        assert field["aria-invalid"] == "true"
        assert f"{name}-error" in field["aria-describedby"].split()
        assert shown.find(id=f"{name}-error").text.startswith("Error:")


def test_form_gives_back_every_character(client):
    text = "<b>&\"' अनुपमा\n\nsecond </textarea>"
    token = CommentForm.personal(make_article(slug="a")).token_value
    shown = soup(post(client, name="<b>&\"'", email="x", text=text, token=token))
    assert shown.find(id="name")["value"] == "<b>&\"'"
    assert shown.find(id="email")["value"] == "x"
    assert shown.find(id="text").text.removeprefix("\n") == text


def test_form_offers_to_go_without_the_sum_after_two_wrong_answers(client):
    make_article(slug="a")
    fields = {"name": "A", "email": "a@example.org", "text": "Text.", "answer": "99"}
    fields["token"] = soup(client.get("/articles/a/comment/")).find(
        "input", {"name": "token"}
    )["value"]
    for is_offered in (False, True):
        shown = soup(post(client, **fields))
        buttons = [button.get("name") for button in shown.select("form button")]
        assert ("without_sum" in buttons) == is_offered
        fields["token"] = shown.find("input", {"name": "token"})["value"]


def test_form_names_the_rules_where_there_is_such_a_page(client):
    make_article(slug="a")
    make_page(slug="comment-rules", title="Comment rules")
    form = soup(client.get("/articles/a/")).form
    assert form.find("a", href="/comment-rules/").text == "Comment rules"


def test_closed_form_hands_back_the_text(client):
    make_article(slug="a", comments_are="closed")
    shown = soup(post(client, text="Kept <b>"))
    assert shown.select_one(".notice").text == "Comments on this article are closed."
    box = shown.find(id="kept-text")
    assert box.has_attr("readonly")
    assert box.text.strip() == "Kept <b>"
    assert shown.form is None


def test_unknown_article_hands_back_the_text(client):
    response = post(client, "/articles/unknown/comment/", text="Kept")
    assert response.status_code == 404
    assert soup(response).find(id="kept-text").text.strip() == "Kept"


@pytest.mark.parametrize(
    ("changes", "heading", "words"),
    [
        ({}, "Comment received", "usually within 24 hours"),
        ({"state": "approved"}, "Your comment", "has been published"),
        ({"state": "declined", "reason": "Off topic."}, "Your comment", "Off topic."),
        ({"state": "spam", "reason": "Spam."}, "Your comment", "decided not to"),
    ],
)
def test_confirmation_says_how_it_stands(client, changes, heading, words):
    comment = make_comment(
        email="private@example.net", text="My <b>text</b>", **changes
    )
    response = client.get(comment.get_private_url())
    shown = soup(response)
    assert shown.h1.text == heading
    assert words in " ".join(shown.main.text.split())
    assert comment.reference in shown.main.text
    assert "My <b>text</b>" in shown.main.text
    assert "Spam." not in shown.text
    assert b"private@example.net" not in response.content
    assert shown.select_one('meta[name="robots"]')["content"] == "noindex"
    assert shown.find("a", href=f"{comment.article.get_absolute_url()}#comments")
