"""Turns our WebP pictures into JPEG, in a child process alone."""

import io
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError

from articles.sandbox import pack, unpack

WIDEST = 1440
QUALITY = 82


def converted(data: bytes) -> Iterator[bytes]:
    """Yield each of packed pictures as JPEG; empty where it cannot be read."""
    for picture in unpack(data):
        yield pack(as_jpeg(picture))


def as_jpeg(data: bytes) -> bytes:
    try:
        image: Image.Image = Image.open(io.BytesIO(data), formats=["WEBP"])
        image.load()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return b""
    if image.width > WIDEST:
        size = WIDEST, max(1, image.height * WIDEST // image.width)
        image = image.resize(size, Image.Resampling.LANCZOS)
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    out = io.BytesIO()
    ground.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
