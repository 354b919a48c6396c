"""A text is brought in, looked at, corrected, and becomes an article."""

import io
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from articles.admin.imports import words as article_import_words
from articles.admin.imports.upload import suffix_of
from articles.importing.unreadable import SENTENCES
from articles.models import (
    Address,
    Article,
    Author,
    Decision,
    Disclaimer,
    Endnote,
    Incoming,
)
from articles.publishing import receive
from tests.factories import make_author, make_institution, make_topic, make_user
from tests.importing.docx_writer import docx, en, note, p, picture

from .bringing import IMPORT, TEXT, brought, made, press, upload
from .filling import fields_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.VIF_DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


@pytest.fixture
def storage():
    return Incoming._meta.get_field("file").storage


# The first page


def test_import_is_linked_from_the_list_and_the_first_page(editor, moderator):
    for page in ("/admin/", "/admin/articles/article/"):
        assert f'href="{IMPORT}"' in editor.get(page).content.decode()
        assert f'href="{IMPORT}"' not in moderator.get(page).content.decode()


def test_file_is_kept_apart_under_a_random_name_and_nothing_else(editor, storage):
    page = brought(editor)
    incoming = Incoming.objects.get()
    assert page == f"{IMPORT}{incoming.uid}/"
    assert (incoming.owner, incoming.name) == (editor.user, "tides.md")
    assert re.fullmatch(r"[0-9a-f]{32}", incoming.file.name)
    path = Path(storage.path(incoming.file.name))
    assert path.read_bytes() == TEXT.encode()
    assert path.stat().st_mode & 0o077 == 0
    assert Article.objects.count() + Author.objects.count() == 0
    with pytest.raises(ValueError, match="not accessible"):
        storage.url(incoming.file.name)


@pytest.mark.parametrize(
    ("pasted", "suffix"),
    [
        ("<p>Words.<sup>1</sup></p>", ".html"),
        ("<!--StartFragment--><span>Words.</span><!--EndFragment-->", ".html"),
        ("<meta charset='utf-8'><b>Words</b>", ".html"),
        ("<5 people came. A small meeting.</p", ".txt"),
        ("Title\n\nWords.[^1]\n\n[^1]: A note.", ".md"),
        ("---\ntitle: A\n---\nWords.", ".md"),
        ("## Part\n\nWords.", ".md"),
        ("Title\n\nWords [1].\n\nEndnotes:\n\n[1] A note.", ".txt"),
        # Each of these would hang a pattern that can read them in two ways.
        ("<!---->" * 20_000 + "x", ".txt"),
        ("<!--" * 20_000, ".txt"),
    ],
    ids=lambda value: value[:20],
)
def test_kind_of_what_was_pasted_is_found_in_it(pasted, suffix):
    assert suffix_of(pasted) == suffix


@pytest.mark.parametrize(
    "pasted",
    [
        "On tides\n\nBy Asha Verma\n\nThe sea rises.[1]\n\nEndnotes:\n\n[1] A note.",
        "# On tides\n\nThe sea rises.[^1]\n\n[^1]: A note.",
        "<h1>On tides</h1><p>The sea rises.<sup><a href='#n1' id='r1'>1</a></sup></p>"
        "<ol><li id='n1'>A note. <a href='#r1'>↩</a></li></ol>",
    ],
)
def test_pasted_text_is_read(editor, pasted):
    response = editor.post(IMPORT, {"source": pasted})
    article = made(press(editor, response["Location"]))
    assert article.title == "On tides"
    assert [note.text for note in article.endnotes.all()] == ["A note."]
    assert 'href="#fn-1"' in article.html


@pytest.mark.parametrize(
    ("name", "data", "status", "said"),
    [
        ("a.docx", b"no zip", 422, "The file is no Word document"),
        ("a.pdf", b"%PDF-1.7", 422, "The file is a PDF"),
        ("a.exe", b"MZ", 422, "Files ending in “.exe” are not read"),
        ("a.txt", b"", 422, "The file is empty."),
        ("a.txt", b"\x00\x01" * 50, 422, "The file is not text"),
        ("a.txt", b"a" * (30 * 2**20 + 1), 413, "The file is larger than 30 MB"),
    ],
)
def test_unreadable_file_is_refused_beside_the_field(
    editor, storage, name, data, status, said
):
    response = upload(editor, data, name)
    assert response.status_code == status
    assert said in text_of(response, ".import-file .errorlist")
    assert Incoming.objects.count() == 0
    assert not storage.exists("") or storage.listdir("") == ([], [])


