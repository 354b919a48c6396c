"""Take away what is dead: challenges that nobody can answer, counts that are over."""

import logging
import random
from datetime import datetime

from django.db import Error, transaction

from articles.models import Counter, Spent

logger = logging.getLogger(__name__)

ONE_IN = 50


def tidy_now_and_then(at: datetime) -> None:
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
