"""A folder of saved pages and texts."""

import base64

import pytest

from articles.importing.sites import BadSite, Fault, LeftOut, Line, saved_pages
from articles.importing.sites.formats import open_site
from articles.importing.sites.saved_pages import with_pictures
from articles.models import Address, Article, Author, Picture
from articles.publishing.transfer import Outcome, import_site
from tests.publishing.filled_site import png

PAGE = """<!doctype html><html lang="en"><head><title>The quay</title>
<link rel="canonical" href="https://www.old.example/2019/04/the-quay/"></head><body>
<nav><a href="/">Home</a></nav>
<article><h1>The quay</h1><p>By Dr Asha Verma</p><p>2 April 2019</p>
<p>Ships wait for a long time before the quay is free.<a href="#fn1" id="r1">[1]</a> They
wait longer when the pilot is away, and the pilot is often away in these months.</p>
<p><img src="data:image/png;base64,{picture}" alt="A quay"></p>
<p>Nothing else is known of the quay, and nobody has asked for more than that.</p>
<h2>Notes</h2><ol><li id="fn1">Nair, <em>Quays</em>. <a href="#r1">back</a></li></ol>
</article></body></html>"""


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "pages"
    (root / "deep").mkdir(parents=True)
    page = PAGE.format(picture=base64.b64encode(png()).decode())
    (root / "a.html").write_text(page, encoding="utf-8")
    (root / "a_files").mkdir()
    (root / "a_files" / "frame.html").write_text(page, encoding="utf-8")
    text = "# Lanes\n\nBy Asha Verma\n\n3 May 2020\n\nA text about lanes.\n"
    (root / "deep" / "b.md").write_text(text, encoding="utf-8")
    (root / "broken.txt").write_bytes(b"\0\1\2" * 50)
    (root / "style.css").write_text("p {}", encoding="utf-8")
    return root


def test_files_are_read_and_the_others_told(folder):
    with open_site(folder) as site:
        found = list(site.entries())
    records = [entry.record for entry in found if isinstance(entry, Line)]
    assert records == ["picture", "author", "article", "address", "article"]
    (fault,) = [entry for entry in found if isinstance(entry, Fault)]
    assert fault.why.startswith("broken.txt: ")
    (left,) = [entry for entry in found if isinstance(entry, LeftOut)]
    assert left.title == "style.css"


def test_picture_of_another_file_is_not_at_hand(folder):
    with open_site(folder) as site, pytest.raises(BadSite, match="missing"):
        site.media("x")


@pytest.mark.django_db
def test_folder_makes_drafts_whose_old_addresses_are_kept(folder, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    for expected in (Outcome.CREATED, Outcome.UNCHANGED):
        with open_site(folder) as site:
            told = []
            tally = import_site(
                site,
                name="pages",
                replace=False,
                is_trial=False,
                tell=lambda taken, _tally, told=told: told.append(taken),
            )
        assert tally.outcomes[expected] == 5, [each.why for each in told]
        assert tally.outcomes[Outcome.FAILED] == 1
    quay = Article.objects.get(title="The quay")
    assert (quay.status, str(quay.dated)) == ("draft", "2019-04-02")
    assert [note.text for note in quay.endnotes.all()] == ["Nair, *Quays*."]
    assert f"(picture:{Picture.objects.get().uid}" in quay.source
    assert "<img" in quay.html
    assert Author.objects.get().name == "Asha Verma"
    assert Address.objects.get().path == "/2019/04/the-quay/"


ADDRESSED = '<link rel="canonical" href="https://old.example/{}">'


def test_address_with_a_query_is_kept_whole(folder):
    for name, query in (
        ("c", "?p=12"),
        ("d", "index.php?id=5"),
        ("e", "index.php?id=6"),
    ):
        page = f"<html><head>{ADDRESSED.format(query)}<body><p>A page on {name}.</p>"
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    with open_site(folder) as site:
        lines = [entry for entry in site.entries() if isinstance(entry, Line)]
    paths = [line.fields["path"] for line in lines if line.record == "address"]
    assert paths[1:] == ["/?p=12", "/index.php?id=5", "/index.php?id=6"]


@pytest.mark.parametrize(
    "source",
    [
        'src="./b c_files/quay.png"',
        "SRC='b%20c_files/quay.png'",
        'data-src="https://x.org/quay.png" src = "./b c_files/quay.png"',
    ],
)
def test_pictures_that_a_browser_saved_beside_a_page_come_along(folder, source):
    page = f"<html><body><h1>Quay</h1><p>Text. <img {source} alt=A></p>"
    (folder / "b c.html").write_text(page, encoding="utf-8")
    (folder / "b c_files").mkdir()
    (folder / "b c_files" / "quay.png").write_bytes(png())
    with open_site(folder) as site:
        for entry in site.entries():
            if isinstance(entry, Line) and entry.fields.get("title") == "Quay":
                assert "![A](picture:" in entry.fields["source"]
                return
            if isinstance(entry, Line) and entry.record == "picture":
                assert site.media(entry.fields["files"][0]["name"]) == png()
    raise AssertionError("The page was not read.")


@pytest.mark.parametrize(
    "source",
    [
        "../secret.png",
        "x_files/../../secret.png",
        "..%2fx_files/secret.png",
        "/etc_files/secret.png",
        "x_files/link.png",
        "x_files/missing.png",
        "x_files/",
        "x_files/secret.txt",
    ],
)
def test_nothing_else_is_read_for_a_page(tmp_path, source):
    folder = tmp_path / "x_files"
    folder.mkdir()
    for place in (tmp_path, folder):
        (place / "secret.txt").write_text("secret")
    (tmp_path / "secret.png").write_bytes(png())
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    page = f'<img src="{source}">'.encode()
    assert with_pictures(page, tmp_path / "x.html") == page


def test_pictures_beside_a_page_have_a_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(saved_pages, "MOST_BYTES", len(png()) + 1)
    (tmp_path / "x_files").mkdir()
    (tmp_path / "x_files" / "a.png").write_bytes(png())
    page = b'<img src="x_files/a.png"><img src="x_files/a.png">'
    assert with_pictures(page, tmp_path / "x.html").count(b"base64") == 1