def test_nothing_and_both_are_refused_and_the_pasted_text_stays(editor):
    nothing = editor.post(IMPORT, {})
    assert "Choose a file, or paste a text." in text_of(nothing, ".errorlist")
    both = upload(editor, source="Words that were pasted.")
    assert both.status_code == 422
    assert "Empty one of them." in text_of(both, ".errorlist")
    assert "Words that were pasted." in text_of(both, "textarea")
    too_long = editor.post(IMPORT, {"source": "A word. " * 30_000})
    assert "The article is longer than" in text_of(too_long, ".errorlist")
    assert len(text_of(too_long, "textarea")) > 200_000


def test_too_many_imports_are_told_to_wait(editor, settings):
    settings.VIF_LIMITS = settings.VIF_LIMITS | {"imports": [(1, 600)]}
    brought(editor)
    response = editor.post(IMPORT, {"source": "Words that stay."})
    assert response.status_code == 429
    assert "Wait ten minutes." in text_of(response, ".errornote")
    assert "Words that stay." in text_of(response, "textarea")


def test_reading_the_file_anew_is_counted_with_the_imports(editor, settings):
    page = brought(editor, word_file(), "tides.docx")
    settings.VIF_LIMITS = settings.VIF_LIMITS | {"imports": [(2, 600)]}
    assert editor.post(f"{page}read-again/")["Location"] == page
    response = editor.post(f"{page}read-again/")
    assert response.status_code == 429
    assert "Wait ten minutes." in text_of(response, ".errornote")
    refused = press(editor, page, title="Typed")
    assert refused.status_code == 429
    assert "Wait ten minutes." in text_of(refused, ".errornote")
    assert fields_of(editor.get(page), "form.import-review")["title"] == "Typed"
    assert Article.objects.count() == 0


def test_what_reads_no_file_is_not_counted(editor, settings):
    page = brought(editor)
    settings.VIF_LIMITS = settings.VIF_LIMITS | {"imports": [(1, 600)]}
    press(editor, page, "_check")
    assert made(press(editor, page)).title == "On tides"


def test_busy_reader_is_told_and_nothing_is_lost(editor, request):
    page = brought(editor, word_file(), "tides.docx")
    request.getfixturevalue("crowded")
    response = upload(editor, word_file(), "tides.docx")
    assert response.status_code == 503
    assert "Other files are being read just now." in text_of(response, ".errornote")
    editor.post(f"{page}read-again/")
    made_of_it = press(editor, page, title="Typed")
    assert made_of_it.status_code == 503
    assert "Try again in a minute." in text_of(made_of_it, ".errornote")
    assert fields_of(editor.get(page), "form.import-review")["title"] == "Typed"
    assert (Article.objects.count(), Incoming.objects.count()) == (0, 1)


def test_full_disk_is_told_and_nothing_is_kept(editor, settings):
    settings.VIF_LEAST_FREE_MB = 10**9
    response = upload(editor)
    assert response.status_code == 503
    assert "The disk is nearly full" in text_of(response, ".errornote")
    assert Incoming.objects.count() == 0


def test_refusals_are_said_in_the_editor_s_language():
    said = {code: str(text) for code, text in article_import_words.UNREADABLE.items()}
    assert said == SENTENCES


def test_open_imports_are_listed_to_their_owner_alone(editor, contributor):
    page = brought(editor)
    for path in (IMPORT, "/admin/"):
        assert "Go on with “On tides”" in text_of(editor.get(path))
        assert "On tides" not in text_of(contributor.get(path))
    press(editor, page)
    assert "Go on with" not in text_of(editor.get(IMPORT))


