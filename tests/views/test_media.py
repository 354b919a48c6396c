"""Uploaded files, as they are sent."""

from pathlib import Path

import pytest

from articles.models import Attachment
from articles.publishing import move_to_bin, withdraw
from articles.views.media import DATA
from tests.factories import PDF, make_article, make_attachment


@pytest.fixture
def root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "secret.webp").write_bytes(b"secret")
    for name in ("pictures/a.webp", "pictures/.hidden.webp", "pictures/a.svg"):
        path = settings.MEDIA_ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"<svg onload=alert(1)>")


@pytest.mark.usefixtures("root", "db")
class TestMediaFile:
    def test_picture_is_sent_in_a_sandbox(self, client):
        response = client.get("/media/pictures/a.webp")
        assert response["Content-Type"] == "image/webp"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Content-Disposition" not in response

    def test_anything_else_is_a_download(self, client):
        response = client.get("/media/pictures/a.svg")
        assert response["Content-Type"] == "application/octet-stream"
        assert response["Content-Disposition"] == "attachment"

    @pytest.mark.parametrize(
        "path",
        [
            "nothing.webp",
            "pictures/",
            "pictures/.hidden.webp",
            "../secret.webp",
            "%2e%2e/secret.webp",
            "pictures/../../secret.webp",
            "..%2fsecret.webp",
            "/etc/passwd",
            "%2fetc/passwd",
            "a%00.webp",
            "a" * 300,
            "a" * 300 + ".webp",
            "a/" * 3000,
            "pictures",
            "pictures/a.webp/b.webp",
            "%ed%a0%80.webp",
        ],
    )
    def test_nothing_else_is_found(self, client, path):
        assert client.get(f"/media/{path}").status_code == 404

    def test_other_methods_are_refused(self, client):
        assert client.post("/media/pictures/a.webp").status_code == 405

    def test_unchanged_picture_is_not_sent_again(self, client):
        tag = client.get("/media/pictures/a.webp")["ETag"]
        headers = {"If-None-Match": tag}
        again = client.get("/media/pictures/a.webp", headers=headers)
        assert again.status_code == 304


CSV = b"year,sum\n1990,12\n"


@pytest.fixture
def kept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.mark.usefixtures("kept", "db")
class TestAttachmentFile:
    def test_pdf_is_shown_and_named_after_its_article(self, client):
        report = make_attachment(make_article(slug="a"))
        response = client.get(report.file.url)
        assert response.content == PDF
        assert response["Content-Type"] == "application/pdf"
        name = f"a-{report.pk}.pdf"
        assert response["Content-Disposition"] == f'inline; filename="{name}"'
        assert response["X-Content-Type-Options"] == "nosniff"
        # Some browsers show nothing in a sandbox.
        policy = response["Content-Security-Policy"]
        assert policy.startswith("default-src 'none';")
        assert "sandbox" not in policy
        assert "frame-ancestors 'none'" in policy

    @pytest.mark.parametrize(
        ("suffix", "kind"),
        [(".csv", "text/csv; charset=utf-8"), (".ods", DATA[".ods"])],
    )
    def test_data_is_a_download(self, client, suffix, kind):
        file = make_attachment(suffix=suffix, data=CSV, kind="file", title="Data")
        response = client.get(file.file.url)
        assert response["Content-Type"] == kind
        assert response["Content-Disposition"].startswith("attachment; filename=")
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"

    def test_is_kept_by_browsers_no_longer_than_a_page(self, client):
        assert "max-age=60," in client.get(make_attachment().file.url)["Cache-Control"]

    def test_name_cannot_be_guessed(self):
        first, second = (make_attachment() for _ in range(2))
        assert first.file.name != second.file.name
        assert len(first.file.name) >= len("attachments/") + 36

    @pytest.mark.parametrize("state", ["draft", "in_review"])
    def test_of_a_draft_is_found_by_its_secret_name(self, client, state):
        article = make_article(
            status=state, published_at=None, first_published_at=None, dated=None
        )
        attachment = make_attachment(article)
        response = client.get(attachment.file.url)
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex"
        move_to_bin(article, by=None)
        assert client.get(attachment.file.url).status_code == 404

    def test_of_an_article_that_is_gone_is_gone_too(self, client):
        withdrawn, binned = (make_attachment() for _ in range(2))
        withdraw(withdrawn.article, by=None, why="So.")
        move_to_bin(binned.article, by=None)
        for attachment in (withdrawn, binned):
            assert client.get(attachment.file.url).status_code == 404

    def test_of_an_article_that_is_gone_is_not_read(self, client, monkeypatch):
        attachment = make_attachment()
        withdraw(attachment.article, by=None, why="So.")
        monkeypatch.setattr(Path, "read_bytes", pytest.fail)
        assert client.get(attachment.file.url).status_code == 404

    def test_is_sent_by_the_server_and_not_read_here(self, client, monkeypatch):
        attachment = make_attachment()
        monkeypatch.setattr(Path, "read_bytes", pytest.fail)
        request = client.get(attachment.file.url, headers={"if-none-match": "*"})
        assert request.status_code == 304

    def test_that_cannot_be_read_is_not_found(self, client, monkeypatch):
        attachment = make_attachment()
        monkeypatch.setattr("os.access", lambda path, mode: False)
        assert client.get(attachment.file.url).status_code == 404

    def test_file_that_no_article_has_is_not_found(self, client):
        attachment = make_attachment()
        Attachment.objects.all().delete()
        assert client.get(attachment.file.url).status_code == 404
