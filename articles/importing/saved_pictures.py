"""Pictures that a browser saved beside a page, put into the page as if it held them."""

import base64
import html
import re
from pathlib import Path
from urllib.parse import unquote

# What browsers add to the name of a page for the folder of its files.
BESIDE = "_files"
MOST_BYTES = 10 * 2**20
_SOURCE = re.compile(
    rb"(?<=[\s\"'])src\s{0,9}=\s{0,9}(?:\"([^\"<>]{1,1000})\"|'([^'<>]{1,1000})')",
    re.IGNORECASE,
)
_KINDS = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".avif": "image/avif",
}


def with_pictures(data: bytes, page: Path) -> bytes:
    """Return a page with the pictures of its folder in it, at most ``MOST_BYTES``.

    Nothing outside the folder is read, and of a link within it nothing.
    """
    room = MOST_BYTES

    def packed(match: re.Match[bytes]) -> bytes:
        nonlocal room
        file = _beside(page, match[1] or match[2])
        size = file.stat().st_size if file else 0
        if file is None or size > room:
            return match[0]
        room -= size
        kind = _KINDS[file.suffix.lower()]
        told = base64.b64encode(file.read_bytes()).decode()
        return f'src="data:{kind};base64,{told}"'.encode()

    return _SOURCE.sub(packed, data)


def _beside(page: Path, told: bytes) -> Path | None:
    """Return the file that an address names in the folder of a page, if it is there."""
    address = unquote(html.unescape(told.decode(errors="replace")))
    folder, slash, name = address.removeprefix("./").rpartition("/")
    is_own = folder.endswith(BESIDE) and "/" not in folder and "\\" not in address
    if not slash or not is_own or "\0" in address or name in {"", "..", "."}:
        return None
    file = page.parent / folder / name
    is_picture = file.suffix.lower() in _KINDS
    is_linked = file.is_symlink() or file.parent.is_symlink()
    return file if is_picture and not is_linked and file.is_file() else None
