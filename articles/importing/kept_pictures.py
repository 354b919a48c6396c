"""The pictures of a file that was read before, to be looked at beside its words."""

from collections.abc import Sequence

from articles.importing.web.scrub import scrub
from articles.importing.word.package import Package, open_package
from articles.importing.word.story import picture_name

from .apart import told_apart
from .decoding import decode_page
from .manuscript import RawPicture

LONGEST_SECONDS = 5

_PAGES = (".html", ".htm")


def picture_bytes(
    data: bytes, name: str, pictures: Sequence[RawPicture]
) -> list[bytes]:
    """Return what the file ``name`` holds of each picture that was found in it.

    Empty where it cannot be told which picture it is. Raises ``Unreadable``.
    """
    is_page = name.lower().endswith(_PAGES)
    function = "page_pictures" if is_page else "word_pictures"
    wanted = [each.key if is_page else each.name for each in pictures]
    found = told_apart(
        "kept_pictures", function, data, *wanted, seconds=LONGEST_SECONDS
    )
    kept = found if isinstance(found, dict) else {}
    told = [kept.get(each) for each in wanted]
    return [each if isinstance(each, bytes) else b"" for each in told]


def page_pictures(data: bytes, *keys: str) -> dict[str, bytes]:
    """Return the pictures packed into a web page by their keys; run in a child."""
    found = scrub(decode_page(data).text).pictures
    return {picture.key: picture.data for picture in found if picture.key in keys}


def word_pictures(data: bytes, *names: str) -> dict[str, bytes]:
    """Return the pictures of a Word file by their names; run in a child."""
    package = open_package(data)
    return {name: _in_package(package, name) for name in names}


def _in_package(package: Package, file: str) -> bytes:
    """Return the only part of a Word file with this name, freed from unusual signs."""
    parts = [part for part in package.names if picture_name(part) == file]
    return package.read(parts[0]) if len(parts) == 1 else b""
