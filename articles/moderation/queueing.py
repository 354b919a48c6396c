"""How long the queue of waiting comments may grow."""

from django.db.models import Exists

from articles.models import Comment

MOST_WAITING = 1000


def is_queue_full() -> bool:
    """Tell whether so many comments wait that no more are taken."""
    last = MOST_WAITING - 1
    return Comment.objects.waiting()[last:MOST_WAITING].exists()


def has_full_queue() -> Exists:
    """Return the same as a part of a query that is asked anyway."""
    last = MOST_WAITING - 1
    return Exists(Comment.objects.waiting()[last:MOST_WAITING])
