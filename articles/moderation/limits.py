"""How many comments may come: from one address, for an article, at all."""

import logging
import random
import shutil
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error, transaction
from django.db.models import Exists

from articles.client import bucket, code, network
from articles.models import Comment, Counter, Spent
from articles.models.comment import CommentQuerySet

PAUSE = timedelta(minutes=15)
# One network may have one part in so many of what is there for all.
SHARES = 4
MOST_WAITING = 1000
MOST_ROBOTS = 1000
DAY = 86400
logger = logging.getLogger(__name__)
ONE_IN = 50


class OverLimit(Exception):
    """Too many; ``seconds`` says how long to wait.

    ``whose`` says of whom there were too many: one ``address``, one ``network``, one
    ``article`` or the whole ``site``.
    """

    def __init__(self, seconds: int, whose: str = "address") -> None:
        super().__init__(f"over the limit of the {whose} for {seconds} seconds")
        self.seconds = seconds
        self.whose = whose


def check_limits(address: str, now: datetime) -> None:
    """Count one post from this address; raise OverLimit while it may not post."""
    key = code(bucket(address))
    held = Counter.held_until(f"wrong:{key}", now)
    if held:
        raise OverLimit(int((held - now).total_seconds()) + 1)
    count("posts", key, now)


def count_wrong(address: str, now: datetime) -> None:
    """Count one wrong answer; after too many of them the sender must pause."""
    key = code(bucket(address))
    for most, seconds in settings.VIF_LIMITS["wrong"]:
        if Counter.add(f"wrong:{key}", seconds, now) >= most:
            Counter.hold(f"wrong:{key}", now + PAUSE)


def count_accepted(address: str, article: int, now: datetime) -> None:
    """Count a person's comment that is about to be taken; raise OverLimit beyond a limit.

    Runs in the transaction that takes the comment: when it raises, nothing counts.
    """
    count_sender(address, now)
    house, on = code(network(address)), str(article)
    count("article", f"{on}:{house}", now, whose="network", shares=SHARES)
    count("site", f"all:{house}", now, whose="network", shares=SHARES)
    count("article", on, now, whose="article")
    count("site", "all", now, whose="site")


def count_sender(address: str, now: datetime) -> None:
    """Count a comment by its sender alone, as a robot's is."""
    count("accepted", code(bucket(address)), now)


def count(
    what: str, key: str, now: datetime, *, whose: str = "address", shares: int = 1
) -> None:
    for most, seconds in settings.VIF_LIMITS[what]:
        if Counter.add(f"{what}:{key}", seconds, now) > share_of(most, shares):
            raise OverLimit(seconds - int(now.timestamp()) % seconds, whose)


def share_of(most: int, shares: int = SHARES) -> int:
    """Return one share of so many, which is never nothing."""
    return max(1, most // shares) if shares > 1 else most


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


class DiskFull(Exception):
    """The disk is almost full, and nothing was stored."""


def check_room() -> None:
    """Raise DiskFull while less is free than VIF_LEAST_FREE_MB, where the data lies."""
    least = settings.VIF_LEAST_FREE_MB
    if shutil.disk_usage(settings.VIF_DATA_DIR).free < least * 2**20:
        logger.error(
            "less than %s MB are free: no comments and no files are taken", least
        )
        raise DiskFull


def delete_expired(at: datetime) -> None:
    """Delete some dead rows at one call in fifty, after whatever became of the post.

    In a transaction of its own: a failure is logged and changes nothing else.
    """
    if random.randrange(ONE_IN):  # noqa: S311 -- no secret
        return
    try:
        with transaction.atomic():
            Spent.tidy(at)
            Counter.tidy(at)
    except Error:
        logger.exception("dead rows could not be deleted")
