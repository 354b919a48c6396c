"""Check a picture, turn it upright, strip it, and make it ready for readers.

What comes in is judged by its bytes, never by its name or declared type, and what is
kept is always encoded anew: no metadata, no place, no script behind the last byte.
Its colours are those of sRGB, since the profile that names others is stripped too.
"""

import io
import struct
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = {"JPEG", "PNG", "WEBP"}
MOST_BYTES = 10 * 2**20
MOST_PIXELS = 40_000_000
WIDEST = 1920
TALLEST = 16_000  # WebP ends at 16,383
LONGEST_SIDE_RATIO = 50
# What Pillow raises for bytes that are no picture, or a broken one.
UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    ArithmeticError,
    EOFError,
    MemoryError,
    struct.error,
)
WIDTHS = (480, 960, 1440)
QUALITY = 80


class BadPicture(ValueError):
    """The picture is refused; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Rendition:
    """WebP bytes and their size in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """The master, at most 1,920 by 16,000 pixels, and the narrower renditions."""

    master: Rendition
    renditions: tuple[Rendition, ...]


def clean(data: bytes) -> CleanPicture:
    """Return the picture as WebP, upright and stripped.

    Raises BadPicture with the code ``too-large`` (over 10 MB), ``too-many-pixels``
    (over 40 megapixels), ``too-narrow``, or ``unreadable``.
    """
    if len(data) > MOST_BYTES:
        raise BadPicture("too-large")
    image = upright(data)
    widest = min(WIDEST, max(1, image.width * TALLEST // image.height))
    if image.width > widest:
        image = narrowed(image, widest)
    widths = [width for width in WIDTHS if width < image.width]
    return CleanPicture(
        encode(image), tuple(encode(narrowed(image, width)) for width in widths)
    )


def upright(data: bytes) -> Image.Image:
    """Decode the first frame, turned as its camera was held."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image: Image.Image = Image.open(io.BytesIO(data), formats=sorted(FORMATS))
            check_size(image)
            image.load()
            return in_eight_bits(in_srgb(ImageOps.exif_transpose(image)))
    except BadPicture:
        raise
    except Image.DecompressionBombError as error:
        raise BadPicture("too-many-pixels") from error
    except UNREADABLE as error:
        raise BadPicture("unreadable") from error


def in_srgb(image: Image.Image) -> Image.Image:
    """Return it in the colours that a picture without a profile is taken to have.

    One without a profile, or with a broken or unfit one, stays as it is.
    """
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    if image.mode not in {"CMYK", "L"} or "transparency" in image.info:
        image = in_eight_bits(image)
    try:
        # Alpha is carried over as it is.
        converted = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGBA" if image.mode == "RGBA" else "RGB",
        )
    except (ImageCms.PyCMSError, *UNREADABLE):
        return image
    return converted or image


def in_eight_bits(image: Image.Image) -> Image.Image:
    """Return it as RGB, or RGBA where it has transparent parts."""
    if image.mode.startswith("I"):
        # Pillow would cut 16 bits of grey off at 255: all but the shadows white.
        image = image.convert("I").point(lambda grey: grey / 256).convert("L")
    has_alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    return image.convert("RGBA" if has_alpha else "RGB")


def check_size(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise BadPicture("too-many-pixels")
    short, long = sorted(image.size)
    if long > LONGEST_SIDE_RATIO * short:
        raise BadPicture("too-narrow")


def narrowed(image: Image.Image, width: int) -> Image.Image:
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def encode(image: Image.Image) -> Rendition:
    out = io.BytesIO()
    # A fresh picture carries over pixels only.
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    bare.save(out, "WEBP", quality=QUALITY, method=4)
    return Rendition(out.getvalue(), *image.size)
