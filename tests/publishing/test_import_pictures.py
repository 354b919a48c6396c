"""Pictures of a manuscript: cleaned, kept once, named by the text; refused with a reason."""

import io
import json
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from PIL import Image

from articles.importing.readers.word import read_word
from articles.models import Article, Picture
from articles.publishing import accept
from tests.importing.docx_writer import docx, fn, note, p, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def png(colour="red", size=(640, 480)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def word(*blocks, title="On Tides", **media):
    known = {name: (f"{name}.png", data) for name, data in media.items()}
    return docx(
        p(title, style="Title"),
        p("It rises.", fn(1)),
        *blocks,
        footnotes={1: note("x")},
        media=known,
    )


def files():
    if not default_storage.exists("pictures"):
        return []
    return sorted(default_storage.listdir("pictures")[1])


def test_accept_keeps_pictures_and_names_them():
    data = word(
        p(picture("i1", "A red field")), p(picture("i2")), i1=png(), i2=png("blue")
    )
    accepted = accept(read_word(data), by=None)
    described, decoration = Picture.objects.order_by("pk")
    assert (described.alt, described.is_decoration) == ("A red field", False)
    assert (decoration.alt, decoration.is_decoration) == ("", True)
    assert accepted.article.source == (
        f"It rises.[^1]\n\n![A red field](picture:{described.uid})\n\n"
        f"![](picture:{decoration.uid})"
    )
    assert accepted.article.html.count("<img") == 2
    assert (accepted.refused, len(accepted.stored)) == ((), 4)
    assert len(files()) == 4


def test_accept_keeps_the_same_picture_once():
    data = word(p(picture("i1")), p(picture("i2")), i1=png(), i2=png())
    accept(read_word(data), by=None)
    assert Picture.objects.count() == 1
    again = accept(read_word(word(p(picture("i1")), title="Other", i1=png())), by=None)
    assert Picture.objects.count() == 1
    assert (again.outcome, again.stored) == ("created", ())


def test_accept_the_same_file_again_changes_nothing():
    data = word(p(picture("i1", "A")), i1=png())
    accept(read_word(data), by=None)
    before = files()
    assert accept(read_word(data), by=None).outcome == "unchanged"
    assert files() == before


def test_accept_finds_a_picture_whose_file_is_gone_new():
    data = word(p(picture("i1", "A")), i1=png())
    accept(read_word(data), by=None)
    default_storage.delete(Picture.objects.get().file.name)
    accept(read_word(data), by=None, replace=True)
    assert Picture.objects.count() == 2


def test_accept_says_why_a_picture_is_refused():
    strip = png(size=(600, 2))
    data = word(p("See ", picture("i1", "a [strip]"), "."), i1=strip)
    accepted = accept(read_word(data), by=None)
    assert accepted.refused == (("i1.png", "too-narrow"),)
    assert accepted.article.source.endswith("See a \\[strip\\].")
    assert files() == []


def test_accept_leaves_no_file_of_what_is_not_kept():
    data = word(p("One"), p(picture("i1")), i1=png())
    accept(read_word(word(p("Other"))), by=None)
    assert accept(read_word(data), by=None).outcome == "kept"
    assert (Picture.objects.count(), files()) == (0, [])
    long = word(p(picture("i1")), title="Long " * 45, i1=png("blue"))
    with pytest.raises(ValidationError):
        accept(read_word(word(p(picture("i1")), title="y " * 160, i1=png())), by=None)
    assert accept(read_word(long), by=None).outcome == "created"
    assert Picture.objects.count() == 1


def run(path, *options):
    out = StringIO()
    call_command(
        "import_article", str(path), "--json", *options, stdout=out, stderr=StringIO()
    )
    return json.loads(out.getvalue())


def test_import_article_takes_a_word_file(tmp_path):
    path = tmp_path / "tides.docx"
    blocks = (p(picture("i1", "Red")), p(picture("i2", "strip")))
    path.write_bytes(word(*blocks, i1=png(), i2=png(size=(600, 2))))
    trial = run(path, "--dry-run")
    assert (trial["outcome"], trial["pictures"]) == ("created", 2)
    assert (Article.objects.count(), Picture.objects.count(), files()) == (0, 0, [])
    report = run(path, "--publish")
    assert (report["markers"], report["notes"], report["matched"]) == (1, 1, 1)
    assert report["pictures_refused"] == [{"name": "i2.png", "code": "too-narrow"}]
    assert len(files()) == 2
    out = StringIO()
    call_command("import_article", str(path), stdout=out, stderr=StringIO())
    assert "Picture left out: i2.png: The picture is a mere strip." in out.getvalue()


def test_import_article_says_what_is_wrong_with_a_word_file(tmp_path):
    path = tmp_path / "tides.docx"
    path.write_bytes(b"{\\rtf1 x}")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import_article", str(path), stdout=out, stderr=StringIO())
    assert "Not imported: The file is rich text (RTF)." in out.getvalue()
