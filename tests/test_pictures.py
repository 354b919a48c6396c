"""Pictures: judged by their bytes, turned upright, stripped, made narrower."""

import io
import random
import struct
from contextlib import suppress

import pytest
from PIL import Image

from articles.pictures import BadPicture
from articles.pictures.cleaning import clean_here as clean


def bytes_of(image, kind="PNG", **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(rendition):
    return Image.open(io.BytesIO(rendition.data))


def code_of(data):
    with pytest.raises(BadPicture) as refused:
        clean(data)
    return refused.value.code


@pytest.mark.parametrize(
    ("size", "master", "widths"),
    [
        ((100, 80), (100, 80), []),
        ((480, 300), (480, 300), []),
        ((481, 300), (481, 300), [480]),
        ((1500, 1000), (1500, 1000), [480, 960, 1440]),
        ((3000, 2000), (1920, 1280), [480, 960, 1440]),
        ((800, 30_000), (426, 15_975), []),
    ],
)
def test_master_and_renditions(size, master, widths):
    made = clean(bytes_of(Image.new("RGB", size, "#123456")))
    assert (made.master.width, made.master.height) == master
    assert [each.width for each in made.renditions] == widths
    for each in (made.master, *made.renditions):
        assert opened(each).format == "WEBP"
        assert opened(each).size == (each.width, each.height)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_picture_is_turned_as_its_camera_was_held(orientation):
    upright = Image.new("RGB", (40, 20), "white")
    upright.paste("red", (0, 0, 10, 10))
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    image = upright
    if orientation > 1:
        image = upright.transpose(turns[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    made = opened(clean(bytes_of(image, "JPEG", exif=exif, quality=95)).master)
    assert made.size == (40, 20)
    red, green, _blue = made.convert("RGB").getpixel((4, 4))
    assert red > 200
    assert green < 60


def test_transparent_parts_stay_so():
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    assert (
        opened(clean(bytes_of(image)).master).convert("RGBA").getpixel((9, 9))[3] == 0
    )
    palette = Image.new("P", (20, 20), 0)
    data = bytes_of(palette, transparency=0)
    assert opened(clean(data).master).mode == "RGBA"


def test_sixteen_bits_of_grey_keep_their_middle():
    image = Image.new("I;16", (20, 20), 32_768)
    grey = opened(clean(bytes_of(image)).master).convert("L").getpixel((9, 9))
    assert 120 < grey < 136


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "RGB"])
def test_every_usual_mode_is_taken(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert clean(bytes_of(Image.new(mode, (30, 30)), kind)).master.width == 30


def test_metadata_and_what_follows_are_gone():
    exif = Image.Exif()
    exif[0x010E] = "canary"
    data = bytes_of(Image.new("RGB", (600, 30)), "JPEG", exif=exif, comment=b"canary")
    made = clean(data + b"<script>canary</script>")
    for each in (made.master, *made.renditions):
        assert b"canary" not in each.data
        assert not opened(each).getexif()
        assert "icc_profile" not in opened(each).info


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unreadable"),
        (bytes_of(Image.new("RGB", (30, 30)), "BMP"), "unreadable"),
        (bytes_of(Image.new("RGB", (900, 900)))[:400], "unreadable"),
        (b"\0" * (10 * 2**20 + 1), "too-large"),
        (bytes_of(Image.new("1", (8000, 5001))), "too-many-pixels"),
        (bytes_of(Image.new("1", (20_000, 10_000))), "too-many-pixels"),
        (bytes_of(Image.new("RGB", (1000, 19))), "too-narrow"),
        (bytes_of(Image.new("RGB", (19, 1000))), "too-narrow"),
    ],
)
def test_refusals(data, code):
    assert code_of(data) == code


def test_limits_themselves_are_within():
    assert clean(bytes_of(Image.new("1", (8000, 5000)))).master.width == 1920
    assert clean(bytes_of(Image.new("RGB", (1000, 20)))).master.width == 1000


def test_broken_bytes_raise_nothing_else():
    chance = random.Random(7)  # noqa: S311 -- the same each time
    exif = Image.Exif()
    exif[0x0112] = 6
    seeds = [
        bytes_of(Image.new("RGB", (40, 30), "red"), kind, exif=exif)
        for kind in ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
    ]
    for _ in range(1500):
        data = bytearray(chance.choice(seeds))
        for _change in range(chance.randint(1, 10)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(BadPicture):
            clean(bytes(data))


# Colours that are not sRGB's


def profile(space=b"RGB "):
    """Return an ICC profile of two pages: the primaries of Adobe RGB, gamma 2.2."""
    primaries = {
        b"rXYZ": (0.60974, 0.31111, 0.01947),
        b"gXYZ": (0.20528, 0.62567, 0.06087),
        b"bXYZ": (0.14919, 0.06322, 0.74457),
        b"wtpt": (0.9642, 1.0, 0.8249),
    }
    curve = b"curv\0\0\0\0" + struct.pack(">IH2x", 1, round(2.2 * 256))
    tags = {name: b"XYZ \0\0\0\0" + fixed(*xyz) for name, xyz in primaries.items()}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC", b"kTRC"), curve)
    table, data = struct.pack(">I", len(tags)), b""
    for name, tag in tags.items():
        start = 128 + 4 + 12 * len(tags) + len(data)
        table += struct.pack(">4sII", name, start, len(tag))
        data += tag
    size = 128 + len(table) + len(data)
    head = struct.pack(
        ">I4xI4s4s4s12x4s", size, 0x02100000, b"mntr", space, b"XYZ ", b"acsp"
    )
    head += bytes(28) + fixed(0.9642, 1.0, 0.8249)
    return head.ljust(128, b"\0") + table + data


def fixed(*numbers):
    return struct.pack(f">{len(numbers)}i", *(round(n * 65536) for n in numbers))


def colour(data):
    return opened(clean(data).master).convert("RGBA").getpixel((9, 9))


def is_near(first, second):
    return all(abs(a - b) <= 4 for a, b in zip(first, second, strict=True))


# (128, 200, 128) of Adobe RGB, by its own formulas, is this of sRGB.
GREEN, GREEN_IN_SRGB = (128, 200, 128), (76, 202, 124)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_wide_colours_become_those_of_srgb(kind):
    image = Image.new("RGB", (20, 20), GREEN)
    data = bytes_of(image, kind, icc_profile=profile())
    assert is_near(colour(data)[:3], GREEN_IN_SRGB)
    assert "icc_profile" not in opened(clean(data).master).info


def test_wide_colours_keep_what_is_transparent():
    image = Image.new("RGBA", (20, 20), (*GREEN, 77))
    made = colour(bytes_of(image, icc_profile=profile()))
    assert is_near(made, (*GREEN_IN_SRGB, 77))


def test_wide_colours_of_a_palette_are_mended_too():
    image = Image.new("RGB", (20, 20), GREEN).convert(
        "P", palette=Image.Palette.ADAPTIVE
    )
    assert is_near(colour(bytes_of(image, icc_profile=profile()))[:3], GREEN_IN_SRGB)


@pytest.mark.parametrize(
    "broken",
    [b"no profile", profile()[:200], profile(b"CMYK"), profile(b"GRAY"), bytes(4000)],
    ids=["text", "cut", "cmyk", "grey", "null"],
)
@pytest.mark.parametrize("mode", ["RGB", "L", "LA", "P"])
def test_unfit_profile_is_passed_over(broken, mode):
    image = Image.new("RGB", (20, 20), "#999999").convert(mode)
    made = colour(bytes_of(image, icc_profile=broken))
    assert is_near(made[:3], (153, 153, 153))
