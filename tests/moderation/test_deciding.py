"""A moderator's decision: kept with the comment, in the audit, and felt by readers."""

import pytest

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
