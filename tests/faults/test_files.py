"""Files that cannot be written, arrive by half, or are gone."""

import io
import logging
import socket
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models import Picture
from articles.publishing import rebuild, store_picture
from tests.factories import make_article, make_user

resource = pytest.importorskip("resource")
FULL = Path("/dev/full")  # Linux gives "no space left" for every byte
ADD = "/admin/articles/picture/add/"


def photograph(side=400):
    data = io.BytesIO()
    Image.effect_noise((side, side), 80).convert("RGB").save(data, "PNG")
    return data.getvalue()


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.django_db
@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_log_that_cannot_be_written_fails_no_request(client, tell, monkeypatch):
    make_article(slug="one")
    failed = []
    with FULL.open("w") as full:
        handler = logging.StreamHandler(full)
        monkeypatch.setattr(handler, "handleError", failed.append)
        logging.getLogger().addHandler(handler)
        try:
            statuses = [client.get(p).status_code for p in ("/no/", "/articles/one/")]
        finally:
            logging.getLogger().removeHandler(handler)
            with suppress(OSError):
                full.close()
    assert statuses == [404, 200]
    # The line about the missing page was tried, and could not be written.
    assert len(failed) == 1
    tell(tried=1, lost="a line of the log", readers="every page")


@contextmanager
def no_file_grows_beyond(size):
    soft, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, most))
        sys.dont_write_bytecode = before


@pytest.mark.django_db
def test_picture_without_room_leaves_no_row_and_no_part(client, media, tell):
    make_article(slug="one")
    client.force_login(make_user("Editor"))
    client.raise_request_exception = False
    upload = SimpleUploadedFile("a.png", photograph(), "image/png")
    with no_file_grows_beyond(1000):
        client.post(ADD, {"upload": upload, "alt": "A gauge"})
        assert client.get("/articles/one/").status_code == 200
    assert not Picture.objects.exists()
    assert files_in(media) == []
    tell(tried=1, lost="nothing", readers="every page")


@pytest.mark.django_db
def test_page_whose_picture_is_gone_is_shown_with_its_words(client, media, tell):
    picture = store_picture(photograph(), by=None)
    source = f"One.\n\n![A gauge by the river](picture:{picture.uid})"
    rebuild(make_article(slug="one", source=source))
    for path in files_in(media):
        path.unlink()
    page = client.get("/articles/one/")
    assert page.status_code == 200
    assert 'alt="A gauge by the river"' in page.content.decode()
    assert client.get(picture.file.url).status_code == 404
    tell(tried=1, lost="the picture", readers="the page, with the picture's words")


@pytest.mark.django_db(transaction=True)
def test_upload_cut_off_in_the_middle_leaves_nothing(
    client, live_server, media, settings, tell, tmp_path
):
    client.force_login(make_user("Editor"))
    settings.FILE_UPLOAD_TEMP_DIR = parts = tmp_path / "parts"
    parts.mkdir()
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    data = b"\r\n".join(
        [
            b"--limit",
            b'Content-Disposition: form-data; name="upload"; filename="a.png"',
            b"Content-Type: image/png",
            b"",
            photograph(1200),
        ]
    )
    assert len(data) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    head = (
        f"POST {ADD} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {2 * len(data)}\r\n"
        f"Content-Type: multipart/form-data; boundary=limit\r\n"
        f"Cookie: {settings.SESSION_COOKIE_NAME}={cookie}\r\n\r\n"
    )
    with socket.create_connection(
        (live_server.thread.host, live_server.thread.port), timeout=60
    ) as asked:
        asked.sendall(head.encode() + data)
        asked.shutdown(socket.SHUT_WR)
        answer = asked.makefile("rb").readline()
    # Without a whole form there is no token either, and nothing is taken.
    assert int(answer.split()[1]) in {400, 403}
    assert not Picture.objects.exists()
    assert files_in(media) == files_in(parts) == []
    tell(tried=1, lost="nothing", readers="every page")