def test_old_imports_and_lost_files_go_when_the_page_is_opened(editor, storage):
    brought(editor)
    kept = Incoming.objects.get()
    brought(editor)
    old = Incoming.objects.exclude(pk=kept.pk)
    name = old.get().file.name
    then = timezone.now() - timedelta(days=31)
    old.update(created_at=then)
    os.utime(storage.path(name), (then.timestamp(),) * 2)
    lost = Path(storage.path("lost"))
    lost.write_bytes(b"")
    editor.get(IMPORT)
    assert lost.exists()
    with pytest.MonkeyPatch.context() as patch:
        later = timezone.now() + timedelta(days=2)
        patch.setattr("articles.publishing.imports.pending.timezone.now", lambda: later)
        editor.get(IMPORT)
    assert [*Incoming.objects.all()] == [kept]
    assert not lost.exists()
    assert not storage.exists(name)


# The page on which it is looked at


def test_everything_that_was_understood_is_shown(editor):
    author = make_author(given_names="Asha", family_name="Verma")
    page = editor.get(brought(editor))
    fields = fields_of(page, "form.import-review")
    assert fields["title"] == "On tides"
    assert fields["standfirst"] == "They come and go."
    assert fields["dated"] == "2026-03-04"
    assert fields["people-0-choice"] == str(author.pk)
    assert fields["people-1-choice"] == "new"
    assert fields["people-1-family_name"] == "Rao"
    assert fields["people-1-role"] == "Director"
    assert fields["people-2-choice"] == ""
    assert fields["endnotes-0-text"].startswith("Asha Verma, *Tides*")
    assert fields["topics"] == "topic:Water"
    assert f"/admin/articles/author/{author.pk}/change/" in page.content.decode()
    assert "title: On tides" in text_of(page, ".original-text")
    assert text_of(page, ".sections li") == "Rising Falling"
    balance = text_of(page, ".sums")
    for said in ("Markers 4", "Notes 4", "Notes that are cited 3", "file 2, 5",
                 "Not cited 6", "Say the same 1 = 4", "without a link 3"):  # fmt: skip
        assert said in balance
    states = text_of(page, ".import-notes")
    for said in ("Missing from the file not cited", "Missing from the file cited 1 time",
                 "cited 1 time says the same as 4", "cited 1 time without its link"):  # fmt: skip
        assert said in states
    assert [fields[f"endnotes-{i}-label"] for i in range(6)] == [*"123456"]


def test_draft_is_made_of_what_was_understood(editor):
    response = press(editor, brought(editor))
    article = made(response)
    assert (article.title, article.status, article.owner) == (
        "On tides", "draft", editor.user,
    )  # fmt: skip
    assert [str(place) for place in article.bylines.all()] == [
        "Asha Verma, Fellow, Meridian",
        "B. Rao, Director, Elsewhere",
    ]
    assert [note.state for note in article.endnotes.all()] == [
        "present", "missing", "present", "present", "missing", "present",
    ]  # fmt: skip
    assert [str(topic) for topic in article.topics.all()] == ["Water"]
    assert Decision.objects.filter(what="import", by=editor.user).count() == 1
    said = text_of(editor.get(response["Location"]), ".messagelist")
    assert "“On tides” is a draft now." in said
    assert "Markers: 4. Notes: 4, cited: 3. Missing: 2, 5. Not cited: 6." in said
    incoming = Incoming.objects.get()
    assert (incoming.article, incoming.file.name) == (article, "")


def test_file_goes_once_the_article_is_certain(
    editor, storage, django_capture_on_commit_callbacks
):
    page = brought(editor)
    with django_capture_on_commit_callbacks(execute=True):
        press(editor, page)
    assert storage.listdir("") == ([], [])


