"""What a picture's bytes say of it before any of them is decoded.

Everything here takes time in proportion to the bytes alone, and no memory.
"""

from .values import MOST_SCANS, BadPicture

PNG = b"\x89PNG\r\n\x1a\n"
_START_OF_SCAN = b"\xff\xda"


def frames_in(data: bytes) -> int:
    """Return how many frames a GIF, PNG or WebP has; 1 for all else.

    Raises BadPicture for a JPEG of too many scans. In its packed data no such mark
    can stand, so each belongs to a scan, of the picture or of another within it.
    """
    if data.startswith(b"\xff\xd8"):
        if data.count(_START_OF_SCAN) > MOST_SCANS:
            raise BadPicture("too-many-scans")
        return 1
    if data.startswith(PNG):
        return _frames_in_png(data)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _frames_in_gif(data)
    if _is_webp(data):
        return max(1, sum(name == b"ANMF" for name, _place in _chunks(data)))
    return 1


def size_of_webp(data: bytes) -> tuple[int, int] | None:
    """Return width and height that a WebP claims; None where it is none.

    Its decoder takes memory for all of them as soon as the file is opened.
    """
    if not _is_webp(data):
        return None
    for name, place in _chunks(data):
        if name == b"VP8X":
            return 1 + _little(data, place + 4, 3), 1 + _little(data, place + 7, 3)
        if name == b"VP8L":
            bits = _little(data, place + 1, 4)
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        if name == b"VP8 ":
            sides = _little(data, place + 6, 2), _little(data, place + 8, 2)
            return sides[0] & 0x3FFF, sides[1] & 0x3FFF
    return None


def _is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def _chunks(data: bytes) -> list[tuple[bytes, int]]:
    """Return the name of each chunk of a WebP, and where its content begins."""
    found, position = [], 12
    while position + 8 <= len(data):
        found.append((data[position : position + 4], position + 8))
        size = _little(data, position + 4, 4)
        position += 8 + size + size % 2
    return found


def _little(data: bytes, start: int, length: int) -> int:
    return int.from_bytes(data[start : start + length], "little")


def _frames_in_png(data: bytes) -> int:
    """Return the count that stands before the picture itself (APNG: ``acTL``)."""
    position = len(PNG)
    while position + 12 <= len(data):
        name = data[position + 4 : position + 8]
        if name == b"acTL":
            return max(1, int.from_bytes(data[position + 8 : position + 12], "big"))
        if name == b"IDAT":
            break
        position += 12 + int.from_bytes(data[position : position + 4], "big")
    return 1


def _frames_in_gif(data: bytes) -> int:
    """Count the images of a GIF; what is broken ends it."""
    frames = 0
    position = 13 + _palette(data, 10)
    while position < len(data):
        if data[position] == 0x2C:
            frames += 1
            position += 11 + _palette(data, position + 9)
        elif data[position] == 0x21:
            position += 2
        else:
            break
        while position < len(data) and data[position]:
            position += 1 + data[position]
        position += 1
    return max(1, frames)


def _palette(data: bytes, place: int) -> int:
    """Return how many bytes of colours follow, by the byte that announces them."""
    flags = data[place] if place < len(data) else 0
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0
