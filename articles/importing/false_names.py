"""Files that are something else than their name says, told by how they begin."""

import re

from .unreadable import Unreadable

_LOOKED_AT = 4096

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_ARCHIVE = re.compile(
    rb"\s*(?:From: <?Saved by|MIME-Version:|Content-Type: multipart/related)",
    re.IGNORECASE,
)


def refuse_markup(text: str) -> None:
    """Raise ``Unreadable`` for a text that is rich text or a web page."""
    start = text[:_LOOKED_AT]
    if start.lstrip().startswith("{\\rtf"):
        raise Unreadable("rtf-named")
    if _PAGE.match(start):
        raise Unreadable("web-page-named")


def refuse_no_page(data: bytes) -> None:
    """Raise ``Unreadable`` for a file that only has the name of a web page."""
    start = data[:_LOOKED_AT]
    if _ARCHIVE.match(start):
        raise Unreadable("web-archive")
    if start.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("rtf-named")
    if start.startswith(b"%PDF"):
        raise Unreadable("pdf-named")
    if start.startswith(b"PK\x03\x04"):
        raise Unreadable("not-text")
