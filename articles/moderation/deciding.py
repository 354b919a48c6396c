"""A moderator decides: approve, decline, spam, or back to waiting."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from articles.audit import record
from articles.models import Comment, User

State = Comment.State


@transaction.atomic
def decide(
    comments: Iterable[Comment], state: str, *, by: User | None, why: str = ""
) -> int:
    """Give each comment this state; return how many were not in it before.

    Who decided, when and why is kept with the comment and in the audit.
    """
    changed = 0
    for comment in comments:
        before = comment.state
        if before == state:
            continue
        comment.state = state
        comment.reason = why
        comment.decided_by = by
        comment.decided_by_name = by.display_name if by else ""
        comment.decided_at = None if state == State.WAITING else timezone.now()
        comment.save(
            update_fields=[
                "state", "reason", "decided_by", "decided_by_name", "decided_at",
            ]
        )  # fmt: skip
        is_public = State.APPROVED in {before, state}
        record(
            "comment", comment, by=by, before=before, after=state, why=why,
            is_public=is_public,
        )  # fmt: skip
        changed += 1
    return changed
