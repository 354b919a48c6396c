"""Who may try to log in: django-axes counts one user from one address, we the rest.

Failures from one address, whoever it tries to be, close the door for that address.
Failures as one user, from anywhere, close it for nobody, or a stranger could lock an
editor out: from then on each address has one try at a time instead of several. A device
on which the user has logged in before has a count of its own, and none of these.
"""

import logging
from datetime import datetime
from math import ceil
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.db import OperationalError
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from articles.admin.guessing import PREFIX, ask_to_wait, count_failure
from articles.admin.known_device import known_device
from articles.client import bucket, code, request_address
from articles.models import Counter, User
from articles.moderation import delete_expired

SALT = "log-in.user"
SEVERAL, ONE = 5, 1
LONGEST_NAME = 150
Credentials = dict[str, Any] | None
logger = logging.getLogger(__name__)


class Handler(AxesDatabaseHandler):
    """Counts failed log-ins also by the address alone and by the user alone."""

    def is_locked(self, request: HttpRequest, credentials: Credentials = None) -> bool:
        """Tell whether this try is refused before the password is looked at."""
        now, device = timezone.now(), device_key(request, credentials)
        if device:
            return bool(Counter.held_until(device, now))
        held = Counter.held_until(address_key(request), now)
        return bool(held) or super().is_locked(request, credentials)

    def user_login_failed(
        self,
        sender: object,
        credentials: Credentials,
        request: HttpRequest | None = None,
        **kwargs: object,
    ) -> None:
        """Count a failure, but not a try that was refused: waiting must come to an end."""
        device = device_key(request, credentials) if request is not None else ""
        is_counted = request is not None and not request.axes_locked_out
        if device:
            request.axes_credentials = credentials
        else:
            super().user_login_failed(sender, credentials, request, **kwargs)
        if is_counted:
            now = timezone.now()
            if device:
                is_last = count_failure("log_in_device", device, now)
                request.axes_locked_out = is_last
            else:
                self.count_stranger(request, credentials, now)
            delete_expired(now)

    def user_logged_in(
        self, sender: object, request: HttpRequest, user: User, **kwargs: object
    ) -> None:
        """Forget former failures, if anything can be written: a full disk bars nobody."""
        try:
            super().user_logged_in(sender, request, user, **kwargs)
        except OperationalError as error:
            logger.error("Failed log-ins of user %s are kept: %s", user.pk, error)

    def count_stranger(
        self, request: HttpRequest, credentials: Credentials, now: datetime
    ) -> None:
        """Count a failure on a device that is not known, by address and by user."""
        count_failure("log_in_address", address_key(request), now)
        if count_failure("log_in_user", user_key(request, credentials), now):
            warn_of(name_of(request, credentials))

    def reset_attempts(self, **whose: Any) -> int:
        """Forget failures (``manage.py axes_reset``); our counts, always all of them."""
        Counter.objects.filter(key__startswith=PREFIX).delete()
        return super().reset_attempts(**whose)


def name_of(request: HttpRequest, credentials: Credentials) -> str:
    """Return the name that is tried, as far as a name can go: axes' column has an end."""
    typed = (credentials or request.POST).get("username") or ""
    return typed[:LONGEST_NAME]


def failure_limit(request: HttpRequest, credentials: Credentials) -> int:
    """Return how often this user may fail from one address before it must wait."""
    held = Counter.held_until(user_key(request, credentials), timezone.now())
    return ONE if held else SEVERAL


def refuse(
    request: HttpRequest, response: HttpResponse | None, credentials: Credentials
) -> HttpResponse:
    """Say how long to wait (429)."""
    seconds = waiting(request, credentials, timezone.now())
    return ask_to_wait(request, _("Too many failed log-ins"), seconds)


def waiting(request: HttpRequest, credentials: Credentials, now: datetime) -> int:
    """Return in how many seconds, at the latest, this user may try here again."""
    device = device_key(request, credentials)
    ends = [] if device else ends_for_stranger(request, credentials)
    held = Counter.held_until(device or address_key(request), now)
    end = max([*ends, held or now])
    return max(1, ceil((end - now).total_seconds()))


def ends_for_stranger(request: HttpRequest, credentials: Credentials) -> list[datetime]:
    """Return when this user may try again from this address, for all that axes knows."""
    tries = Handler().filter_user_attempts(request, credentials)
    last = [found.aggregate(last=Max("attempt_time"))["last"] for found in tries]
    return [moment + settings.AXES_COOLOFF_TIME for moment in last if moment]


def device_key(request: HttpRequest, credentials: Credentials) -> str:
    """Return the key of a device that this user is known to use; else nothing."""
    device = known_device(request, name_of(request, credentials))
    return f"{PREFIX}device:{device}" if device else ""


def address_key(request: HttpRequest) -> str:
    return f"{PREFIX}address:{code(bucket(request_address(request)))}"


def user_key(request: HttpRequest, credentials: Credentials) -> str:
    name = name_of(request, credentials)
    return (
        f"{PREFIX}user:{salted_hmac(SALT, name, algorithm='sha256').hexdigest()[:32]}"
    )


def warn_of(name: str) -> None:
    """Write one line when somebody seems to be guessing the password of a user.

    By number: what stands in the field for the name may be a password.
    """
    for user in User.objects.filter(username=name):
        logger.warning("Many log-ins as user %d fail, from any address.", user.pk)
