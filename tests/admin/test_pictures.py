"""Pictures at the desk: what is replaced or deleted leaves no file behind."""

import io

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models import Picture
from articles.publishing import store_picture
from tests.factories import make_article, make_page

from .filling import fields_of, text_of

pytestmark = pytest.mark.django_db
ROOM = "/admin/articles/picture/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def png(colour="red", width=600):
    out = io.BytesIO()
    Image.new("RGB", (width, 40), colour).save(out, "PNG")
    return out.getvalue()


def files(folder):
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    }


def paths(picture):
    return {made["path"] for made in picture.renditions}


def replace(client, picture):
    page = f"{ROOM}{picture.pk}/change/"
    data = fields_of(client.get(page))
    data["upload"] = SimpleUploadedFile("b.png", png("blue"), "image/png")
    return client.post(page, data)


def test_files_of_a_replaced_picture_go_after_the_transaction(
    editor, media, django_capture_on_commit_callbacks
):
    picture = store_picture(png(), by=None)
    before = paths(picture)
    assert len(before) == 2
    with django_capture_on_commit_callbacks() as later:
        assert replace(editor, picture).status_code == 302
        assert before < files(media)
    for act in later:
        act()
    picture.refresh_from_db()
    assert files(media) == paths(picture)
    assert not before & files(media)


@pytest.mark.parametrize("many", [False, True])
def test_files_of_a_deleted_picture_go_after_the_transaction(
    editor, media, many, django_capture_on_commit_callbacks
):
    picture, other = (store_picture(png(), by=None) for _ in range(2))
    page, data = f"{ROOM}{picture.pk}/delete/", {"post": "yes"}
    if many:
        page = ROOM
        data |= {"action": "delete_selected", "_selected_action": [picture.pk]}
    with django_capture_on_commit_callbacks() as later:
        editor.post(page, data)
        assert files(media) == paths(picture) | paths(other)
    for act in later:
        act()
    assert Picture.objects.get() == other
    assert files(media) == paths(other)


def test_file_that_another_picture_uses_stays(
    editor, media, django_capture_on_commit_callbacks
):
    picture = store_picture(png(), by=None)
    twin = Picture.objects.get()
    twin.pk, twin.uid = None, "00000000-0000-4000-8000-000000000000"
    twin.save()
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(f"{ROOM}{picture.pk}/delete/", {"post": "yes"})
    assert Picture.objects.get() == twin
    assert files(media) == paths(twin)


def test_picture_named_in_a_note_or_a_page_is_not_deleted(editor):
    for make in (
        lambda name: make_article(title="Names it", notes={"1": name}),
        lambda name: make_page(title="Names it", source=name),
    ):
        picture = store_picture(png(), by=None)
        make(f"See ![a chart](picture:{picture.uid}).")
        answer = editor.post(f"{ROOM}{picture.pk}/delete/", {"post": "yes"})
        assert "Names it" in text_of(answer)
    assert Picture.objects.count() == 2


@pytest.mark.parametrize(
    "where",
    [
        "articles.publishing.files.pictures.record",
        "articles.admin.pictures.PictureAdmin.log_change",
        "django.core.files.storage.FileSystemStorage.save",
    ],
)
def test_files_of_a_save_that_is_undone_go(editor, media, monkeypatch, where):
    picture = store_picture(png(), by=None)
    before = files(media)
    real = FileSystemStorage.save

    def fail(self, name=None, content=None, *others, **options):
        if isinstance(name, str) and name.endswith("-480.webp"):
            return real(self, name, content, **options)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(where, fail)
    editor.raise_request_exception = False
    page = f"{ROOM}{picture.pk}/change/"
    data = {"alt": "A dam", "upload": SimpleUploadedFile("a.png", png("blue", 900))}
    assert editor.post(page, data).status_code == 503
    assert files(media) == before
