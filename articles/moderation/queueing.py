"""How long the queue of waiting comments may grow.

It is people who are counted. Comments that came with the hidden field filled in stand
in a corner of their own, as large again; and no network may fill the queue alone.
"""

from django.db.models import Exists

from articles.models import Comment
from articles.models.comment import CommentQuerySet

from .limits import OverLimit, share_of

MOST_WAITING = 1000
MOST_ROBOTS = 1000
DAY = 86400


def is_queue_full() -> bool:
    """Tell whether so many comments wait that no more are taken."""
    return last_place().exists()


def has_full_queue() -> Exists:
    """Return the same as a part of a query that is asked anyway."""
    return Exists(last_place())


def last_place() -> CommentQuerySet:
    """Return the comment in the last place of the queue, if the queue is so long."""
    people = Comment.objects.waiting().filter(queue_rank__lt=Comment.Rank.ROBOT)
    return people[MOST_WAITING - 1 : MOST_WAITING]


def is_corner_full() -> bool:
    """Tell whether so many comments of robots wait that no more are kept."""
    robots = Comment.objects.waiting().filter(queue_rank=Comment.Rank.ROBOT)
    return robots[MOST_ROBOTS - 1 : MOST_ROBOTS].exists()


def check_share(network: str) -> None:
    """Raise OverLimit if as many comments of this network wait as may of any one.

    ``network`` is the code that comments keep while they wait.
    """
    most = share_of(MOST_WAITING)
    if Comment.objects.waiting().filter(network=network)[most - 1 : most].exists():
        raise OverLimit(DAY, "network")
