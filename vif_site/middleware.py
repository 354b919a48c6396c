"""Headers on every answer, and the language read from the path alone."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

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
Next = Callable[[HttpRequest], HttpResponse]


class HeadersMiddleware:
    """Send the security headers of every answer, errors and static files included."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        policy = [f"{name} {value}" for name, value in POLICY.items()]
        if settings.VIF_HTTPS:
            policy.append("upgrade-insecure-requests")
        self.headers = {
            "Content-Security-Policy": "; ".join(policy),
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": (
                "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
            ),
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        return response


class LanguageMiddleware:
    """Speak the language of the path; in the admin, the browser's.

    Django's own middleware also reads a cookie and the Accept-Language header on
    public pages, and so makes every one of them vary by visitor.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if path.startswith("/admin/"):
            language = translation.get_language_from_request(request)
        else:
            language = translation.get_language_from_path(path)
        with translation.override(language or settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response
