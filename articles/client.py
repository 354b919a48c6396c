"""Who is asking: the address of a client, and the bucket it is counted in.

The address is REMOTE_ADDR, or what the proxy writes into the one header named by
VIF_CLIENT_HEADER. No forwarding header is ever read: anyone can send those.
"""

import hashlib
import hmac
import ipaddress
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 -- stands for an address that cannot be read


def address(meta: Mapping[str, str]) -> str:
    """Return the client's address from a WSGI environment, mapped IPv4 as IPv4."""
    text = meta.get(settings.VIF_CLIENT_HEADER or "REMOTE_ADDR", "").strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return UNKNOWN
    mapped = getattr(found, "ipv4_mapped", None)
    return str(mapped or found)


def request_address(request: HttpRequest) -> str:
    """Return the client's address; django-axes asks for it in this form."""
    return address(request.META)


def bucket(of: str) -> str:
    """Return what is counted as one sender: an IPv4 address or an IPv6 /64."""
    return widened(of, 32, 64)


def network(of: str) -> str:
    """Return what one house may hold as a whole: an IPv4 /24 or an IPv6 /48."""
    return widened(of, 24, 48)


def widened(of: str, prefix_4: int, prefix_6: int) -> str:
    found = ipaddress.ip_address(of)
    prefix = prefix_4 if found.version == 4 else prefix_6
    return str(ipaddress.ip_network((found, prefix), strict=False))


def code(counted: str) -> str:
    """Return a keyed hash of a bucket or a network, to count it under.

    It stays the same at the turn of a month, or every pause would end with it. So it
    is kept only for a while: with a count, or with a comment that waits.
    """
    secret = f"counted:{settings.SECRET_KEY}".encode()
    return hmac.new(secret, counted.encode(), hashlib.sha256).hexdigest()[:32]


def sender(of: str, at: datetime, *, key: str | None = None) -> str:
    """Return a keyed hash of the bucket; the key changes with the month (in UTC).

    So that senders can be told apart for a while, and never be told who they are. A
    challenge names the ``key`` it was signed under; otherwise the current one counts.
    """
    secret = f"sender:{at:%Y-%m}:{key or settings.SECRET_KEY}".encode()
    return hmac.new(secret, bucket(of).encode(), hashlib.sha256).hexdigest()[:32]