def test_each_thing_can_be_corrected(editor):
    chosen = make_author(given_names="Asha R.", family_name="Verma")
    response = press(
        editor,
        brought(editor),
        title="On two tides",
        standfirst="",
        dated="",
        date_unknown="on",
        kind="paper",
        language="hi",
        topics=[],
        picture_credit="A photographer",
        disclaimer_choice="other",
        disclaimer="Her own words.",
        source="Another text.[^1]",
        **{
            "people-0-choice": chosen.pk,
            "people-0-role": "Director",
            "people-1-given_names": "Bina",
            "people-2-choice": "new",
            "people-2-family_name": "An Office",
            "endnotes-0-text": "A note of hers.",
            "endnotes-0-link": "https://example.org/hers",
            "endnotes-1-text": "Found since.",
        },
    )
    article = made(response)
    assert (article.title, article.standfirst, article.kind, article.language) == (
        "On two tides", "", "paper", "hi",
    )  # fmt: skip
    assert (article.dated, article.date_unknown) == (None, True)
    assert article.picture_credit == "A photographer"
    assert article.disclaimer.text == "Her own words."
    assert article.source == "Another text.[^1]"
    assert [*article.topics.all()] == []
    assert [(p.author.name, p.role) for p in article.bylines.all()] == [
        ("Asha R. Verma", "Director"), ("Bina Rao", "Director"), ("An Office", ""),
    ]  # fmt: skip
    first, second = article.endnotes.all()[:2]
    assert (first.text, first.link) == ("A note of hers.", "https://example.org/hers")
    assert (second.text, second.state) == ("Found since.", Endnote.State.PRESENT)


def test_date_of_a_month_is_kept_as_one(editor):
    text = TEXT.replace("2026-03-04", "March 2026")
    page = brought(editor, text)
    assert (
        fields_of(editor.get(page), "form.import-review")["dated_precision"] == "month"
    )
    assert made(press(editor, page)).dated_precision == "month"


def test_disclaimer_is_the_standard_one_its_own_or_none(editor):
    make_institution(disclaimer="The views are the author’s own.")
    plain = "On tides\n\nThe sea rises.\n\nDisclaimer: {}\n"
    standard = brought(editor, plain.format("The views are the author’s own."), "a.txt")
    fields = fields_of(editor.get(standard), "form.import-review")
    assert fields["disclaimer_choice"] == "standard"
    own = brought(editor, plain.format("Nobody agrees with a word of this."), "a.txt")
    fields = fields_of(editor.get(own), "form.import-review")
    assert fields["disclaimer_choice"] == "other"
    assert "Nobody agrees" in fields["disclaimer"]
    article = made(press(editor, own, disclaimer_choice="none"))
    assert (article.disclaimer_choice, article.disclaimer) == ("none", None)
    assert Disclaimer.objects.count() == 0


def test_identical_notes_become_one(editor):
    page = brought(editor)
    merge = [name for name in fields_and_boxes(editor.get(page)) if "merge-" in name]
    assert len(merge) == 1
    article = made(press(editor, page, **{merge[0]: "on"}))
    assert article.source.count("[^1]") == 2
    assert "[^4]" not in article.source
    labels = article.endnotes.values_list("label", flat=True)
    assert list(labels) == ["1", "2", "3", "5", "6"]


def fields_and_boxes(response):
    return re.findall(r'type="checkbox" name="([^"]+)"', response.content.decode())


def test_article_here_already_is_told_with_a_link(editor):
    first = made(press(editor, brought(editor)))
    page = brought(editor)
    response = press(editor, page)
    assert response.status_code == 409
    same = text_of(response, "[aria-labelledby=same-article]")
    assert "This article seems to be here already" in same
    assert f"/admin/articles/article/{first.pk}/change/" in response.content.decode()
    second = made(press(editor, page, "_second"))
    assert second.pk != first.pk
    assert second.slug == "on-tides-2"


def test_another_s_draft_is_not_told_of(contributor, editor):
    make_author(given_names="Asha", family_name="Verma")
    text = TEXT.replace("author: Mr B. Rao, Director, Elsewhere\n", "")
    press(editor, brought(editor, text))
    page = contributor.get(brought(contributor, text))
    assert "here already" not in text_of(page)


def test_pictures_come_along_with_the_words_typed_for_them(editor):
    page = brought(editor, word_file(), "tides.docx")
    shown = editor.get(page)
    assert "What" in text_of(shown, ".import-pictures")
    article = made(press(editor, page, **{"pictures-0-alt": "The sea [at] noon"}))
    assert "<img" in article.html
    assert 'alt="The sea [at] noon"' in article.html


