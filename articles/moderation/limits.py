"""How often one sender may do what; counted in SQL, so all processes count together."""

from datetime import datetime, timedelta

from django.conf import settings

from articles.client import bucket
from articles.models import Counter

PAUSE = timedelta(minutes=15)


class OverLimit(Exception):
    """Too many; ``seconds`` says how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"over the limit for {seconds} seconds")
        self.seconds = seconds


def check_limits(address: str, now: datetime) -> None:
    """Count one post from this address; raise OverLimit while it may not post."""
    sender = bucket(address)
    held = Counter.held_until(f"wrong:{sender}", now)
    if held:
        raise OverLimit(int((held - now).total_seconds()) + 1)
    count("posts", sender, now)


def count_wrong(address: str, now: datetime) -> None:
    """Count one wrong answer; after too many of them the sender must pause."""
    sender = bucket(address)
    for most, seconds in settings.VIF_LIMITS["wrong"]:
        if Counter.add(f"wrong:{sender}", seconds, now) >= most:
            Counter.hold(f"wrong:{sender}", now + PAUSE)


def count_accepted(address: str, article: int, now: datetime) -> None:
    """Count a comment that is about to be taken; raise OverLimit beyond a limit.

    Runs in the transaction that takes the comment: when it raises, nothing counts.
    """
    count("accepted", bucket(address), now)
    count("article", str(article), now)
    count("site", "all", now)


def count(what: str, whose: str, now: datetime) -> None:
    for most, seconds in settings.VIF_LIMITS[what]:
        if Counter.add(f"{what}:{whose}", seconds, now) > most:
            raise OverLimit(seconds - int(now.timestamp()) % seconds)
