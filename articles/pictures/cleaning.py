"""Check a picture, turn it upright, strip it, and make it ready for readers.

Runs in a child process alone (``asking``). What comes in is judged by its bytes, never
by its name or declared type, and what is kept is always encoded anew: no metadata, no
place, no script behind the last byte. Its colours are those of sRGB, since the profile
that names others is stripped too.
"""

import io
import json
import time
import warnings
from collections.abc import Callable, Iterator, Sequence

from PIL import AvifImagePlugin, Image, ImageOps

from articles.sandbox import pack, unpack

from . import headers
from .fitting import UNREADABLE, fitted, in_eight_bits, in_srgb, narrowed
from .values import (
    LONGEST_SIDE_RATIO,
    MOST_BYTES,
    MOST_FRAMES,
    MOST_PIXELS,
    TALLEST,
    WIDEST,
    BadPicture,
    CleanPicture,
    Rendition,
)

FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
WIDTHS = (480, 960, 1440)
QUALITY = 80
SMALL = 240
_ORIENTATION = 0x0112
_ON_THE_SIDE = {5, 6, 7, 8}

Size = tuple[int, int]
# One thread each: two children are as many as the machine is to be given to.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1


def clean_each(data: bytes, seconds: str) -> Iterator[bytes]:
    """Clean packed pictures; yield for each what ``asking`` reads."""

    def make(picture: bytes) -> bytes:
        cleaned = clean_here(picture)
        made = (*cleaned.renditions, cleaned.master)
        return told(made, was_moving=cleaned.was_moving)

    return _each(data, float(seconds), make)


def small_each(data: bytes, seconds: str) -> Iterator[bytes]:
    """Make packed pictures small."""

    def make(picture: bytes) -> bytes:
        image, _frames = upright(picture, within_a_square)
        return told([encode(image)])

    return _each(data, float(seconds), make)


def sizes_of(data: bytes, seconds: str) -> Iterator[bytes]:
    """Decode packed pictures, and tell how large they are."""

    def make(picture: bytes) -> bytes:
        image, _frames = upright(picture, lambda width, height: (width, height))
        return told([Rendition(b"", *image.size)])

    return _each(data, float(seconds), make)


def told(made: Sequence[Rendition], *, was_moving: bool = False) -> bytes:
    """Pack what was made of a picture, behind what there is to say of it."""
    sizes = [(each.width, each.height) for each in made]
    about = {"code": "", "sizes": sizes, "was_moving": was_moving}
    return pack(json.dumps(about).encode(), *(each.data for each in made))


def _each(
    data: bytes, seconds: float, make: Callable[[bytes], bytes]
) -> Iterator[bytes]:
    """Yield what is made of each picture, until so many seconds have passed.

    One that lacks memory behind others is left to a child of its own.
    """
    end = time.monotonic() + seconds
    for number, picture in enumerate(unpack(data)):
        if number and time.monotonic() > end:
            return
        try:
            said = make(picture)
        except BadPicture as error:
            said = pack(json.dumps({"code": error.code}).encode())
        except MemoryError:
            if number:
                return
            raise
        yield pack(said)


def clean_here(data: bytes) -> CleanPicture:
    """Return the picture as WebP, upright and stripped, made in this process.

    Raises BadPicture (see ``asking.clean``), or MemoryError.
    """
    if len(data) > MOST_BYTES:
        raise BadPicture("too-large")
    image, frames = upright(data, as_master)
    widths = [width for width in WIDTHS if width < image.width]
    narrower = tuple(encode(narrowed(image, width)) for width in widths)
    return CleanPicture(encode(image), narrower, was_moving=frames > 1)


def as_master(width: int, height: int) -> Size:
    """Return the size of what is kept of an upright picture of this size."""
    widest = min(WIDEST, max(1, width * TALLEST // height))
    if width <= widest:
        return width, height
    return widest, max(1, round(height * widest / width))


def within_a_square(width: int, height: int) -> Size:
    """Return a size neither wider nor taller than 240 pixels."""
    widest = SMALL * width // max(width, height)
    if widest >= width:
        return width, height
    return max(1, widest), max(1, round(height * max(1, widest) / width))


def upright(data: bytes, fit: Callable[[int, int], Size]) -> tuple[Image.Image, int]:
    """Decode the first frame, as large as ``fit`` makes of its size, and turn it as its
    camera was held; return it with the number of frames. Raises BadPicture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image, frames = opened(data)
            turn = image.getexif().get(_ORIENTATION)
            if turn in _ON_THE_SIDE:
                size = fit(image.height, image.width)[::-1]
            else:
                size = fit(*image.size)
            image = fitted(image, size)
            return in_eight_bits(in_srgb(ImageOps.exif_transpose(image))), frames
    except BadPicture:
        raise
    except Image.DecompressionBombError as error:
        raise BadPicture("too-many-pixels") from error
    except UNREADABLE as error:
        raise BadPicture("unreadable") from error


def opened(data: bytes) -> tuple[Image.Image, int]:
    """Judge a picture by its header; return it, not decoded yet, and its frames."""
    frames = headers.frames_in(data)
    size = headers.size_of_webp(data)
    if size:
        check_size(*size)
    if frames > MOST_FRAMES:
        raise BadPicture("too-many-frames")
    image: Image.Image = Image.open(io.BytesIO(data), formats=FORMATS)
    check_size(*image.size)
    if image.format == "AVIF":
        frames = getattr(image, "n_frames", 1)
        if frames > MOST_FRAMES:
            raise BadPicture("too-many-frames")
    return image, frames


def check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise BadPicture("too-many-pixels")
    short, long = sorted((width, height))
    if long > LONGEST_SIDE_RATIO * short:
        raise BadPicture("too-narrow")


def encode(image: Image.Image) -> Rendition:
    out = io.BytesIO()
    # A fresh picture carries over pixels only.
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    bare.save(out, "WEBP", quality=QUALITY, method=4)
    return Rendition(out.getvalue(), *image.size)