def test_picture_that_cannot_be_kept_is_told(editor):
    page = brought(editor, word_file(b"\x89PNG\r\n\x1a\nbroken"), "tides.docx")
    response = press(editor, page)
    assert "<img" not in made(response).html
    said = text_of(editor.get(response["Location"]), ".messagelist")
    assert "Picture left out: sea.png. This is no JPEG" in said


def test_file_that_is_gone_loses_nothing_that_was_typed(editor, storage):
    page = brought(editor, word_file(), "tides.docx")
    storage.delete(Incoming.objects.get().file.name)
    response = press(editor, page, title="Typed")
    assert response.status_code == 422
    assert fields_of(response, "form.import-review")["title"] == "Typed"
    assert Article.objects.count() == 0


def word_file(data=b""):
    """Return a Word file with an endnote and a picture."""
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "#1d4477").save(out, "PNG")
    return docx(
        p("On tides", style="Title"),
        p("The sea rises.", en(1)),
        p(picture("i1", "the sea")),
        endnotes={1: note("A note.")},
        media={"i1": ("sea.png", data or out.getvalue())},
    )


# Mistakes, and what survives them


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "A" * 301}, "at most 300 characters"),
        ({"dated": "2026-02-31"}, "Enter a valid date."),
        ({"date_unknown": "on"}, "Clear the date"),
        ({"dated": "0300-01-01"}, "year"),
        ({"disclaimer_choice": "other"}, "Write the disclaimer"),
        ({"people-1-family_name": ""}, "Write the name, or leave the person out."),
        ({"people-0-choice": "99999"}, "Select a valid choice."),
        ({"endnotes-0-link": "nowhere"}, "Write the whole address"),
        ({"source": "A word. " * 30_000}, "and 200000 is the most"),
        ({"topics": "topic:Nothing"}, "Select a valid choice."),
    ],
)
def test_mistake_is_told_and_all_that_was_typed_is_kept(editor, changes, said):
    page = brought(editor)
    response = press(editor, page, **{"standfirst": "Typed."} | changes)
    assert response.status_code == 422
    assert said in text_of(response, "#content")
    assert Article.objects.count() + Author.objects.count() == 0
    again = fields_of(editor.get(page), "form.import-review")
    assert again["standfirst"] == "Typed."
    assert said in text_of(response, ".errornote")
    place = re.search(r'<li><a href="#([^"]+)"', response.content.decode())[1]
    assert f' id="{place}"' in response.content.decode()


def test_corrections_are_kept_for_later(editor):
    page = brought(editor)
    response = press(editor, page, "_save", title="Later", **{"people-1-choice": ""})
    assert response["Location"] == IMPORT
    assert "“Later” is kept." in text_of(editor.get(IMPORT), ".messagelist")
    assert Article.objects.count() == 0
    fields = fields_of(editor.get(page), "form.import-review")
    assert (fields["title"], fields["people-1-choice"]) == ("Later", "")
    assert [*made(press(editor, page)).bylines.all()][1:] == []


def test_counting_again_keeps_what_was_typed_and_counts_it(editor):
    page = brought(editor)
    response = press(editor, page, "_check", source="One.[^1] Two.[^9]")
    assert response["Location"] == page
    balance = text_of(editor.get(page), ".sums")
    assert "Markers 2" in balance
    assert "no such note 9" in balance


def test_ended_session_gives_back_what_was_typed(editor):
    page = brought(editor)
    data = fields_of(editor.get(page), "form.import-review")
    data |= {"title": "Typed before the end", "_create": "1"}
    pasted = Client().post(IMPORT, {"source": "Words pasted before the end."})
    response = Client().post(page, data)
    for each, words in (
        (pasted, "Words pasted before the end."),
        (response, "Typed before the end"),
        (response, "Nobody cites this one."),
    ):
        assert each.status_code == 403
        assert words in each.content.decode()
    assert fields_of(editor.get(page), "form.import-review")["title"] == "On tides"


def test_two_windows_overwrite_nothing(editor):
    page = brought(editor)
    first = fields_of(editor.get(page), "form.import-review")
    second = dict(first)
    editor.post(page, first | {"title": "First", "_save": "1"})
    response = editor.post(page, second | {"title": "Second", "_create": "1"})
    assert response.status_code == 409
    assert "changed in another window" in text_of(response, ".errornote")
    fields = fields_of(response, "form.import-review")
    assert fields["title"] == "Second"
    assert Incoming.objects.get().corrected["title"] == ["First"]
    assert made(editor.post(page, fields | {"_create": "1"})).title == "Second"


