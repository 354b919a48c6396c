"""The PDF of an article: made once, kept, and made anew when anything changes."""

import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from articles import text
from articles.exporting.pdf.typesetter import CannotTypeset
from articles.models import Article, Institution
from articles.publishing import clear_cached_files, rebuild, store_picture
from articles.publishing.files.cache import REMEMBERED, STOPGAP
from articles.publishing.pdf import typesetting
from articles.sandbox import Busy, running
from articles.views.citation import cite
from tests.admin.test_pictures import png
from tests.exporting.paper_tools import needs_poppler, words_in
from tests.factories import make_article, make_author, make_institution

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.VIF_MADE_DIR = tmp_path / "made"
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.VIF_MADE_DIR / "papers"


@pytest.fixture
def article():
    make_institution()
    return make_article(slug="a", source="Text.[^1]", notes={"1": "One."})


@pytest.fixture
def runs(monkeypatch):
    """Count how often a paper is set; setting takes no time."""
    made = []

    def typeset(data, pictures, **options):
        made.append((data, pictures))
        return f"%PDF- {len(made)} %%EOF".encode()

    monkeypatch.setattr(typesetting, "typeset", typeset)
    return made


def pdf_of(article, **changes):
    article = Article.objects.get(pk=article.pk)
    institution = Institution.current()
    citation = cite(article, institution, article.bylines.select_related("author"))
    return typesetting.typeset_article(
        article, citation, institution=institution, **changes
    )


def files(folder):
    return sorted(path.name for path in Path(folder).glob("*"))


@needs_poppler
def test_pdf_says_what_the_records_say(article):
    article.dated = date(2022, 6, 1)
    article.dated_precision = Article.Precision.MONTH
    article.save()
    words = words_in(
        pdf_of(article, how_to_cite="Cite it so.", disclaimer="Our disclaimer.")
    )
    for said in (
        "Meridian Institute",
        "Commentary",
        article.title,
        "What it says in short.",
        "Fellow, Meridian",
        "June 2022",
        "How to cite Cite it so.",
        "Text.1",
        "1 One.",
        "Our disclaimer.",
    ):
        assert said in words


@needs_poppler
def test_article_without_a_date_or_a_byline_says_so(settings):
    article = make_article(authors=[], dated=None, date_unknown=True, standfirst="")
    assert "Date not recorded" in words_in(pdf_of(article))


@needs_poppler
def test_hindi_article_has_hindi_words_whatever_is_active():
    article = make_article(language="hi", source="पानी।[^2]", title="पानी")
    words = words_in(pdf_of(article))
    assert "टिप्पणी" in words or "संदर्भ" in words
    assert "missing" not in words


def test_pictures_go_in_as_jpeg_and_lost_ones_are_told_of(runs):
    kept, lost, lead = (store_picture(png(), by=None) for _ in range(3))
    source = f"![A](picture:{kept.uid})\n\n![B](picture:{lost.uid})"
    article = make_article(source=source, lead_picture=lead)
    for made in lost.renditions:
        lost.file.storage.delete(made["path"])
    pdf_of(article)
    [(data, pictures)] = runs
    assert len(pictures) == 2
    assert all(content.startswith(b"\xff\xd8") for content in pictures.values())
    assert data.count(".jpg") == 2


def test_same_version_is_made_once(article, runs, shelf):
    assert pdf_of(article) == pdf_of(article) == b"%PDF- 1 %%EOF"
    assert len(runs) == 1
    assert len(files(shelf)) == 1


def change_text(article):
    article.source = "Another text."
    article.save()
    rebuild(article)


def test_other_articles_keep_theirs(article, runs, shelf):
    pdf_of(article)
    pdf_of(make_article(authors=[make_author()]))
    assert len(files(shelf)) == 2


def test_deleted_article_leaves_none_behind(
    article, runs, shelf, django_capture_on_commit_callbacks
):
    pdf_of(article)
    pdf_of(make_article())
    with django_capture_on_commit_callbacks(execute=True):
        clear_cached_files(article)
    assert len(files(shelf)) == 1
    assert str(article.uid) not in files(shelf)[0]


def test_folder_may_be_emptied(article, runs, shelf):
    pdf_of(article)
    shutil.rmtree(shelf)
    assert pdf_of(article) == b"%PDF- 2 %%EOF"


