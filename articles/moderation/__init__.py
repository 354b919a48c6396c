"""What happens to comments: one is received, moderators decide.

There is one way in for every comment, ``receive``. Nothing it does makes a comment
public; only ``decide`` does, and it is a person's act.
"""

from .decisions import decide
from .limits import (
    DiskFull,
    OverLimit,
    check_limits,
    delete_expired,
    has_full_queue,
    is_queue_full,
)
from .submission import PATIENCE, Attempt, Refused, is_sum_asked, receive

__all__ = [
    "PATIENCE",
    "Attempt",
    "DiskFull",
    "OverLimit",
    "Refused",
    "check_limits",
    "decide",
    "delete_expired",
    "has_full_queue",
    "is_queue_full",
    "is_sum_asked",
    "receive",
]