def test_second_press_makes_no_second_article(editor):
    page = brought(editor)
    data = fields_of(editor.get(page), "form.import-review")
    article = made(editor.post(page, data | {"_create": "1"}))
    again = editor.post(page, data | {"title": "Typed since", "_create": "1"})
    assert again.status_code == 409
    assert "An article was made of this text before." in text_of(again, ".errornote")
    assert "Typed since" in again.content.decode()
    assert b'name="_create"' not in again.content
    assert Article.objects.count() == 1
    answer = editor.get(page)
    assert answer["Location"] == f"/admin/articles/article/{article.pk}/change/"
    article.delete()
    assert editor.get(page)["Location"] == IMPORT


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30, "1\x00"])
def test_nonsense_for_a_version_is_stale(editor, seen):
    page = brought(editor)
    assert press(editor, page, seen=seen).status_code == 409
    assert Article.objects.count() == 0


def test_reading_again_asks_and_drops_the_corrections(editor):
    page = brought(editor)
    asks = press(editor, page, "_read_again", title="Typed")["Location"]
    assert asks == f"{page}read-again/"
    assert "Your corrections of it are dropped." in text_of(editor.get(asks))
    assert fields_of(editor.get(page), "form.import-review")["title"] == "Typed"
    assert editor.post(asks)["Location"] == page
    assert fields_of(editor.get(page), "form.import-review")["title"] == "On tides"


def test_reading_again_without_the_file_keeps_the_corrections(editor, storage):
    page = brought(editor)
    press(editor, page, "_save", title="Typed")
    storage.delete(Incoming.objects.get().file.name)
    editor.post(f"{page}read-again/")
    shown = editor.get(page)
    assert "damaged or cut off" in text_of(shown, ".messagelist")
    assert fields_of(shown, "form.import-review")["title"] == "Typed"


def test_throwing_away_asks_first(editor, storage):
    page = brought(editor)
    asks = press(editor, page, "_throw_away")["Location"]
    assert "Nothing brings them back." in text_of(editor.get(asks))
    assert Incoming.objects.count() == 1
    assert editor.post(asks)["Location"] == IMPORT
    assert "was thrown away" in text_of(editor.get(IMPORT), ".messagelist")
    assert Incoming.objects.count() == 0
    assert editor.get(page).status_code == 404


# Who may


def test_others_imports_are_unknown_to_everyone(editor, log_in):
    page = brought(editor)
    for client in (log_in(make_user("Editor")), log_in(make_user(is_superuser=True))):
        for path in (page, f"{page}throw-away/", f"{page}read-again/"):
            assert client.get(path).status_code == 404
            assert client.post(path, {"_create": "1", "seen": "1"}).status_code == 404
    assert Incoming.objects.get().version == 1


def test_contributor_gets_a_draft_and_makes_no_authors_topics_or_disclaimers(
    contributor,
):
    author = make_author(given_names="Asha", family_name="Verma")
    page = brought(contributor, TEXT + "\nDisclaimer: Not theirs.\n")
    shown = contributor.get(page)
    assert 'value="new"' not in shown.content.decode()
    assert "An editor can add new ones" in text_of(shown, ".import-people")
    forged = press(contributor, page, **{"people-1-choice": "new"})
    assert forged.status_code == 422
    response = press(contributor, page, **{"people-1-choice": ""})
    article = made(response)
    assert article.owner == contributor.user
    assert [place.author for place in article.bylines.all()] == [author]
    assert Author.objects.count() == 1
    assert [*article.topics.all()] == []
    assert Disclaimer.objects.count() == 0
    said = text_of(contributor.get(response["Location"]), ".messagelist")
    assert "Left out of the byline: Mr B. Rao, Director, Elsewhere." in said


