"""A device on which a user has logged in before, known by a signed cookie.

After OWASP's device cookies ("Slow down online guessing attacks with device cookies"):
whoever shows the cookie is counted by it alone. So neither strangers who try the same
name, nor whoever shares the address, can keep its user out. It opens nothing by itself:
the password is asked as ever. It ends with the password, and after a year without use.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from articles.models import User

LIFE = timedelta(days=365)
SALT = "log-in.device"


def remember_device(response: HttpResponse, user: User) -> None:
    """Give the browser a fresh cookie, after its user has shown the password."""
    said = {
        "user": user.pk,
        "nonce": secrets.token_hex(16),
        "password": user.get_session_auth_hash(),
    }
    response.set_cookie(
        cookie_name(),
        signing.dumps(said, salt=SALT),
        max_age=LIFE,
        secure=settings.VIF_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def known_device(request: HttpRequest, name: str) -> str:
    """Return what the device is counted under; nothing if it is unknown.

    Known is only who shows the cookie of the user whose ``name`` is tried, made under
    the present password.
    """
    try:
        cookie = request.COOKIES.get(cookie_name(), "")
        said = signing.loads(cookie, salt=SALT, max_age=LIFE)
    except signing.BadSignature:
        return ""
    user = User.objects.filter(pk=said["user"]).first()
    if user is None or user.get_username() != name:
        return ""
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return said["nonce"] if said["password"] in hashes else ""


def cookie_name() -> str:
    """Return a name that, over https, no other host can set a cookie under."""
    return "__Host-device" if settings.VIF_HTTPS else "device"
