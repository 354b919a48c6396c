"""Headers on every answer, no cookies on public pages, the language of the path."""

import ipaddress
import logging
from collections.abc import Callable, Mapping
from threading import Lock

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.middleware import gzip
from django.utils import translation
from django.utils.cache import patch_vary_headers

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
}
EDITORS = "/admin/"
FIRST_REQUESTS = 100
COMPRESSED = ("application/pdf", "application/vnd.o", "image/")
Next = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger(__name__)


class HeadersMiddleware:
    """Send the security headers of every answer, errors and static files included.

    It stands first. Django's own middleware sends some of these too, but not with
    what is answered before it: the redirect to https, the refusal of a wrong host.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        policy = [f"{name} {value}" for name, value in POLICY.items()]
        if settings.VIF_HTTPS:
            policy.append("upgrade-insecure-requests")
        self.headers = {
            "Content-Security-Policy": "; ".join(policy),
            "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": (
                "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
            ),
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": settings.X_FRAME_OPTIONS,
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        return response


class ProxyWatchMiddleware:
    """Warn once when the first requests show that visitors cannot be told apart.

    Either all share one private address: a proxy stands in front, and no
    VIF_CLIENT_HEADER is set. Or it is set, and none of them has that header. Then all
    visitors count as one sender, and any of them can use up the limits of all.
    """

    def __init__(self, get_response: Next) -> None:
        if not settings.VIF_HTTPS:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.lock = Lock()
        self.first = ""
        self.left = FIRST_REQUESTS

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.left:
            with self.lock:
                self.watch(request.META)
        return self.get_response(request)

    def watch(self, meta: Mapping[str, str]) -> None:
        """Count one request; stop at the first that tells of a visitor, or the last."""
        if not self.left:
            return  # another thread was quicker
        address = meta.get("REMOTE_ADDR", "")
        self.first = self.first or address
        if settings.VIF_CLIENT_HEADER:
            is_suspect = settings.VIF_CLIENT_HEADER not in meta
        else:
            is_suspect = address == self.first and is_private(address)
        self.left = self.left - 1 if is_suspect else 0
        if is_suspect and not self.left:
            self.warn(address)

    def warn(self, address: str) -> None:
        if settings.VIF_CLIENT_HEADER:
            logger.warning(
                "None of the first %d requests had the header that VIF_CLIENT_HEADER "
                "names. Have your proxy write it: until then all visitors count as one.",
                FIRST_REQUESTS,
            )
        else:
            logger.warning(
                "The first %d requests all came from %s. If that is your proxy, set "
                "VIF_CLIENT_HEADER: until then all visitors count as one.",
                FIRST_REQUESTS,
                address,
            )


class NoCookiesMiddleware:
    """Read no cookie outside the admin, so that none can be answered or set.

    A visitor's stale session or malformed CSRF cookie would otherwise be deleted or
    renewed, and a page that is kept for everyone would carry a Set-Cookie.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(EDITORS):
            request.META.pop("HTTP_COOKIE", None)
        return self.get_response(request)


class GZipMiddleware(gzip.GZipMiddleware):
    """Compress what is not compressed already, as PDFs and pictures are.

    A 304 says, as the page it stands for does, what it varies by.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        is_compressed = response.headers.get("Content-Type", "").startswith(COMPRESSED)
        # A file is sent from the disk; compressed, each reader's copy would be held.
        if is_compressed or getattr(response, "path", None):
            return response
        if response.status_code == 304:
            patch_vary_headers(response, ("Accept-Encoding",))
        return super().process_response(request, response)


class LanguageMiddleware:
    """Speak the language of the path; in the admin, the browser's.

    Django's own middleware also reads a cookie and the Accept-Language header on
    public pages, and so makes every one of them vary by visitor.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if path.startswith(EDITORS):
            language = translation.get_language_from_request(request)
        else:
            language = translation.get_language_from_path(path)
        with translation.override(language or settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


def is_private(address: str) -> bool:
    """Tell whether this is an address inside a house, such as a proxy has."""
    try:
        return ipaddress.ip_address(address).is_private
    except ValueError:
        return False
