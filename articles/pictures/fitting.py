"""Decode a picture, and bring it to a size, to eight bits, and to the colours of sRGB."""

import io
import struct

from PIL import Image, ImageCms, UnidentifiedImageError

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
    RuntimeError,
    struct.error,
)


def fitted(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Decode a picture and bring it to a size, with little memory.

    Forty million pixels are 160 MB, and no more than two such heaps are held at once:
    each step lets go of what was before it.
    """
    # A JPEG is decoded at a half, a quarter or an eighth where that is enough.
    image.draft(None, size)
    image.load()
    image = in_bytes(image)
    if image.size != size:
        image = premultiplied(image)
        image = image.resize(size, Image.Resampling.LANCZOS)
    return image.convert(image.mode.upper()) if image.mode in {"La", "RGBa"} else image


def in_bytes(image: Image.Image) -> Image.Image:
    """Return it in a mode that can be resized, of eight bits a channel."""
    if image.mode.startswith("I"):
        # Pillow would cut 16 bits of grey off at 255: all but the shadows white.
        return image.point(lambda grey: grey / 256).convert("L")
    if "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in {"P", "PA", "1"}:
        modes = {"P": "RGB", "PA": "RGBA", "1": "L"}
        return image.convert(modes[image.mode])
    return image


def premultiplied(image: Image.Image) -> Image.Image:
    """Return it with colours that count as much as they are seen."""
    modes = {"LA": "La", "RGBA": "RGBa"}
    return image.convert(modes[image.mode]) if image.mode in modes else image


def in_srgb(image: Image.Image) -> Image.Image:
    """Return it in the colours that a picture without a profile is taken to have.

    One without a profile, or with a broken or unfit one, stays as it is.
    """
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    if image.mode not in {"CMYK", "L"}:
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
    return image.convert("RGBA" if image.mode in {"RGBA", "LA"} else "RGB")


def narrowed(image: Image.Image, width: int) -> Image.Image:
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)
