"""The moderation queue: read in the row, decided one by one or many at once."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.utils import timezone

from articles.models import Comment, Decision, Edition
from tests.factories import make_article, make_comment, make_user

from .filling import fields_of, text_of
from .test_article import HOSTILE

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/comment/"


def page_of(comment):
    return f"{LIST}{comment.pk}/change/"


def decide(client, comment, state, **fields):
    data = fields_of(client.get(page_of(comment))) | {"_decide": state} | fields
    return client.post(page_of(comment), data, follow=True)


def test_queue_shows_what_waits_the_whole_text_in_the_row(moderator):
    words = "A long thought. " * 60
    make_comment(text=f"{words}\n\nThe end of it.")
    make_comment(text="Seen.", state="approved", decided_by_name="Mira")
    page = moderator.get(LIST)
    assert "The end of it." in text_of(page, "#result_list")
    assert "Seen." not in text_of(page, "#result_list")
    page = moderator.get(f"{LIST}?state=approved")
    assert "Seen." in text_of(page, "#result_list")
    assert "Approved, Mira, " in text_of(page, ".field-decided")
    assert "IST" in text_of(page, ".field-decided")


def test_queue_has_the_doubtful_first_and_robots_last(moderator):
    make_comment(text="Robot", queue_rank=Comment.Rank.ROBOT, suspicions=["honeypot"])
    make_comment(text="Plain")
    make_comment(text="Doubtful", queue_rank=Comment.Rank.SUSPECT, suspicions=["links"])
    page = moderator.get(LIST)
    assert text_of(page, ".field-words").split() == ["Doubtful", "Plain", "Robot"]
    assert "Filled in the hidden field" in text_of(page, ".field-noticed")


def test_row_says_what_it_replies_to(moderator):
    first = make_comment(name="Ravi", state="approved")
    make_comment(first.article, in_reply_to=first)
    assert "in reply to Ravi" in text_of(moderator.get(LIST), ".field-on")


@pytest.mark.parametrize(
    ("start", "end", "is_public"),
    [
        ("waiting", "approved", True),
        ("waiting", "declined", False),
        ("waiting", "spam", False),
        ("approved", "waiting", True),
        ("approved", "spam", True),
        ("spam", "waiting", False),
    ],
)
def test_each_decision_is_kept_with_its_reason(moderator, start, end, is_public):
    comment = make_comment(state=start)
    before = Edition.current()
    response = decide(moderator, comment, end, _why=" Off the point. ")
    comment.refresh_from_db()
    assert (comment.state, comment.reason) == (end, "Off the point.")
    assert comment.decided_by_name == moderator.user.display_name
    assert (comment.decided_at is None) == (end == "waiting")
    made = Decision.objects.get()
    assert (made.what, made.before, made.after, made.why, made.by) == (
        "comment", start, end, "Off the point.", moderator.user,
    )  # fmt: skip
    assert Edition.current() - before == int(is_public)
    label = Comment.State(end).label
    assert f"{comment}: {label}." in text_of(response, ".messagelist")


def test_same_decision_twice_is_one(moderator):
    comment = make_comment()
    data = fields_of(moderator.get(page_of(comment))) | {"_decide": "approved"}
    for _ in range(2):
        moderator.post(page_of(comment), data)
    assert Decision.objects.count() == 1


def test_many_are_decided_at_once_with_one_reason(moderator):
    comments = [make_comment() for _ in range(3)]
    left = make_comment()
    chosen = {
        "action": "decide_declined",
        "_selected_action": [each.pk for each in comments],
        "why": "Not civil.",
    }
    response = moderator.post(LIST, chosen, follow=True)
    assert "3 comments: Declined." in text_of(response, ".messagelist")
    assert Comment.objects.filter(state="declined", reason="Not civil.").count() == 3
    left.refresh_from_db()
    assert left.state == "waiting"
    assert Decision.objects.filter(what="comment", after="declined").count() == 3


def test_decided_comment_is_put_back_to_waiting_in_bulk(moderator):
    comment = make_comment(state="spam")
    chosen = {"action": "decide_waiting", "_selected_action": [comment.pk]}
    moderator.post(f"{LIST}?state=spam", chosen)
    comment.refresh_from_db()
    assert (comment.state, comment.decided_at) == ("waiting", None)


def test_decision_by_someone_without_the_right_is_ignored(log_in):
    user = make_user()
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["view_comment", "change_comment"])
    )
    client, comment = log_in(user), make_comment()
    page = client.get(page_of(comment))
    assert b"_decide" not in page.content
    client.post(page_of(comment), fields_of(page) | {"_decide": "approved"})
    chosen = {"action": "decide_approved", "_selected_action": [comment.pk]}
    client.post(LIST, chosen)
    comment.refresh_from_db()
    assert comment.state == "waiting"


@pytest.mark.parametrize("state", ["published", "", "APPROVED", "waiting"])
def test_unknown_decision_changes_nothing(moderator, state):
    comment = make_comment()
    decide(moderator, comment, state)
    comment.refresh_from_db()
    assert (comment.state, Decision.objects.count()) == ("waiting", 0)


def test_moderator_is_told_at_the_field_that_the_commenter_reads_the_reason(moderator):
    comment = make_comment()
    queue = BeautifulSoup(moderator.get(LIST).content, "html.parser")
    field = queue.select_one(".actions input[name=why]")
    label = " ".join(field.find_parent("label").text.split())
    assert label == "Reason, which the commenter reads if you decline:"
    page = BeautifulSoup(moderator.get(page_of(comment)).content, "html.parser")
    field = page.select_one("input[name=_why]")
    assert page.find(id=field["aria-describedby"]).text == (
        "If you decline the comment, the commenter reads the reason on their page."
    )


def test_reason_with_a_null_character_is_taken_without_it(moderator):
    comment = make_comment()
    decide(moderator, comment, "declined", _why="a\0b")
    comment.refresh_from_db()
    assert comment.reason == "ab"
    chosen = {"action": "decide_spam", "_selected_action": [comment.pk], "why": "a\0b"}
    assert moderator.post(f"{LIST}?state=declined", chosen).status_code < 500


def test_nobody_rewrites_a_comment(moderator):
    comment = make_comment(text="As written.")
    data = fields_of(moderator.get(page_of(comment))) | {
        "text": "Rewritten.", "name": "Other", "email": "x@example.org",
        "state": "approved", "article": make_article().pk, "is_by_author": "on",
    }  # fmt: skip
    before = Comment.objects.values().get()
    moderator.post(page_of(comment), data)
    assert Comment.objects.values().get() == before | {"is_by_author": True}
    assert Decision.objects.get().after == "is_by_author"


def test_author_s_label_and_approval_go_in_one_press(moderator):
    comment = make_comment()
    decide(moderator, comment, "approved", is_by_author="on")
    comment.refresh_from_db()
    assert (comment.state, comment.is_by_author) == ("approved", True)


def test_enter_in_the_reason_decides_nothing(moderator):
    page = BeautifulSoup(moderator.get(page_of(make_comment())).content, "html.parser")
    first = page.select_one("#comment_form [type=submit]")
    assert first["name"] == "_continue"


def test_email_is_seen_only_with_the_right(moderator, log_in):
    comment = make_comment(email="canary@example.org")
    reader = make_user()
    reader.user_permissions.set(
        Permission.objects.filter(codename__in=["view_comment", "moderate_comment"])
    )
    pages = (page_of(comment), LIST, f"{LIST}{comment.pk}/history/", f"{LIST}?q=canary")
    assert b"canary" in moderator.get(page_of(comment)).content
    for path in pages:
        found = log_in(reader).get(path).content.decode()
        assert "canary@" not in found


def test_hostile_comment_is_shown_as_it_is(moderator, editor):
    comment = make_comment(
        make_article(title=HOSTILE), name=HOSTILE, text=HOSTILE, email="a@example.org"
    )
    done = decide(moderator, comment, "approved", _why=HOSTILE)
    pages = [done, moderator.get(f"{LIST}?state=all"), moderator.get(page_of(comment))]
    pages += [moderator.get(f"{LIST}{comment.pk}/history/")]
    pages += [editor.get("/admin/articles/decision/"), moderator.get("/admin/")]
    for response in pages:
        page = BeautifulSoup(response.content, "html.parser")
        assert response.status_code == 200
        assert not page.select("img[src=x], [onerror], script:not([src])")
    assert HOSTILE in text_of(pages[1], ".field-words")
    assert HOSTILE in text_of(pages[2], ".field-reason")


@pytest.mark.parametrize("count", [1, 3])
def test_queue_asks_the_same_number_of_queries(
    moderator, count, django_assert_num_queries
):
    for _ in range(count):
        first = make_comment(state="approved")
        make_comment(first.article, in_reply_to=first)
    with django_assert_num_queries(8):
        moderator.get(LIST)


def test_waiting_comments_are_counted_on_the_first_page(moderator, contributor):
    for _ in range(2):
        make_comment()
    make_comment(state="spam")
    assert "2 comments to read" in text_of(moderator.get("/admin/"), ".today")
    assert "to read" not in text_of(contributor.get("/admin/"), ".today")


def test_first_page_names_what_waits_for_each(editor, contributor):
    make_article(title="Handed in", status="in_review", published_at=None)
    make_article(
        title="Begun", status="draft", published_at=None, owner=contributor.user
    )
    assert "In review: Handed in" in text_of(editor.get("/admin/"), ".today")
    assert "Begun" not in text_of(editor.get("/admin/"), ".today")
    assert "Your draft: Begun" in text_of(contributor.get("/admin/"), ".today")
    assert "Handed in" not in text_of(contributor.get("/admin/"), ".today")


def test_first_page_says_when_nothing_waits(contributor):
    assert "Nothing else today." in text_of(contributor.get("/admin/"), ".today")


def test_approved_comment_is_found_on_the_site(moderator):
    comment = make_comment(state="approved")
    late = make_comment(
        make_article(published_at=timezone.now() + timedelta(days=1)), state="approved"
    )
    assert b"viewsitelink" in moderator.get(page_of(comment)).content
    assert b"viewsitelink" not in moderator.get(page_of(late)).content
    assert b"viewsitelink" not in moderator.get(page_of(make_comment())).content
