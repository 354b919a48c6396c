"""Pictures and attachments, sent so that nothing in them can act on this site."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils._os import safe_join

from articles.models import Article, Attachment

from .responses import CACHE_CONTROL, read_only

PICTURES = {".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".png": "image/png"}
PICTURES[".webp"] = "image/webp"
DATA = {
    ".csv": "text/csv; charset=utf-8",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ATTACHMENTS = "attachments/"
HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
OPEN = {"Cache-Control": CACHE_CONTROL}
CLOSED = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
# Browsers show a PDF in a page of their own. Chromium does so in a sandbox as well;
# others have left it empty.
PDF_POLICY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class StoredFile(HttpResponse):
    """A file as an answer, read only by whoever asks for its bytes.

    The server does not: it sends what lies at ``path``, piece by piece and without a
    thread. The ETag is made of the file's time and length. Raises Http404.
    """

    def __init__(
        self, path: Path, content_type: str, headers: Mapping[str, str]
    ) -> None:
        super().__init__(content_type=content_type, headers=headers)
        try:
            found = path.stat()
        except OSError:
            raise Http404 from None
        if not os.access(path, os.R_OK):
            raise Http404
        self.path: Path | None = path
        self["Content-Length"] = str(found.st_size)
        self["ETag"] = f'"{found.st_mtime_ns:x}-{found.st_size:x}"'

    @property
    def content(self) -> bytes:
        return self.path.read_bytes() if self.path else b"".join(self._container)

    @content.setter
    def content(self, value: bytes) -> None:
        self.path = None
        HttpResponse.content.fset(self, value)

    def __iter__(self) -> Iterator[bytes]:
        return iter([self.content])


@read_only
def media_file(request: HttpRequest, path: str) -> HttpResponse:
    """Send an uploaded file; what is no picture and no PDF is only ever downloaded.

    Raises Http404 for whatever cannot be read: what is not there, a folder, a hidden
    file, a name that leads out of the folder or is longer than a name can be.
    """
    file = place_of(path)
    if path.casefold().startswith(ATTACHMENTS):
        return attachment_file(path, file)
    kind = PICTURES.get(file.suffix.lower())
    response = StoredFile(file, kind or "application/octet-stream", HEADERS)
    if not kind:
        response["Content-Disposition"] = "attachment"
    return response


def place_of(path: str) -> Path:
    """Return where an uploaded file lies. Raises Http404 where no file may be sent."""
    is_hidden = any(part.startswith(".") for part in path.split("/"))
    try:
        file = safe_join(settings.MEDIA_ROOT, path)
    except (SuspiciousFileOperation, ValueError):
        raise Http404 from None
    # Not Path.is_file, which raises for a name that is too long.
    if is_hidden or not os.path.isfile(file):
        raise Http404
    return Path(file)


def attachment_file(path: str, file: Path) -> HttpResponse:
    """Send a file of an article that is public, or never was: its name is a secret.

    What belongs to an article that is gone is gone too. Raises Http404.
    """
    found = Attachment.objects.select_related("article").filter(file=path).first()
    if found is None or is_gone(found.article):
        raise Http404
    is_pdf = found.suffix == ".pdf"
    response = StoredFile(
        file,
        "application/pdf" if is_pdf else DATA[found.suffix],
        HEADERS | (OPEN if found.article.is_published else CLOSED),
    )
    if is_pdf:
        response["Content-Security-Policy"] = PDF_POLICY
    place = "inline" if is_pdf else "attachment"
    name = f"{found.article.slug}-{found.pk}{found.suffix}"
    response["Content-Disposition"] = f'{place}; filename="{name}"'
    return response


def is_gone(article: Article) -> bool:
    """Tell whether readers may see nothing of an article any more."""
    return article.binned_at is not None or (
        article.was_published and not article.is_published
    )
