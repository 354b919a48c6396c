"""A moderator decides: approve, decline, spam, or back to waiting."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from articles.audit import record
from articles.models import Comment, User

State = Comment.State


DECISION = ("state", "reason", "decided_by", "decided_by_name", "decided_at", "network")


@transaction.atomic
def decide(
    comments: Iterable[Comment], state: str, *, by: User | None, why: str = ""
) -> int:
    """Give each comment this state; return how many were not in it before.

    What is stored decides, not what was read some time ago: of two moderators at once
    the later sees the work of the first. The comments given then say what is stored.
    Who decided, when and why is kept with the comment and in the audit. Raises
    ValueError for a state that there is not.
    """
    if state not in State.values:
        raise ValueError(f"A comment cannot be “{state}”. Use one of Comment.State.")
    given = {comment.pk: comment for comment in comments}
    # In one order, so that two moderators with the same comments cannot lock each other.
    stored = (
        Comment.objects.select_for_update().filter(pk__in=list(given)).order_by("pk")
    )
    changed = 0
    for comment in stored:
        if comment.state != state:
            give_state(comment, state, by=by, why=why)
            changed += 1
        for name in DECISION:
            setattr(given[comment.pk], name, getattr(comment, name))
    return changed


def give_state(comment: Comment, state: str, *, by: User | None, why: str) -> None:
    before = comment.state
    comment.state = state
    comment.reason = why
    comment.decided_by = by
    comment.decided_by_name = by.display_name if by else ""
    comment.decided_at = None if state == State.WAITING else timezone.now()
    comment.network = ""  # it no longer takes up a place of the queue
    comment.save(update_fields=DECISION)
    record(
        "comment",
        comment,
        by=by,
        before=before,
        after=state,
        why=why,
        is_public=State.APPROVED in {before, state},
    )
