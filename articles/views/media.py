"""Pictures, sent so that nothing in them can act on this site."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils._os import safe_join

from .frame import read_only

PICTURES = {".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".png": "image/png"}
PICTURES[".webp"] = "image/webp"
HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}


@read_only
def media_file(request: HttpRequest, path: str) -> HttpResponse:
    """Send an uploaded file; what is not a picture is only ever downloaded.

    Raises Http404 for whatever cannot be read: what is not there, a folder, a hidden
    file, a name that leads out of the folder or is longer than a name can be.
    """
    if any(part.startswith(".") for part in path.split("/")):
        raise Http404
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
        content = file.read_bytes()
    except (SuspiciousFileOperation, OSError, ValueError):
        raise Http404 from None
    kind = PICTURES.get(file.suffix.lower())
    response = HttpResponse(
        content, content_type=kind or "application/octet-stream", headers=HEADERS
    )
    if not kind:
        response["Content-Disposition"] = "attachment"
    return response
