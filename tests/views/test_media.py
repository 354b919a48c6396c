"""Uploaded files, as they are sent."""

import pytest


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
