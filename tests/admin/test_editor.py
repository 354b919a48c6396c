"""The editor's doors: what a preview shows, what an upload lets in."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from articles import pictures
from articles.models import Decision, Picture
from articles.publishing import render_article, render_page
from tests.factories import make_article, make_page, make_user

from .filling import fields_of, text_of
from .test_article import HOSTILE

pytestmark = pytest.mark.django_db
PREVIEW = "/admin/articles/article/preview-text/"
UPLOAD = "/admin/articles/article/upload/"
SOURCES = (
    "Plain.",
    "One.[^1] Two [2].[^3] Not a note [9].",
    "## A head\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> Said.[^1]",
    HOSTILE,
    "[a](javascript:alert(1)) ![x](https://elsewhere.example/a.png) <svg onload=x>",
    "## location\n\n## cookie\n\n## constructor[^1]",
    "   \n",
    "line\u2028separator \U0001f642 &lt;b&gt; \u202e",
)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def picture(width=60, height=40, kind="PNG", **options):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#1d4477").save(out, kind, **options)
    return out.getvalue()


def send(client, data, name="a.png", kind="image/png"):
    return client.post(UPLOAD, {"image": SimpleUploadedFile(name, data, kind)})


# Preview


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("language", ["en", "hi"])
def test_preview_is_byte_for_byte_what_the_page_shows(editor, source, language):
    article = make_article(
        source=source.strip(), language=language, status="draft", published_at=None,
        notes={"1": "A.", "2": f"B. {HOSTILE}", "3": ""},
    )  # fmt: skip
    path = f"/admin/articles/article/{article.pk}/preview-text/"
    shown = editor.post(path, {"content": source}).content.decode()
    made = render_article(source.strip(), article.endnotes.all(), language)
    assert shown == made.html + made.notes_html == article.html + article.notes_html


def test_preview_knows_notes_and_language_that_are_not_saved(editor):
    article = make_article(notes={"1": "Old."}, status="draft", published_at=None)
    path = f"/admin/articles/article/{article.pk}/"
    data = fields_of(editor.get(f"{path}change/"))
    data |= {"endnotes-0-text": "New.", "language": "hi", "content": "One.[^1]"}
    shown = editor.post(f"{path}preview-text/", data).content.decode()
    assert "New." in shown
    assert "Old." not in shown
    assert article.endnotes.get().text == "Old."


def test_preview_of_odd_rows_is_no_error(editor):
    data = {
        "content": "One.[^1]",
        "endnotes-TOTAL_FORMS": "4",
        "endnotes-0-label": "1",
        "endnotes-0-position": "-9",
        "endnotes-0-accessed_on": "31 February",
        "endnotes-0-state": "nonsense",
        "endnotes-0-text": "Kept.",
        "endnotes-1-label": "not a label at all",
        "endnotes-2-label": "2",
        "endnotes-2-DELETE": "on",
    }
    shown = editor.post(PREVIEW, data)
    assert shown.status_code == 200
    assert "Kept." in shown.content.decode()
    for total in ("", "x", "-1", "9" * 30):
        answer = editor.post(PREVIEW, data | {"endnotes-TOTAL_FORMS": total})
        assert answer.status_code == 200


def test_preview_of_a_page_is_what_the_page_shows(editor):
    page = make_page(source="## Head\n\nOne [8] and [^8].")
    data = {"content": page.source, "language": "hi"}
    shown = editor.post("/admin/articles/page/preview-text/", data)
    assert shown.content.decode() == render_page(page.source, "hi").html
    saved = fields_of(editor.get(f"/admin/articles/page/{page.pk}/change/"))
    editor.post(f"/admin/articles/page/{page.pk}/change/", saved)
    page.refresh_from_db()
    assert page.html == render_page(page.source, page.language).html
    form = editor.get(f"/admin/articles/page/{page.pk}/change/").content.decode()
    assert 'data-markdownx-urls-path="/admin/articles/page/preview-text/"' in form


def test_too_long_a_text_is_not_rendered_and_says_so(editor):
    answer = editor.post(PREVIEW, {"content": "x" * 200_001})
    assert answer.status_code == 413
    assert answer["Content-Type"] == "text/plain"
    assert "200001 characters" in answer.content.decode()
    notes = {"endnotes-TOTAL_FORMS": "1", "endnotes-0-label": "1"}
    long = notes | {"content": "x", "endnotes-0-text": "x" * 200_001}
    assert editor.post(PREVIEW, long).status_code == 413


def test_too_many_previews_are_refused_for_a_while(editor, log_in, settings):
    settings.VIF_LIMITS = settings.VIF_LIMITS | {"previews": [(2, 60)]}
    answers = [editor.post(PREVIEW, {"content": "x"}).status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    other = log_in(make_user("Editor"))
    assert other.post(PREVIEW, {"content": "x"}).status_code == 200


# Upload


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_picture_is_kept_under_a_name_of_ours(editor, media, kind):
    answer = send(editor, picture(1500, 900, kind), "../../evil name.php", "text/html")
    kept = Picture.objects.get()
    assert answer.json() == {"image_code": f"![](picture:{kept.uid})"}
    assert (kept.width, kept.height, kept.is_decoration) == (1500, 900, True)
    assert [made["width"] for made in kept.renditions] == [480, 960, 1440, 1500]
    assert [path.suffix for path in files(media)] == [".webp"] * 4
    assert "evil" not in " ".join(str(path) for path in files(media))
    assert Decision.objects.get().what == "picture"


HTML = b"<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
REFUSED = {
    "html as gif": (HTML, "x.html", "image/gif"),
    "php as png": (b"<?php echo 1;", "x.php.png", "image/png"),
    "svg": (SVG, "x.svg", "image/svg+xml"),
    "svg as png": (SVG, "x.png", "image/png"),
    "bitmap": (picture(kind="BMP"), "x.bmp", "image/bmp"),
    "bmp as png": (picture(kind="BMP"), "x.png", "image/png"),
    "cut": (picture(900, 900)[:300], "x.png", "image/png"),
    "empty": (b" ", "x.png", "image/png"),
    "strip": (picture(5000, 10), "x.png", "image/png"),
    "41 megapixels": (picture(8200, 5000), "x.png", "image/png"),
    "200 megapixels": (None, "x.png", "image/png"),
}


def bomb():
    """Return a small PNG that claims 200 million pixels."""
    out = io.BytesIO()
    Image.new("1", (20_000, 10_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_picture_of_ours_is_refused_with_a_sentence(editor, media, what):
    data, name, kind = REFUSED[what]
    answer = send(editor, data or bomb(), name, kind)
    assert answer.status_code == 400
    assert answer.json()["image"][0].endswith((".", "first."))
    if "megapixels" in what:
        assert "40 million pixels" in answer.json()["image"][0]
    assert files(media) == []
    assert not Picture.objects.exists()


def test_too_large_a_file_is_refused(editor, media):
    answer = send(editor, picture() + b"\0" * (10 * 2**20 + 1))
    assert answer.status_code == 413
    assert answer.json() == {
        "image": ["The picture is larger than 10 MB. Save a smaller one."]
    }
    assert files(media) == []


def test_upload_without_a_file_says_so(editor):
    answer = editor.post(UPLOAD, {"image": "not a file"})
    assert (answer.status_code, answer.json()) == (
        400,
        {"image": ["No file was sent."]},
    )


def test_script_behind_a_picture_and_its_metadata_are_gone(editor, media):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "a canary"
    exif.get_ifd(0x8825).update({1: "N", 2: (28.0, 36.0, 0.0)})
    photograph = picture(60, 40, "JPEG", exif=exif, comment=b"a canary") + HTML
    send(editor, photograph, "a.jpg", "image/jpeg")
    kept = Picture.objects.get()
    assert (kept.width, kept.height) == (40, 60)
    for path in files(media):
        data = path.read_bytes()
        assert not any(word in data for word in (b"canary", b"script", b"EXIF", b"GPS"))
        assert not Image.open(io.BytesIO(data)).getexif()


def test_too_many_uploads_are_refused_for_a_while(editor, settings):
    settings.VIF_LIMITS = settings.VIF_LIMITS | {"uploads": [(1, 600)]}
    assert send(editor, picture()).status_code == 200
    answer = send(editor, picture())
    assert (answer.status_code, answer.json()) == (
        429,
        {"image": ["Too many pictures. Wait ten minutes."]},
    )


def test_kept_picture_is_served_so_that_it_cannot_act(editor):
    send(editor, picture())
    kept = Picture.objects.get()
    visitor = Client(headers={"Accept": "text/html"})
    for query in ("", "?x.html"):
        answer = visitor.get(f"{kept.file.url}{query}")
        assert answer["Content-Type"] == "image/webp"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
    assert visitor.get(f"{kept.file.url}/x.html").status_code == 404


SAMPLES = {
    "gen_bomb_8000x8000_rgb.png": 400, "gen_html_named.jpg": 400,
    "gen_svg_onload.svg": 400, "gen_svg_script_cdata.svg": 400,
    "pillow_apng_mode_16bit.png": 200, "pillow_avif_hopper.avif": 200,
    "pillow_decompression_bomb.gif": 400, "pillow_exif_gps.jpg": 200,
    "pillow_flower.webp": 200, "pillow_hopper_orientation_3.jpg": 200,
    "pillow_hopper_orientation_6.jpg": 200, "pillow_hopper_orientation_8.webp": 200,
    "pillow_invalid-exif.jpg": 200, "pillow_iss634.gif": 200,
    "pillow_multiple_exif.jpg": 200, "pillow_pil_sample_cmyk.jpg": 200,
    "pillow_transparent.webp": 200, "pillow_truncated_image.png": 400,
    "pillow_truncated_jpeg.jpg": 400, "pillow_zero_width.gif": 400,
}  # fmt: skip


def moving():
    out = io.BytesIO()
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def test_first_frame_of_what_moves_is_kept_and_told_of(editor):
    assert send(editor, moving()).json()["note"] == "Only the first frame is kept."
    assert "note" not in send(editor, picture()).json()


@pytest.mark.usefixtures("crowded")
def test_editor_is_asked_to_come_again_where_others_are_before(editor, media):
    answer = send(editor, picture())
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert answer.json()["image"] == [
        "Other files are being read just now. Try again in a minute."
    ]
    assert files(media) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_is_kept_or_refused(editor, media, samples, name):
    path = samples / "images" / name
    if not path.exists():
        pytest.skip("this sample is not in the folder")
    answer = send(editor, path.read_bytes(), name)
    assert answer.status_code == SAMPLES[name]
    assert answer.json()
    for kept in files(media):
        assert not Image.open(io.BytesIO(kept.read_bytes())).getexif()


# Describing


def test_picture_that_says_nothing_is_warned_of_until_it_is_described(editor, media):
    send(editor, picture())
    kept = Picture.objects.get()
    article = make_article(source=f"Look:\n\n![](picture:{kept.uid})")
    page = f"/admin/articles/article/{article.pk}/change/"
    form = editor.get(page)
    assert "A picture counts as decoration." in text_of(form, ".told")
    assert f'href="/admin/articles/picture/{kept.pk}/change/"' in form.content.decode()
    assert 'alt=""' in article.html
    described = fields_of(editor.get(f"/admin/articles/picture/{kept.pk}/change/"))
    described |= {"alt": "A blue field.", "caption": "Blue"}
    described.pop("is_decoration")
    editor.post(f"/admin/articles/picture/{kept.pk}/change/", described)
    article.refresh_from_db()
    assert 'alt="A blue field."' in article.html
    assert "Blue" in article.html
    assert not text_of(editor.get(page), ".told")


def test_picture_described_in_the_text_is_not_warned_of(editor):
    send(editor, picture())
    uid = Picture.objects.get().uid
    article = make_article(source=f"![A field](picture:{uid})")
    form = editor.get(f"/admin/articles/article/{article.pk}/change/")
    assert not text_of(form, ".told")


def test_picture_in_a_text_is_not_deleted(editor):
    send(editor, picture())
    kept = Picture.objects.get()
    make_article(title="Uses it", source=f"![](picture:{kept.uid})")
    page = editor.post(f"/admin/articles/picture/{kept.pk}/delete/", {"post": "yes"})
    assert "Uses it" in text_of(page)
    chosen = {"action": "delete_selected", "_selected_action": [kept.pk]}
    editor.post("/admin/articles/picture/", chosen | {"post": "yes"})
    assert Picture.objects.exists()


def test_picture_is_added_with_its_words_by_one_processing(editor, media, monkeypatch):
    calls = []
    clean_each = pictures.clean_each

    def watched(files):
        calls.append(connection.savepoint_ids[:])
        return clean_each(files)

    monkeypatch.setattr(pictures, "clean_each", watched)
    data = fields_of(editor.get("/admin/articles/picture/add/")) | {
        "alt": "A field.",
        "upload": SimpleUploadedFile("a.png", picture(), "image/png"),
    }
    answer = editor.post("/admin/articles/picture/add/", data)
    assert answer.status_code == 302
    assert Picture.objects.get().alt == "A field."
    # Once, and before the transaction in which it is saved.
    assert calls == [[]]
    assert default_storage.exists(Picture.objects.get().file.name)


def test_file_of_a_picture_is_replaced_and_its_words_kept(editor, media):
    send(editor, picture())
    kept = Picture.objects.get()
    article = make_article(source=f"![](picture:{kept.uid})")
    path = f"/admin/articles/picture/{kept.pk}/change/"
    file = SimpleUploadedFile("b.png", picture(90, 30), "image/png")
    data = fields_of(editor.get(path)) | {"credit": "Us", "upload": file}
    assert editor.post(path, data).status_code == 302
    kept.refresh_from_db()
    article.refresh_from_db()
    assert (kept.width, kept.credit) == (90, "Us")
    assert kept.file.url in article.html


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Choose a file."),
        ({"upload": (b"x", "a.png")}, "This is no JPEG, PNG, WebP, GIF or AVIF"),
        ({"upload": (picture(), "a.png")}, "or mark it as decoration."),
        ({"upload": (b"\0" * (10 * 2**20 + 1), "a.png")}, "larger than 10 MB"),
    ],
)
def test_picture_form_says_what_is_wrong(editor, media, changes, sentence):
    data = fields_of(editor.get("/admin/articles/picture/add/"))
    if "upload" in changes:
        content, name = changes["upload"]
        data["upload"] = SimpleUploadedFile(name, content)
    answer = editor.post("/admin/articles/picture/add/", data)
    assert sentence in text_of(answer)
    assert files(media) == []
