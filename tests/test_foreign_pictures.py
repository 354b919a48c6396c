"""Pictures that are out to harm: each is refused in one sentence, in little time and memory."""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from articles import pictures
from articles.pictures import (
    BadPicture,
    clean,
    clean_each,
    headers,
    sizes_of,
    small_each,
)
from articles.sandbox import NoAnswer, pack

from .test_pictures import bytes_of, opened

ROOT = Path(__file__).parents[1]
SIDE = 6300


def code_of(data):
    with pytest.raises(BadPicture) as refused:
        clean(data)
    return refused.value.code


def png_that_claims(width, height, *chunks):
    """Return a PNG whose header tells of more than its data holds."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(b"\0")), (b"IEND", b"")]
    return headers.PNG + b"".join(
        struct.pack(">I", len(data)) + name + data
        + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )  # fmt: skip


def gif_of(frames, size=(1, 1)):
    head = b"GIF89a" + struct.pack("<HHBBB", *size, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    control = b"\x21\xf9\x04\0\x0a\0\0\0"
    return head + (control + frame) * frames + b"\x3b"


def scans(count, side=1000, mode="L"):
    """Return a progressive JPEG with so many empty scans of about 63 bytes."""
    data = bytes_of(Image.new(mode, (side, side), 9), "JPEG", progressive=True)
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * count + data[-2:]


def two_in_one(data):
    """Return a JPEG with a second one behind it, as cameras write (MPO)."""
    out = io.BytesIO()
    first, second = (Image.open(io.BytesIO(data)) for _ in range(2))
    first.save(out, "MPO", save_all=True, append_images=[second])
    return out.getvalue()


def moving(kind, count=3, size=(40, 30)):
    frames = [Image.new("RGB", size, (n * 90 % 256, 99, 99)) for n in range(count)]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=20)
    return out.getvalue()


def text_chunk(size):
    return b"zTXt", b"Comment\0\0" + zlib.compress(bytes(size))


def profile_chunk(size):
    return b"iCCP", b"profile\0\0" + zlib.compress(bytes(size))


@pytest.mark.parametrize(
    ("width", "height", "code"),
    [
        (9000, 9000, "too-many-pixels"),
        (13_000, 13_000, "too-many-pixels"),
        (20_000, 20_000, "too-many-pixels"),
        (65_500, 1, "too-narrow"),
        (1, 65_500, "too-narrow"),
    ],
)
def test_more_pixels_than_are_opened_are_refused_by_the_header(width, height, code):
    assert code_of(png_that_claims(width, height)) == code
    claimed = b"GIF89a" + struct.pack("<HH", width % 65_536, height % 65_536)
    assert code_of(claimed + gif_of(1)[10:]) == code


@pytest.mark.parametrize("kind", [b"VP8X", b"VP8L", b"VP8 "])
def test_size_of_a_webp_is_read_before_its_decoder_takes_memory(kind):
    width = height = 16_383
    told = {
        b"VP8X": b"\0\0\0\0" + (width - 1).to_bytes(3, "little") * 2,
        b"VP8L": b"\x2f" + (width - 1 | (height - 1) << 14).to_bytes(4, "little"),
        b"VP8 ": b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height),
    }[kind]
    chunk = kind + struct.pack("<I", len(told)) + told + b"\0" * (len(told) % 2)
    data = b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk
    assert headers.size_of_webp(data) == (width, height)
    assert code_of(data) == "too-many-pixels"


@pytest.mark.parametrize("lossless", [True, False])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_size_of_a_webp_is_that_of_its_decoder(mode, lossless):
    image = Image.new(mode, (123, 45))
    assert headers.size_of_webp(bytes_of(image, "WEBP", lossless=lossless)) == (123, 45)


@pytest.mark.parametrize("count", [101, 400, 300_000])
def test_more_frames_than_are_counted_are_refused(count):
    assert code_of(gif_of(count)) == "too-many-frames"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_frames_are_counted_in_every_kind(kind):
    made = clean(moving(kind, 100))
    assert made.was_moving
    assert opened(made.master).size == (40, 30)
    assert not getattr(opened(made.master), "is_animated", False)
    assert code_of(moving(kind, 101)) == "too-many-frames"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF", "JPEG"])
def test_picture_that_stands_still_is_none_that_moved(kind):
    assert not clean(bytes_of(Image.new("RGB", (40, 30)), kind)).was_moving


def test_first_frame_is_the_one_that_is_kept():
    made = opened(clean(moving("GIF", 3)).master).convert("RGB")
    assert made.getpixel((5, 5))[0] < 20


@pytest.mark.parametrize("count", [101, 5000])
def test_jpeg_of_too_many_scans_is_refused_unread(count):
    assert code_of(scans(count, SIDE)) == "too-many-scans"
    assert code_of(two_in_one(scans(0)) + scans(count)) == "too-many-scans"


def test_scans_that_programs_make_are_within():
    for data in (scans(80, 300), two_in_one(scans(0)), scans(0, mode="RGB")):
        assert clean(data).master.width in {300, 1000}


@pytest.mark.parametrize(
    "data",
    [
        png_that_claims(40, 40, text_chunk(200 * 2**20)),
        png_that_claims(40, 40, profile_chunk(200 * 2**20)),
        png_that_claims(40, 40, *[text_chunk(2**20)] * 400),
        scans(0)[:2] + b"\xff\xe1\xff\xffExif\0\0" + b"MM\0*" + bytes(65_523) + scans(0)[2:],
        bytes_of(Image.new("RGB", (900, 900)))[:400],
        moving("GIF")[:60],
        bytes_of(Image.new("RGB", (400, 300)), "AVIF")[:200],
        b"\0\0\0\x1cftypavif" + b"\xff" * 4000,
    ],
    ids=["text", "profile", "texts", "exif", "cut png", "cut gif", "cut avif", "avif"],
)  # fmt: skip
def test_chunks_that_swell_and_files_that_are_cut_off_harm_nobody(data):
    [made] = clean_each([data])
    assert getattr(made, "code", "") in {"", "unreadable", "too-much-memory"}


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        (Image.new("RGBA", (SIDE, SIDE), (9, 9, 9, 77)), "PNG"),
        (Image.new("I;16", (SIDE, SIDE), 9), "PNG"),
        (Image.new("RGB", (SIDE, SIDE), "#336699"), "JPEG"),
        (Image.new("P", (SIDE, SIDE)), "GIF"),
    ],
    ids=["transparent", "sixteen bits", "photograph", "palette"],
)
def test_forty_million_pixels_are_taken_within_the_memory_that_is_given(image, kind):
    made = clean(bytes_of(image, kind))
    assert (made.master.width, made.master.height) == (1920, 1920)


def test_great_webp_is_refused_for_its_memory_alone():
    data = bytes_of(Image.new("RGB", (SIDE, SIDE)), "WEBP", method=0)
    assert code_of(data) == "too-much-memory"


# Several at once


def test_each_of_several_is_judged_by_itself():
    good = bytes_of(Image.new("RGB", (600, 30)))
    great = bytes_of(Image.new("RGB", (SIDE, SIDE)), "WEBP", method=0)
    files = [good, b"none", good, great, scans(200), good]
    made = clean_each(files)
    codes = [getattr(each, "code", "") for each in made]
    assert codes == ["", "unreadable", "", "too-much-memory", "too-many-scans", ""]
    assert made[0] == made[2] == made[5] == clean(good)
    assert [bool(each) for each in small_each(files)] == [not code for code in codes]
    assert sizes_of(files) == [None if code else (600, 30) for code in codes]
    assert clean_each([]) == []


def test_picture_at_which_a_child_breaks_down_is_to_blame_alone(monkeypatch):
    good = bytes_of(Image.new("RGB", (600, 30)))
    ask, calls = pictures.asking.run, []

    def run(job, data, *words, **options):
        calls.append(data)
        if len(calls) > 1:
            return ask(job, data, *words, **options)
        raise NoAnswer("too-slow", ask(job, pack(good), *words, **options) + b"\0half")

    monkeypatch.setattr(pictures.asking, "run", run)
    made = clean_each([good, b"it hangs", good])
    assert [getattr(each, "code", "") for each in made] == ["", "too-slow", ""]
    assert len(calls) == 2


@pytest.mark.parametrize(
    "said",
    [b"", b"\0", pack(b""), pack(pack(b"{}")), pack(pack(b'{"code": ""}', b"x")),
     pack(pack(b'{"code": "", "sizes": [["a", "b"]], "was_moving": 0}', b"x"))],
)  # fmt: skip
def test_spoilt_answer_is_no_accident_here(monkeypatch, said):
    monkeypatch.setattr(pictures.asking, "run", lambda *args, **options: said)
    assert code_of(b"x") == "unreadable"


@pytest.mark.usefixtures("crowded")
def test_busy_room_is_told_apart_from_a_bad_picture():
    with pytest.raises(pictures.Busy) as refused:
        clean(b"x")
    assert refused.value.code == "busy"


def test_process_that_serves_pages_knows_no_decoder():
    code = (
        "import os, sys, django\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'\n"
        "from vif_site.wsgi import application\n"
        "from django.urls import get_resolver\n"
        "get_resolver().url_patterns\n"
        "known = [m for m in sys.modules if m.startswith(('PIL.', 'typst'))]\n"
        "print([m for m in known if 'Plugin' in m or m in ('PIL.ImageFile', 'typst')])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


def test_metadata_of_a_png_is_gone_after_its_way_through_a_child():
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "canary")
    data = bytes_of(Image.new("RGB", (600, 30)), pnginfo=told)
    assert b"canary" in data
    assert b"canary" not in clean(data).master.data
