"""Take in a comment: once for each challenge, whoever presses how often."""

import json
import logging
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from articles import captcha, client
from articles.models import Article, Comment, Spent

from .limits import (
    check_room,
    check_share,
    count_accepted,
    count_sender,
    count_wrong,
    is_corner_full,
)

logger = logging.getLogger(__name__)

FAST = timedelta(seconds=3)
MANY_LINKS = 3
# After this many wrong answers the form offers to do without the sum.
PATIENCE = 2


class Refused(Exception):
    """The comment was not taken: a ``wrong-answer``, a challenge ``reused``, or else.

    ``sum-wanted`` asks for the sum, which was not asked before; ``hidden-field`` asks
    to leave that field empty, since too many wait that did not. ``wrong`` is how many
    wrong answers there have been in a row.
    """

    def __init__(self, code: str, wrong: int = 0) -> None:
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
    Raises Refused when the answer was wrong or the challenge is spent; having spent
    nothing, Refused when a sum is wanted or no more robots are, OverLimit, or DiskFull.
    """
    check_room()
    suspicions = suspect(attempt, at)
    with transaction.atomic():
        if not spend(attempt):
            return first_of(attempt)
        if is_sum_wanted(attempt, suspicions):
            raise Refused("sum-wanted")
        if is_right(attempt):
            return keep(attempt, suspicions, at)
        # With the spent challenge, or neither: else a failure here costs the sum.
        count_wrong(attempt.address, at)
    logger.info("wrong answer on article %s", attempt.article.pk)
    raise Refused("wrong-answer", attempt.token.wrong + 1)


def spend(attempt: Attempt) -> bool:
    """Spend the challenge: a page's for this comment alone, a personal one for all."""
    token = attempt.token
    if token.kind != "page":
        return Spent.spend(token.nonce, "", "", token.until)
    # A page's nonce outlives a month's key; the bucket's hash must not change then.
    sender, digest = sender_of(attempt), digest_of(attempt)
    return Spent.spend(token.nonce, sender, digest, token.until)


def first_of(attempt: Attempt) -> Comment:
    """Return the comment that this attempt has already brought; or refuse."""
    first: Comment | None = Comment.objects.filter(**same(attempt)).first()
    if first:
        return first
    logger.warning("challenge used again on article %s", attempt.article.pk)
    raise Refused("reused")


def same(attempt: Attempt) -> dict[str, str]:
    """Return by which fields the comment of this very attempt is known.

    Two people of one office may write the same words under one page's challenge.
    """
    return {
        "nonce": attempt.token.nonce,
        "sender": sender_of(attempt),
        "name": attempt.name,
        "email": attempt.email,
        "text": attempt.text,
    }


def digest_of(attempt: Attempt) -> str:
    """Return a keyed hash of what was sent but for the answer.

    So a second answer to the same comment is a guess, and is not judged.
    """
    sent = json.dumps([attempt.name, attempt.email, attempt.text])
    return captcha.keyed(attempt.token.key, f"sent|{sent}")[:16].hex()


def sender_of(attempt: Attempt) -> str:
    """Return the sender's hash, under month and key of the challenge.

    So that neither the turn of a month nor a change of key makes a sender another.
    """
    token = attempt.token
    return client.sender(attempt.address, token.issued, key=token.key)


def is_sum_asked(challenge: captcha.Challenge | captcha.Token) -> bool:
    """Tell whether a form with this challenge shows its sum."""
    asked: str = settings.VIF_COMMENT_SUM
    return asked == "always" or (asked == "suspicion" and challenge.is_asked)


def is_sum_wanted(attempt: Attempt, suspicions: list[str]) -> bool:
    """Tell whether a suspicion calls for the sum, which was not asked before."""
    is_asked_then = settings.VIF_COMMENT_SUM == "suspicion" and bool(suspicions)
    return is_asked_then and not attempt.token.is_asked


def is_right(attempt: Attempt) -> bool:
    if not is_sum_asked(attempt.token):
        return True
    if attempt.wants_no_sum and attempt.token.wrong >= PATIENCE:
        return True
    return attempt.token.matches(captcha.read_answer(attempt.answer))


def keep(attempt: Attempt, suspicions: list[str], at: datetime) -> Comment:
    """Count the comment and store it, a robot's apart from those of people."""
    rank, network = rank_of(suspicions), ""
    if rank == Comment.Rank.ROBOT:
        if is_corner_full():
            raise Refused("hidden-field")
        count_sender(attempt.address, at)
    else:
        network = client.code(client.network(attempt.address))
        check_share(network)
        count_accepted(attempt.address, attempt.article.pk, at)
    return Comment.objects.create(
        article=attempt.article,
        name=attempt.name,
        email=attempt.email,
        text=attempt.text,
        nonce=attempt.token.nonce,
        sender=sender_of(attempt),
        network=network,
        ip=attempt.address if settings.VIF_RETENTION == "dpdp" else None,
        suspicions=suspicions,
        queue_rank=rank,
        created_at=at,
    )


def rank_of(suspicions: list[str]) -> Comment.Rank:
    if "honeypot" in suspicions:
        return Comment.Rank.ROBOT
    return Comment.Rank.SUSPECT if suspicions else Comment.Rank.PLAIN


def suspect(attempt: Attempt, at: datetime) -> list[str]:
    """Return what a moderator should know. Suspicion never refuses a comment."""
    token = attempt.token
    is_given_back = token.wrong > 0 or token.is_asked
    is_fast = token.kind == "personal" and at - token.issued < FAST
    links = len(re.findall(r"https?://|www\.", attempt.text, re.IGNORECASE))
    signs = {
        "fast": is_fast and not is_given_back,
        "links": links >= MANY_LINKS,
        "repeat": is_repeat(attempt, at),
        "without-sum": attempt.wants_no_sum and token.wrong >= PATIENCE,
    }
    return [*attempt.signs, *(code for code, seen in signs.items() if seen)]


def is_repeat(attempt: Attempt, at: datetime) -> bool:
    """Tell whether the same text came within a day, but for this very attempt."""
    recent = Comment.objects.filter(created_at__gt=at - timedelta(days=1))
    return recent.filter(text=attempt.text).exclude(**same(attempt)).exists()
