"""What happens to comments: one is received, moderators decide.

There is one way in for every comment, ``receive``. Nothing it does makes a comment
public; only ``decide`` does, and it is a person's act.
"""

from .deciding import decide
from .limits import OverLimit, check_limits
from .queueing import has_full_queue, is_queue_full
from .receiving import PATIENCE, Attempt, Refused, is_sum_asked, receive
from .room import NoRoom
from .tidying import tidy_now_and_then

__all__ = [
    "PATIENCE",
    "Attempt",
    "NoRoom",
    "OverLimit",
    "Refused",
    "check_limits",
    "decide",
    "has_full_queue",
    "is_queue_full",
    "is_sum_asked",
    "receive",
    "tidy_now_and_then",
]
