"""What a wrong password leads to: a count, a pause, and a page that says how long."""

import logging
from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.contrib import admin
from django.db import Error, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import Counter

# What all these counts begin with, so that they can be forgotten together.
PREFIX = "log-in-"
logger = logging.getLogger(__name__)


def count_failure(what: str, key: str, now: datetime) -> bool:
    """Count one failure under a key; hold the key back at its limit, and then say so.

    ``what`` names the limit. A failure that cannot be counted is logged and no more.
    """
    is_over = False
    try:
        with transaction.atomic():
            for most, seconds in settings.VIF_LIMITS[what]:
                number = Counter.add(key, seconds, now)
                if number >= most:
                    Counter.hold(key, now + timedelta(seconds=seconds))
                is_over = is_over or number == most
    except Error:
        logger.exception("a wrong password could not be counted")
    return is_over


def ask_to_wait(request: HttpRequest, title: str, seconds: int) -> HttpResponse:
    """Say for how many minutes no password is looked at (429)."""
    context = admin.site.each_context(request) | {
        "title": title,
        "minutes": ceil(seconds / 60),
    }
    answer = render(request, "admin/locked_out.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer
