"""On a disk that is nearly full, files are refused in words, and words are saved."""

import shutil
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, Attachment, Picture
from tests.factories import make_article

from .filling import add_row, fields_of, text_of
from .test_attachments import PDF
from .test_editor import picture, send

pytestmark = pytest.mark.django_db
SENTENCE = "The disk is nearly full, and the file was not kept."


@pytest.fixture(autouse=True)
def nearly_full(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    usage = SimpleNamespace(free=199 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    yield
    assert not list(tmp_path.iterdir())


def test_picture_dropped_into_a_text_is_refused(editor):
    response = send(editor, picture())
    assert response.status_code == 503
    assert response.json() == {"image": [SENTENCE]}
    assert not Picture.objects.exists()


def test_picture_of_the_form_is_refused_beside_the_field(editor):
    file = SimpleUploadedFile("a.png", picture(), "image/png")
    address = "/admin/articles/picture/add/"
    response = editor.post(address, {"alt": "A dam", "upload": file})
    assert SENTENCE in text_of(response, ".errorlist")
    assert not Picture.objects.exists()


def test_attachment_is_refused_and_the_words_beside_it_are_kept(editor):
    article = make_article()
    address = f"/admin/articles/article/{article.pk}/change/"
    data = fields_of(editor.get(address)) | {"title": "Typed meanwhile"}
    file = SimpleUploadedFile("Report.pdf", PDF)
    add_row(data, "attachments", kind="report", position="0", upload=file)
    response = editor.post(address, data)
    assert SENTENCE in text_of(response, ".errorlist")
    assert fields_of(response)["title"] == "Typed meanwhile"
    assert not Attachment.objects.exists()


def test_words_are_saved(editor):
    article = make_article()
    address = f"/admin/articles/article/{article.pk}/change/"
    data = fields_of(editor.get(address)) | {"title": "Typed meanwhile"}
    assert editor.post(address, data).status_code == 302
    assert Article.objects.get().title == "Typed meanwhile"
