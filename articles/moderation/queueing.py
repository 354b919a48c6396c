"""How long the queue of waiting comments may grow."""

from django.db.models import Exists

from articles.models import Comment
from articles.models.comment import CommentQuerySet

MOST_WAITING = 1000


def is_queue_full() -> bool:
    """Tell whether so many comments wait that no more are taken."""
    return last_place().exists()


def has_full_queue() -> Exists:
    """Return the same as a part of a query that is asked anyway."""
    return Exists(last_place())


def last_place() -> CommentQuerySet:
    """Return the comment in the last place of the queue, if the queue is so long."""
    return Comment.objects.waiting()[MOST_WAITING - 1 : MOST_WAITING]
