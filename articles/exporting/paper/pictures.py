"""Pictures as a PDF can hold them: JPEG, which needs no unpacking, on white."""

import io

from PIL import Image, UnidentifiedImageError

WIDEST = 1440
QUALITY = 82


def for_paper(data: bytes) -> bytes | None:
    """Return a picture of ours as JPEG, or nothing where it cannot be read."""
    try:
        image: Image.Image = Image.open(io.BytesIO(data), formats=["WEBP"])
        image.load()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    if image.width > WIDEST:
        size = WIDEST, max(1, image.height * WIDEST // image.width)
        image = image.resize(size, Image.Resampling.LANCZOS)
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    out = io.BytesIO()
    ground.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
