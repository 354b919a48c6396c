"""One picture of a file that was read before, to be looked at beside its words."""

from .confined import told_apart
from .decoding import decode_page
from .manuscript import RawPicture
from .web.scrub import scrub
from .word.package import open_package
from .word.story import picture_name

LONGEST_SECONDS = 5

_PAGES = (".html", ".htm")


def picture_bytes(data: bytes, name: str, picture: RawPicture) -> bytes:
    """Return what the file ``name`` holds of a picture that was found in it.

    Empty where it cannot be told which picture it is. Raises ``Unreadable``.
    """
    if name.lower().endswith(_PAGES):
        found = told_apart(
            "kept_pictures", "page_pictures", data, seconds=LONGEST_SECONDS
        )
        said = found.get(picture.key) if isinstance(found, dict) else None
        return said if isinstance(said, bytes) else b""
    return _in_package(data, picture.name)


def page_pictures(data: bytes) -> dict[str, bytes]:
    """Return the pictures packed into a web page by their keys; run by ``confined``."""
    found = scrub(decode_page(data).text).pictures
    return {picture.key: picture.data for picture in found}


def _in_package(data: bytes, file: str) -> bytes:
    """Return the only part of a Word file with this name, freed from unusual signs."""
    package = open_package(data)
    parts = [part for part in package.names if picture_name(part) == file]
    return package.read(parts[0]) if len(parts) == 1 else b""
