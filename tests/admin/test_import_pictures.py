"""The pictures of a text that came in are shown small, to whoever brought it in alone."""

import base64
import io
import shutil
from functools import partial

import pytest
from PIL import Image

from articles import pictures
from articles.admin.imports import review
from articles.models import Incoming
from articles.publishing.imports import pending
from tests.factories import make_user
from tests.importing.docx_writer import docx, p, picture

from .bringing import brought, made, press
from .filling import fields_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.VIF_DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VIF_MADE_DIR = tmp_path / "made"


@pytest.fixture
def crowded_later(request):
    """Return what takes all places for child processes."""
    return partial(request.getfixturevalue, "crowded")


def moving():
    out = io.BytesIO()
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def png(size=(600, 300), colour="red"):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG", pnginfo=None)
    return out.getvalue()


def word_file(*pictures):
    media = {
        f"i{n}": (f"p{n}.{'gif' if data[:3] == b'GIF' else 'png'}", data)
        for n, data in enumerate(pictures)
    }
    shown = [p(picture(key, f"alt {key}")) for key in media]
    return docx(p("On tides", style="Title"), p("The sea rises."), *shown, media=media)


def small(page, number=0):
    return f"{page}pictures/{number}.webp"


def test_picture_is_shown_small_beside_its_words(editor):
    page = brought(editor, word_file(png(), png((50, 40))), "tides.docx")
    html = editor.get(page).content.decode()
    assert f'src="{small(page, 0)}"' in html
    assert f'src="{small(page, 1)}"' in html
    assert 'name="pictures-1-alt"' in html
    answer = editor.get(small(page))
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "private, max-age=86400"
    image = Image.open(io.BytesIO(answer.content))
    assert (image.format, image.size) == ("WEBP", (240, 120))
    assert Image.open(io.BytesIO(editor.get(small(page, 1)).content)).size == (50, 40)


def test_picture_of_a_page_is_shown_too(editor):
    packed = base64.b64encode(png((30, 900))).decode()
    html = f'<h1>On tides</h1><p>{"Words. " * 60}<img src="data:image/png;base64,{packed}"> More.</p>'
    answer = editor.get(small(brought(editor, html, "page.html")))
    assert Image.open(io.BytesIO(answer.content)).size == (8, 240)


def test_no_byte_of_the_file_itself_is_sent(editor):
    data = png() + b"<script>alert(1)</script>"
    answer = editor.get(small(brought(editor, word_file(data), "tides.docx")))
    assert answer.status_code == 200
    assert b"script" not in answer.content


def test_picture_is_shown_to_its_owner_alone(editor, moderator, client, log_in):
    page = brought(editor, word_file(png()), "tides.docx")
    for who in (log_in(make_user("Editor")), log_in(make_user(is_superuser=True))):
        assert who.get(small(page)).status_code == 404
    assert moderator.get(small(page)).status_code == 403
    assert client.get(small(page)).status_code == 302
    assert editor.post(small(page)).status_code == 405


def test_picture_that_is_not_there_is_not_found(editor):
    page = brought(editor, word_file(b"\x89PNG\r\n\x1a\nbroken"), "tides.docx")
    assert editor.get(small(page, 0)).status_code == 404
    assert editor.get(small(page, 1)).status_code == 404
    incoming = Incoming.objects.get()
    incoming.file.storage.delete(incoming.file.name)
    assert editor.get(small(page)).status_code == 404


def test_picture_of_what_was_done_is_not_found(editor):
    page = brought(editor, word_file(png()), "tides.docx")
    press(editor, page)
    assert editor.get(small(page)).status_code == 404


def test_too_many_pictures_at_once_are_refused(editor, settings):
    page = brought(editor, word_file(png()), "tides.docx")
    settings.VIF_LIMITS = settings.VIF_LIMITS | {"previews": [(1, 60)]}
    assert editor.get(small(page)).status_code == 200
    assert editor.get(small(page)).status_code == 429


def test_small_pictures_are_made_when_the_text_comes_in(editor, crowded_later):
    page = brought(editor, word_file(png(), png((50, 40))), "tides.docx")
    crowded_later()
    assert editor.get(small(page, 0)).status_code == 200
    assert editor.get(small(page, 1)).status_code == 200


def test_small_pictures_that_are_gone_are_made_anew(
    editor, settings, django_capture_on_commit_callbacks
):
    page = brought(editor, word_file(png(), png((50, 40))), "tides.docx")
    first = editor.get(small(page, 1)).content
    shelf = settings.VIF_MADE_DIR / "small-pictures"
    [kept] = shelf.iterdir()
    kept.unlink()
    assert editor.get(small(page, 1)).content == first
    assert [path.name for path in shelf.iterdir()] == [kept.name]
    with django_capture_on_commit_callbacks(execute=True):
        press(editor, page)
    assert [*shelf.iterdir()] == []


def test_text_comes_in_though_its_pictures_cannot_be_shown_now(editor, monkeypatch):
    def busy(files):
        raise pictures.Busy

    with monkeypatch.context() as patched:
        patched.setattr(pending.pictures, "small_each", busy)
        page = brought(editor, word_file(png()), "tides.docx")
        answer = editor.get(small(page))
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert editor.get(small(page)).status_code == 200


def test_article_waits_where_its_pictures_cannot_be_made_ready_now(editor, monkeypatch):
    page = brought(editor, word_file(png()), "tides.docx")

    def busy(files):
        raise pictures.Busy

    with monkeypatch.context() as patched:
        patched.setattr(pictures, "clean_each", busy)
        answer = press(editor, page, title="Typed")
    assert answer.status_code == 503
    assert "Try again in a minute." in text_of(answer, ".errornote")
    assert fields_of(editor.get(page), "form.import-review")["title"] == "Typed"
    assert made(press(editor, page)).title == "Typed"


def test_first_frame_of_what_moves_is_kept_and_told_of(editor):
    page = brought(editor, word_file(moving()), "tides.docx")
    assert editor.get(small(page)).status_code == 200
    said = text_of(editor.get(press(editor, page)["Location"]), ".messagelist")
    assert "Picture p0.gif: Only the first frame is kept." in said


def test_busy_reader_is_told(editor, settings, crowded_later):
    html = f'<h1>On tides</h1><p>{"Words. " * 60}<img src="data:image/png;base64,{base64.b64encode(png()).decode()}"> More.</p>'
    page = brought(editor, html, "page.html")
    shutil.rmtree(settings.VIF_MADE_DIR)
    crowded_later()
    assert editor.get(small(page)).status_code == 503


def test_pictures_beyond_the_limit_are_told_of_and_all_come_in(editor, monkeypatch):
    monkeypatch.setattr(review, "MOST_PICTURES", 2)
    monkeypatch.setattr(pending, "MOST_PICTURES", 2)
    colours = ("red", "green", "blue", "white")
    data = word_file(*(png(colour=each) for each in colours))
    page = brought(editor, data, "tides.docx")
    shown = editor.get(page)
    assert "2 more pictures are not shown here." in text_of(shown, ".import-pictures")
    fields = fields_of(shown, "form.import-review")
    assert [name for name in fields if name.startswith("pictures-")] == [
        "pictures-0-alt",
        "pictures-1-alt",
    ]
    assert editor.get(small(page, 2)).status_code == 404
    article = made(press(editor, page, **{"pictures-1-alt": "Typed"}))
    for words in ("alt i0", "Typed", "alt i2", "alt i3"):
        assert f'alt="{words}"' in article.html
