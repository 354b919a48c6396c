"""Take in a comment: once for each challenge, whoever presses how often."""

import logging
import random
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from articles import captcha, client
from articles.models import Article, Comment, Counter, Spent

from .limits import count_accepted, count_wrong

logger = logging.getLogger(__name__)

FAST = timedelta(seconds=3)
MANY_LINKS = 3
# After this many wrong answers the form offers to do without the sum.
PATIENCE = 2
TIDY_ONE_IN = 50
MOST_WAITING = 1000


class Refused(Exception):
    """The comment was not taken: ``wrong-answer`` or ``reused``.

    ``wrong`` is how many wrong answers there have been in a row.
    """

    def __init__(self, code: str, wrong: int) -> None:
        super().__init__(code)
        self.code = code
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at leaving a comment, its fields already checked.

    ``signs`` are codes of what the door noticed: ``honeypot``, ``no-origin``.
    """

    article: Article
    token: captcha.Token
    name: str
    email: str
    text: str
    answer: str
    wants_no_sum: bool
    address: str
    signs: tuple[str, ...] = ()


def receive(attempt: Attempt, *, at: datetime) -> Comment:
    """Take in the comment, waiting for a moderator, and return it.

    The same attempt sent twice, even at once, is answered with the first comment.
    Raises Refused, having spent the challenge, or OverLimit, having spent nothing.
    """
    suspicions = suspect(attempt, at)
    with transaction.atomic():
        if not spend(attempt):
            return first_of(attempt)
        right = is_right(attempt, suspicions)
        if right:
            count_accepted(attempt.address, attempt.article.pk, at)
            comment = keep(attempt, suspicions, at)
    if not right:
        count_wrong(attempt.address, at)
        logger.info("wrong answer on article %s", attempt.article.pk)
        raise Refused("wrong-answer", attempt.token.wrong + 1)
    tidy_now_and_then(at)
    return comment


def spend(attempt: Attempt) -> bool:
    """Spend the challenge: a page's by this sender, a personal one by anyone."""
    token = attempt.token
    # A page's nonce outlives a month's key; the bucket's hash must not change then.
    spender = sender_of(attempt) if token.kind == "page" else ""
    return Spent.spend(token.nonce, spender, token.until)


def first_of(attempt: Attempt) -> Comment:
    """Return the comment that this challenge has already brought; or refuse."""
    first: Comment | None = Comment.objects.filter(
        nonce=attempt.token.nonce, sender=sender_of(attempt), text=attempt.text
    ).first()
    if first:
        return first
    logger.warning("challenge used again on article %s", attempt.article.pk)
    raise Refused("reused", attempt.token.wrong)


def sender_of(attempt: Attempt) -> str:
    """Return the sender's hash, under the key of the month the challenge was made."""
    return client.sender(attempt.address, attempt.token.issued)


def is_right(attempt: Attempt, suspicions: list[str]) -> bool:
    asked = settings.VIF_COMMENT_SUM
    if asked == "off" or (asked == "suspicion" and not suspicions):
        return True
    if attempt.wants_no_sum and attempt.token.wrong >= PATIENCE:
        return True
    return attempt.token.matches(captcha.read_answer(attempt.answer))


def keep(attempt: Attempt, suspicions: list[str], at: datetime) -> Comment:
    return Comment.objects.create(
        article=attempt.article,
        name=attempt.name,
        email=attempt.email,
        text=attempt.text,
        nonce=attempt.token.nonce,
        sender=sender_of(attempt),
        ip=attempt.address if settings.VIF_RETENTION == "dpdp" else None,
        suspicions=suspicions,
        queue_rank=rank_of(suspicions),
        created_at=at,
    )


def rank_of(suspicions: list[str]) -> Comment.Rank:
    if "honeypot" in suspicions:
        return Comment.Rank.ROBOT
    return Comment.Rank.SUSPECT if suspicions else Comment.Rank.PLAIN


def suspect(attempt: Attempt, at: datetime) -> list[str]:
    """Return what a moderator should know. Suspicion never refuses a comment."""
    token = attempt.token
    is_fast = token.kind == "personal" and at - token.issued < FAST
    links = len(re.findall(r"https?://|www\.", attempt.text, re.IGNORECASE))
    is_repeat = (
        Comment.objects.filter(text=attempt.text, created_at__gt=at - timedelta(days=1))
        .exclude(nonce=token.nonce)
        .exists()
    )
    signs = {
        "fast": is_fast and not token.wrong,
        "links": links >= MANY_LINKS,
        "repeat": is_repeat,
        "without-sum": attempt.wants_no_sum and token.wrong >= PATIENCE,
    }
    return [*attempt.signs, *(code for code, seen in signs.items() if seen)]


def is_queue_full() -> bool:
    """Tell whether so many comments wait that no more are taken."""
    return Comment.objects.waiting()[:MOST_WAITING].count() >= MOST_WAITING


def tidy_now_and_then(at: datetime) -> None:
    """Delete some dead rows after one comment in fifty."""
    if random.randrange(TIDY_ONE_IN) == 0:  # noqa: S311 -- no secret
        Spent.tidy(at)
        Counter.tidy(at)
