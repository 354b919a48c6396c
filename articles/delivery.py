"""Send what waits in the outbox: mails, and word to search engines (IndexNow)."""

import http.client
import json
import logging
import smtplib
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from .models import Article, Outbox

TIMEOUT = 20  # seconds
# After each attempt; the first is also how long nobody else takes up a letter, so it
# is much longer than an attempt can last.
WAITS = [timedelta(minutes=m) for m in (5, 15, 60, 240, 720, 1440, 2880, 2880)]
# Addresses in one message to search engines; IndexNow allows 10,000.
MOST_PINGS = 1000
KEPT = timedelta(days=30)
FAILURES = (OSError, http.client.HTTPException, smtplib.SMTPException, ValueError)
Kind = Outbox.Kind
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one message: how many rows it stood for, and whether it is sent."""

    kind: str
    count: int
    is_sent: bool


def send_outbox() -> Iterator[Outcome]:
    """Send all that is due, one message at a time.

    It may be stopped between any two, and run twice at once: each row is claimed
    before it is sent, and tried again later if it could not be. A mail may go out twice
    only if the machine stops in the very moment between sending and noting it.
    """
    forget_sent()
    now = timezone.now()
    while mails := claim(Kind.MAIL, now, most=1):
        yield attempt(send_mail, mails)
    while pings := claim(Kind.PING, now, most=MOST_PINGS):
        yield attempt(send_pings, pings)


@transaction.atomic
def claim(kind: str, at: datetime, *, most: int) -> list[Outbox]:
    """Take what is due for this run, by moving its next attempt away."""
    due = Outbox.objects.due(at).filter(kind=kind)
    rows = list(due.select_for_update(skip_locked=True)[:most])
    for row in rows:
        row.due_at = timezone.now() + WAITS[row.attempts]
        row.attempts += 1
    Outbox.objects.bulk_update(rows, ["due_at", "attempts"], batch_size=200)
    return rows


def attempt(send: Callable[[list[Outbox]], None], rows: list[Outbox]) -> Outcome:
    """Send, and note that it is sent; what fails is logged and stays due for later."""
    kind = rows[0].kind
    try:
        send(rows)
    except FAILURES as error:
        logger.warning("%s not sent: %s", kind, type(error).__name__)
        return Outcome(kind, len(rows), is_sent=False)
    keys = [row.pk for row in rows]
    Outbox.objects.filter(pk__in=keys).update(sent_at=timezone.now())
    return Outcome(kind, len(rows), is_sent=True)


def send_mail(rows: list[Outbox]) -> None:
    """Send one mail. Raises OSError or SMTPException."""
    [row] = rows
    connection = get_connection(timeout=TIMEOUT)
    EmailMessage(
        row.subject, row.text, to=[row.recipient], connection=connection
    ).send()


def send_pings(rows: list[Outbox]) -> None:
    """Tell search engines of these articles, in one message. Raises OSError.

    What was scheduled and taken back before its moment stays unknown to them.
    """
    found = Article.objects.filter(pk__in=[row.article_id for row in rows])
    seen = [article for article in found.order_by("pk") if article.was_published]
    site, key = settings.VIF_SITE_URL, settings.VIF_INDEXNOW_KEY
    if not seen or not key:
        return
    told = {
        "host": urlsplit(site).netloc,
        "key": key,
        "keyLocation": site + reverse("indexnow_key", args=[key]),
        "urlList": [site + article.get_absolute_url() for article in seen],
    }
    request = urllib.request.Request(  # noqa: S310 -- a setting, http or https only
        settings.VIF_INDEXNOW_URL,
        data=json.dumps(told).encode(),
        headers={"Content-Type": "application/json; charset=utf-8"},
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310 -- as above
        pass


def forget_sent() -> None:
    """Delete what was sent a month ago: mails hold what is private."""
    Outbox.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
