"""A picture of a file that was read before is found in it again."""

import base64
import io

import pytest
from PIL import Image

from articles.importing import RawPicture, Unreadable
from articles.importing.formats import read_here as read
from articles.importing.originals import picture_bytes

from .docx_writer import docx, p, picture


def png(colour):
    out = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(out, "PNG")
    return out.getvalue()


def packed(data):
    return f'<img src="data:image/png;base64,{base64.b64encode(data).decode()}">'


def word(**media):
    pictures = [p(picture(key, key)) for key in media]
    return docx(p("On tides", style="Title"), p("Words."), *pictures, media=media)


def test_pictures_of_a_word_file_are_found_by_their_names():
    data = word(i1=("sea one.png", png("red")), i2=("land.png", png("blue")))
    found = read(data, "a.docx").pictures
    assert [each.data for each in found] == [png("red"), png("blue")]
    assert picture_bytes(data, "a.docx", found) == [each.data for each in found]


def test_pictures_of_a_page_are_found_by_their_place():
    html = (
        f"<!-- {packed(png('green'))} --><h1>On tides</h1><p>{'Words. ' * 90}</p>"
        f"<p>{packed(png('red'))}</p><p>{packed(png('blue'))} More words.</p>"
    ).encode()
    found = read(html, "a.HTML").pictures
    assert [each.data for each in found] == [png("red"), png("blue")]
    assert picture_bytes(html, "a.HTML", found) == [each.data for each in found]


def test_picture_that_cannot_be_told_is_none():
    other = RawPicture("p9", b"", "another.png")
    data = word(i1=("sea.png", png("red")))
    assert picture_bytes(data, "a.docx", [other]) == [b""]
    assert picture_bytes(b"<p>Words.", "a.html", [other]) == [b""]


def test_file_that_is_none_any_more_is_refused():
    with pytest.raises(Unreadable):
        picture_bytes(b"PK", "a.docx", [RawPicture("p1", b"", "sea.png")])
