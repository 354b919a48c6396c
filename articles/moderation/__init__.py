"""What happens to comments: one is received, moderators decide.

There is one way in for every comment, ``receive``. Nothing it does makes a comment
public; only ``decide`` does, and it is a person's act.
"""

from .deciding import decide
from .limits import OverLimit, check_limits
from .receiving import PATIENCE, Attempt, Refused, is_queue_full, receive

__all__ = [
    "PATIENCE",
    "Attempt",
    "OverLimit",
    "Refused",
    "check_limits",
    "decide",
    "is_queue_full",
    "receive",
]