def test_folder_that_cannot_be_written_costs_time_only(article, runs, settings):
    settings.VIF_MADE_DIR = Path("/proc/nowhere")
    assert pdf_of(article) == b"%PDF- 1 %%EOF"
    assert pdf_of(article) == b"%PDF- 2 %%EOF"


def test_no_room_for_pictures_makes_one_without(runs, monkeypatch, shelf):
    picture = store_picture(png(), by=None)
    article = make_article(source=f"![A dam](picture:{picture.uid})")
    plain = typesetting.typeset

    def full(data, pictures):
        if pictures:
            raise OSError(28, "No space left on device")
        return plain(data, pictures)

    monkeypatch.setattr(typesetting, "typeset", full)
    assert pdf_of(article) == b"%PDF- 1 %%EOF"
    assert pdf_of(article) == b"%PDF- 1 %%EOF"
    assert files(shelf)[0].endswith(STOPGAP)


@pytest.mark.parametrize("where", ["text", "lead"])
def test_paper_without_a_lost_picture_is_kept_for_a_while(
    runs, shelf, time_machine, where
):
    time_machine.move_to(time.time())
    picture = store_picture(png(), by=None)
    if where == "lead":
        article = make_article(lead_picture=picture)
    else:
        article = make_article(source=f"![A dam](picture:{picture.uid})")
    storage = picture.file.storage
    paths = [storage.path(made["path"]) for made in picture.renditions]
    found = [Path(path).read_bytes() for path in paths]
    for path in paths:
        Path(path).unlink()
    assert pdf_of(article) == pdf_of(article) == b"%PDF- 1 %%EOF"
    for path, data in zip(paths, found, strict=True):
        Path(path).write_bytes(data)
    time_machine.shift(REMEMBERED + 1)
    assert pdf_of(article) == b"%PDF- 2 %%EOF"
    assert [len(pictures) for _data, pictures in runs] == [0, 1]
    time_machine.shift(REMEMBERED + 1)
    assert pdf_of(article) == b"%PDF- 2 %%EOF"
    assert len(files(shelf)) == 1


def test_kept_paper_is_sent_without_reading_the_text(article, runs, monkeypatch):
    pdf_of(article)
    monkeypatch.setattr(text, "to_tree", None)
    assert pdf_of(article) == b"%PDF- 1 %%EOF"


# What cannot be set


@pytest.fixture
def refusing(monkeypatch):
    tries = []

    def typeset(data, pictures):
        tries.append(data)
        raise CannotTypeset("refused", "it broke")

    monkeypatch.setattr(typesetting, "typeset", typeset)
    return tries


def test_failure_is_remembered_for_a_while(article, refusing, caplog, time_machine):
    for _ in range(2):
        with pytest.raises(CannotTypeset):
            pdf_of(article)
    assert len(refusing) == 1
    assert "it broke" in caplog.text
    time_machine.move_to(time.time() + REMEMBERED + 1)
    with pytest.raises(CannotTypeset):
        pdf_of(article)
    assert len(refusing) == 2


def test_changed_article_is_tried_at_once(article, refusing):
    for _ in range(2):
        with pytest.raises(CannotTypeset):
            pdf_of(article)
        change_text(article)
    assert len(refusing) == 2


@pytest.mark.parametrize("has_picture", [False, True])
def test_too_many_at_once_are_sent_away_and_come_again(
    article, monkeypatch, has_picture
):
    if has_picture:
        article.lead_picture = store_picture(png(), by=None)
        article.save()
    with monkeypatch.context() as patched:
        patched.setattr(running, "place", taken)
        with pytest.raises(CannotTypeset) as refused:
            pdf_of(article)
    assert refused.value.code == "busy"
    assert pdf_of(article).startswith(b"%PDF")


def taken(*args, **options):
    raise Busy


def test_too_long_a_paper_is_tried_once(article, runs, monkeypatch):
    monkeypatch.setattr("articles.exporting.pdf.document.MOST_CHARACTERS", 10)
    with pytest.raises(CannotTypeset, match="too-long"):
        pdf_of(article)
    with pytest.raises(CannotTypeset, match="refused"):
        pdf_of(article)
