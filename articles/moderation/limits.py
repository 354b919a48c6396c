"""How often one sender may do what; counted in SQL, so all processes count together.

A sender is counted under the keyed hash of the address, never under the address.
The hash's key changes with the month, so at its turn every count and every pause
begins anew: once a month a sender may do twice as much, and no list outlives it.
"""

from datetime import datetime, timedelta

from django.conf import settings

from articles.client import sender
from articles.models import Counter

PAUSE = timedelta(minutes=15)


class OverLimit(Exception):
    """Too many; ``seconds`` says how long to wait.

    ``whose`` says of whom there were too many: one ``address``, one ``article`` or
    the whole ``site``.
    """

    def __init__(self, seconds: int, whose: str = "address") -> None:
        super().__init__(f"over the limit of the {whose} for {seconds} seconds")
        self.seconds = seconds
        self.whose = whose


def check_limits(address: str, now: datetime) -> None:
    """Count one post from this address; raise OverLimit while it may not post."""
    key = sender(address, now)
    held = Counter.held_until(f"wrong:{key}", now)
    if held:
        raise OverLimit(int((held - now).total_seconds()) + 1)
    count("posts", key, now)


def count_wrong(address: str, now: datetime) -> None:
    """Count one wrong answer; after too many of them the sender must pause."""
    key = sender(address, now)
    for most, seconds in settings.VIF_LIMITS["wrong"]:
        if Counter.add(f"wrong:{key}", seconds, now) >= most:
            Counter.hold(f"wrong:{key}", now + PAUSE)


def count_accepted(address: str, article: int, now: datetime) -> None:
    """Count a comment that is about to be taken; raise OverLimit beyond a limit.

    Runs in the transaction that takes the comment: when it raises, nothing counts.
    """
    count("accepted", sender(address, now), now)
    count("article", str(article), now, whose="article")
    count("site", "all", now, whose="site")


def count(what: str, key: str, now: datetime, *, whose: str = "address") -> None:
    for most, seconds in settings.VIF_LIMITS[what]:
        if Counter.add(f"{what}:{key}", seconds, now) > most:
            raise OverLimit(seconds - int(now.timestamp()) % seconds, whose)
