"""Tell whether a WebP file holds pixels and nothing else."""

# Pixels, their transparency, and the header that announces it; no metadata, no
# animation, no colour profile.
_PIXELS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
_ALPHA_ALONE = 0b0001_0000


def is_bare_webp(data: bytes) -> bool:
    """Whether these bytes are one WebP picture, with nothing behind the last pixel.

    A file that this site has made is such a one, so it can come back as it went; any
    other is encoded anew. That it can be decoded is for the caller to see.
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return False
    if int.from_bytes(data[4:8], "little") != len(data) - 8:
        return False
    return _are_all_pixels(data, 12)


def _are_all_pixels(data: bytes, position: int) -> bool:
    has_pixels = False
    while position + 8 <= len(data):
        name = data[position : position + 4]
        size = int.from_bytes(data[position + 4 : position + 8], "little")
        if name not in _PIXELS:
            return False
        if name == b"VP8X" and data[position + 8] & ~_ALPHA_ALONE:
            return False
        has_pixels = has_pixels or name in {b"VP8 ", b"VP8L"}
        position += 8 + size + size % 2
    return has_pixels and position == len(data)
