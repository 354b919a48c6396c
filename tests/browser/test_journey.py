"""From a visitor's comment to its place on the page, as people do it."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from playwright.sync_api import expect

from articles.models import Comment
from tests.factories import make_user

pytestmark = pytest.mark.browser


@pytest.fixture
def moderator(site):
    call_command("set_up_groups", verbosity=0)
    user = make_user("Moderator", username="mira", password="read every word")
    assert Group.objects.get(name="Moderator") in user.groups.all()
    return user


def solve(page):
    first, second = re.search(r"(\d+) \+ (\d+) =", page.inner_text("form")).groups()
    return int(first) + int(second)


def post_with_a_wrong_sum_first(page):
    """Leave a comment as a visitor; return it, the page now being its own."""
    page.fill("#name", "Nila Reader")
    page.fill("#email", "nila@example.org")
    page.fill("#text", "I counted the wells myself.\n\nThere are <b>eleven</b>.")
    page.fill("#answer", "99")
    page.click("text=Post comment")
    assert page.title().startswith("Error: ")
    assert "That answer was not right" in page.inner_text("main")
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.input_value("#name") == "Nila Reader"
    assert page.input_value("#text").endswith("There are <b>eleven</b>.")
    page.fill("#answer", str(solve(page)))
    page.click("text=Post comment")
    return Comment.objects.get(name="Nila Reader")


def approve(desk, comment):
    """Log in as a moderator, find the comment in the queue and approve it."""
    desk.fill("#id_username", "mira")
    desk.fill("#id_password", "read every word")
    desk.click("[type=submit]")
    desk.click("text=1 comment to read")
    assert "I counted the wells myself." in desk.inner_text("#result_list")
    desk.check(f"input.action-select[value='{comment.pk}']")
    desk.select_option("select[name=action]", label="Approve")
    desk.click("button[name=index]")
    assert "1 comment: Approved." in desk.inner_text(".messagelist")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_journey_from_a_wrong_sum_to_the_page(visit, moderator, javascript):
    page = visit("/articles/notes/", javascript=javascript)
    comment = post_with_a_wrong_sum_first(page)
    assert page.inner_text("h1") == "Comment received"
    assert comment.reference in page.inner_text("main")
    received = page.url
    page.reload()
    assert Comment.objects.filter(name="Nila Reader").count() == 1
    page.click("text=Back to the article")
    assert "Nila Reader" not in page.inner_text("main")
    approve(visit("/admin/", javascript=javascript), comment)
    page.goto(received)
    page.click("text=Back to the article")
    page.reload()  # browsers keep a page for a minute
    shown = page.locator(f"#comment-{comment.pk}")
    assert "There are <b>eleven</b>." in shown.inner_text()
    assert "nila@example.org" not in page.content()
