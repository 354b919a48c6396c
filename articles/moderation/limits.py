"""How often one sender may do what; counted in SQL, so all processes count together.

A sender is counted under a keyed hash of the address, never under the address; the
network that the sender is in, under another. No network may use up more than its share
of what an article or the site takes, and robots that fill in the hidden field use up
none of it: so neither can close an article or the site to everyone else.
"""

from datetime import datetime, timedelta

from django.conf import settings

from articles.client import bucket, code, network
from articles.models import Counter

PAUSE = timedelta(minutes=15)
# One network may have one part in so many of what is there for all.
SHARES = 4


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