def test_contributor_takes_a_disclaimer_that_is_here_and_writes_none(contributor):
    there = Disclaimer.objects.create(name="A", text="Not theirs.")
    page = brought(contributor, TEXT + "\nDisclaimer: Not theirs.\n")
    article = made(press(contributor, page, disclaimer="Other words."))
    assert article.disclaimer == there
    assert Disclaimer.objects.count() == 1


def test_heading_with_a_long_gap_is_shown(editor):
    page = brought(editor, TEXT.replace("## Rising", "## Rising" + " " * 50_000 + "x"))
    assert editor.get(page).status_code == 200


def crowd(count):
    """Return a page by so many people."""
    people = ",".join(f'{{"name":"Asha V{n}"}}' for n in range(count))
    data = f'{{"@type":"Article","headline":"T \\ud800 x","author":[{people}]}}'
    return f'<script type="application/ld+json">{data}</script><p>{"Words. " * 60}</p>'


def test_crowd_of_people_is_shown_in_part_and_comes_in_whole(editor):
    known = make_author(given_names="Asha", family_name="V59")
    page = brought(editor, crowd(60), "page.html")
    shown = editor.get(page)
    assert "people-51-" not in shown.content.decode()
    assert "10 more people are not shown here" in text_of(shown, ".import-people")
    assert editor.get(IMPORT).status_code == 200
    byline = [place.author for place in made(press(editor, page)).bylines.all()]
    assert [author.name for author in byline] == [f"Asha V{n}" for n in range(60)]
    assert byline[-1] == known


def test_those_of_a_crowd_who_cannot_come_in_are_named(contributor):
    known = make_author(given_names="Asha", family_name="V59")
    page = brought(contributor, crowd(60), "page.html")
    shown = text_of(contributor.get(page), ".import-people")
    assert "1 more person is not shown here" in shown
    names = ", ".join(f"Asha V{n}" for n in range(50, 59))
    assert f"left out of the byline: {names}." in shown
    response = press(contributor, page)
    assert [place.author for place in made(response).bylines.all()] == [known]
    said = text_of(contributor.get(response["Location"]), ".messagelist")
    assert "Left out of the byline: Asha V58." in said


def test_contributor_s_topic_is_one_that_is_here(contributor):
    topic = make_topic(name="Water")
    page = brought(contributor)
    assert [*made(press(contributor, page, **{"people-0-choice": "", "people-1-choice": ""})).topics.all()] == [topic]  # fmt: skip


def test_page_asks_the_same_questions_of_one_note_and_of_many(
    editor, django_assert_num_queries
):
    notes = "\n".join(f"[^{n}]: Source number {n}." for n in range(1, 60))
    text = "Words." + "".join(f"[^{n}]" for n in range(1, 60)) + "\n\n" + notes
    few = brought(editor)
    many = brought(
        editor, f"---\ntitle: Many\nauthor: A. Verma\ntopic: Water\n---\n{text}", "b.md"
    )
    with django_assert_num_queries(8):
        editor.get(few)
    for _ in range(5):
        make_author()
    with django_assert_num_queries(8):
        editor.get(many)


def test_note_beyond_the_thousandth_is_kept_as_it_was_read(editor, monkeypatch):
    monkeypatch.setattr("articles.admin.imports.review.MOST_NOTES", 2)
    page = brought(editor)
    assert "To be corrected in the article." in text_of(editor.get(page))
    assert made(press(editor, page)).endnotes.count() == 6


def test_what_was_received_can_be_read_back_whole():
    incoming = receive(TEXT.encode(), "x/" * 200 + "tides.md", by=make_user("Editor"))
    assert len(incoming.name) <= 200
    assert str(incoming) == "On tides"


def test_old_address_of_a_saved_page_is_said_and_leads_home(editor, client):
    saved = """<html><head><link rel="canonical" href="https://old.example/2019/tides">
    </head><body><article><h1>On tides</h1><p>The sea rises.</p></article></body></html>"""
    page = brought(editor, saved, "tides.html")
    assert "The old address /2019/tides will lead here." in text_of(editor.get(page))
    article = made(press(editor, page))
    assert Address.objects.get(path="/2019/tides").article == article
    again = brought(editor, saved, "tides.html")
    assert "will lead here" not in text_of(editor.get(again))
