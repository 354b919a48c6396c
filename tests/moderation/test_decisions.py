"""A moderator's decision: kept with the comment, in the audit, and felt by readers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Comment, Decision, Edition
from articles.moderation import decide
from tests.factories import make_comment, make_user

pytestmark = pytest.mark.django_db
State = Comment.State


def test_decide_keeps_who_when_and_why():
    comment, moderator = make_comment(), make_user("Moderator", first_name="Mira")
    assert decide([comment], State.DECLINED, by=moderator, why="Off the subject.") == 1
    comment.refresh_from_db()
    assert (comment.state, comment.decided_by, comment.decided_by_name) == (
        State.DECLINED,
        moderator,
        "Mira",
    )
    assert comment.decided_at
    assert comment.reason == "Off the subject."
    decision = Decision.objects.get()
    assert (decision.by_name, decision.before, decision.after, decision.why) == (
        "Mira",
        "waiting",
        "declined",
        "Off the subject.",
    )
    assert comment.email not in f"{decision} {decision.title}"


@pytest.mark.parametrize(
    ("before", "after", "grows"),
    [
        (State.WAITING, State.APPROVED, 1),
        (State.APPROVED, State.WAITING, 1),
        (State.APPROVED, State.SPAM, 1),
        (State.WAITING, State.SPAM, 0),
        (State.DECLINED, State.WAITING, 0),
        (State.APPROVED, State.APPROVED, 0),
    ],
)
def test_decide_grows_the_edition_only_where_readers_notice(before, after, grows):
    comment = make_comment(state=before)
    decide([comment], after, by=None)
    assert Edition.current() == grows
    assert Decision.objects.count() == (before != after)


def test_decide_back_to_waiting_forgets_the_moment_but_not_the_audit():
    comment = make_comment()
    decide([comment], State.APPROVED, by=None)
    decide([comment], State.WAITING, by=None)
    comment.refresh_from_db()
    assert (comment.state, comment.decided_at) == (State.WAITING, None)
    assert Decision.objects.count() == 2


def test_decide_many_at_once():
    comments = [make_comment() for _ in range(3)]
    decide(comments[:1], State.SPAM, by=None)
    assert decide(Comment.objects.all(), State.SPAM, by=None) == 2
    assert Comment.objects.filter(state=State.SPAM).count() == 3


def test_decide_judges_on_what_is_stored_and_not_on_what_was_read():
    comment = make_comment()
    stale = Comment.objects.get(pk=comment.pk)
    decide([comment], State.APPROVED, by=None)
    moderator = make_user("Moderator")
    assert decide([stale], State.SPAM, by=moderator, why="Advertising.") == 1
    last = Decision.objects.order_by("-pk")[0]
    # Readers saw it, so the edition must grow: the stale copy said that it waited.
    assert (last.before, last.after, Edition.current()) == ("approved", "spam", 2)
    assert (stale.state, stale.reason, stale.decided_by) == (
        State.SPAM,
        "Advertising.",
        moderator,
    )
    assert stale.decided_at


def test_decide_of_two_who_decide_the_same_keeps_the_first():
    comment = make_comment()
    stale = Comment.objects.get(pk=comment.pk)
    decide([comment], State.DECLINED, by=None, why="The first.")
    assert decide([stale], State.DECLINED, by=None, why="The second.") == 0
    assert stale.reason == "The first."
    assert Decision.objects.count() == 1


def test_decide_locks_what_it_reads():
    comment = make_comment()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        decide([comment], State.SPAM, by=None)
    if connection.features.has_select_for_update:
        assert any("FOR UPDATE" in query["sql"] for query in queries)
    assert "BEGIN" in queries[0]["sql"] or "SAVEPOINT" in queries[0]["sql"]


@pytest.mark.parametrize("state", ["published", "", "Waiting"])
def test_decide_refuses_what_is_no_state(state):
    comment = make_comment()
    with pytest.raises(ValueError, match="cannot be"):
        decide([comment], state, by=None)
    comment.refresh_from_db()
    assert comment.state == State.WAITING


def test_decide_passes_over_what_is_no_more():
    comment = make_comment()
    Comment.objects.all().delete()
    assert decide([comment], State.SPAM, by=None) == 0
