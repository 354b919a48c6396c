"""What came in is kept, becomes an article once, and leaves nothing behind."""

import io
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from PIL import Image

from articles.importing import ManuscriptNote, Person, RawPicture, Unreadable, read
from articles.models import Article, Author, Incoming, Picture, Revision
from articles.publishing import (
    AlreadyDone,
    CannotChangeNotes,
    Reviewed,
    StaleVersion,
    accept_reviewed,
    keep_corrections,
    read_again,
    rebuild,
    receive,
    throw_away,
    undo_notes,
)
from articles.publishing.imports.review import described
from articles.publishing.imports.serialization import to_manuscript, to_values
from tests.factories import make_article, make_author, make_user
from tests.importing.docx_writer import docx, en, note, p, picture

pytestmark = pytest.mark.django_db
TEXT = b"""---
title: On tides
author: Dr Asha Verma, Fellow, Meridian
date: March 2026
topic: Water
---

The sea rises.[^1] It falls.[^2]

[^1]: A note.
[^2]: A note.
"""


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.VIF_DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def user():
    return make_user("Editor")


@pytest.fixture
def incoming(user):
    return receive(TEXT, "tides.md", by=user)


def reviewed(incoming, **changes):
    manuscript = to_manuscript(incoming.understood)
    people = tuple((None, person) for person in manuscript.people)
    return replace(Reviewed(manuscript, people), **changes)


def files():
    storage = Incoming._meta.get_field("file").storage
    return storage.listdir("")[1] if storage.exists("") else []


def word_file():
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "#1d4477").save(out, "PNG")
    return docx(
        p("On tides", style="Title"),
        p("The sea rises.", en(1)),
        p(picture("i1", "the sea")),
        endnotes={1: note("A note.")},
        media={"i1": ("sea.png", out.getvalue())},
    )


def test_manuscript_is_the_same_after_it_was_kept():
    manuscript = read(TEXT + b"\xc2\xa0[7]\n", "tides.md")
    manuscript = replace(
        manuscript,
        notes=(
            *manuscript.notes,
            ManuscriptNote("3", "", is_missing=True),
            ManuscriptNote("4", "A.", "https://a.org/", accessed_on=date(2026, 1, 2)),
        ),
        pictures=(RawPicture("p1", b"bytes", "a.png", "what it shows"),),
        address="https://a.org/tides",
    )
    again = to_manuscript(to_values(manuscript))
    bare = replace(manuscript.pictures[0], data=b"")
    assert again == replace(manuscript, pictures=(bare,))


def test_receive_keeps_the_file_the_words_and_what_was_understood(incoming, user):
    assert (incoming.owner, incoming.version, incoming.done_at) == (user, 1, None)
    assert incoming.original == TEXT.decode()
    assert to_manuscript(incoming.understood) == read(TEXT, "tides.md")
    assert files() == [incoming.file.name]


def test_receive_keeps_nothing_of_what_cannot_be_read(user):
    with pytest.raises(Unreadable):
        receive(b"\x00", "a.txt", by=user)
    assert (files(), Incoming.objects.count()) == ([], 0)


def test_receive_keeps_no_file_without_its_row(user):
    user.delete()
    with pytest.raises(ValueError, match="unsaved related object"):
        receive(TEXT, "tides.md", by=user)
    assert files() == []


def test_corrections_are_kept_once_for_each_version(incoming):
    same = Incoming.objects.get()
    keep_corrections(incoming, {"title": ["A\x00B"]}, seen=1)
    assert (incoming.version, incoming.corrected) == (2, {"title": ["AB"]})
    with pytest.raises(StaleVersion):
        keep_corrections(same, {"title": ["C"]}, seen=1)
    assert Incoming.objects.get().corrected == {"title": ["AB"]}


def test_read_again_drops_corrections(incoming):
    keep_corrections(incoming, {"title": ["A"]}, seen=1)
    read_again(incoming)
    again = Incoming.objects.get()
    assert (again.corrected, again.version) == ({}, 3)


@pytest.mark.parametrize("is_done", [False, True])
def test_read_again_says_that_the_file_is_gone(incoming, is_done):
    if is_done:
        incoming.file.name = ""
    else:
        incoming.file.storage.delete(incoming.file.name)
    with pytest.raises(Unreadable, match="damaged or cut off"):
        read_again(incoming)


def test_throw_away_deletes_the_file_when_it_is_certain(
    incoming, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as later:
        throw_away(incoming)
    assert (Incoming.objects.count(), len(files())) == (0, 1)
    for done in later:
        done()
    assert files() == []


def test_article_is_made_once(incoming, user, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = accept_reviewed(incoming, reviewed(incoming), by=user)
    article = made.article
    assert (made.outcome, article.status, article.owner) == ("created", "draft", user)
    assert (article.dated, article.dated_precision) == (date(2026, 3, 1), "month")
    assert [str(topic) for topic in article.topics.all()] == ["Water"]
    assert files() == []
    with pytest.raises(AlreadyDone):
        accept_reviewed(incoming, reviewed(incoming), by=user)
    assert Article.objects.count() == 1


def test_same_note_twice_becomes_one_when_asked(incoming, user):
    merges = (("1", "2"),)
    article = accept_reviewed(
        incoming, reviewed(incoming, merges=merges), by=user
    ).article
    assert article.source == "The sea rises.[^1] It falls.[^1]"
    assert [note.label for note in article.endnotes.all()] == ["1"]


def test_all_groups_of_notes_become_one_each_in_one_change(user, monkeypatch):
    """Each rendering of a long text takes its time, and fifty would be too many."""
    made = []

    def counted(article):
        made.append(article)
        return rebuild(article)

    monkeypatch.setattr("articles.publishing.notes.changes.rebuild", counted)
    labels = [str(number) for number in range(1, 101)]
    text = " ".join(f"A.[^{label}]" for label in labels)
    notes = "\n".join(f"[^{label}]: Source {int(label) % 50}." for label in labels)
    file = f"---\ntitle: On tides\n---\n\n{text}\n\n{notes}\n".encode()
    incoming = receive(file, "tides.md", by=user)
    merges = tuple(zip(labels[:50], labels[50:], strict=True))
    article = accept_reviewed(
        incoming, reviewed(incoming, merges=merges), by=user
    ).article
    assert [note.label for note in article.endnotes.all()] == labels[:50]
    assert (len(made), article.version) == (1, 2)
    revision = Revision.objects.get()
    assert revision.remark.startswith("merge notes: 1 = 51; 2 = 52; ")
    assert (len(revision.remark), revision.remark[-1]) == (200, "…")
    assert undo_notes(article, by=user).endnotes.count() == 100


@pytest.mark.parametrize(
    "merges", [(("1", "9"),), (("1",),), (("1", "2"), ("2", "1")), ((),)]
)
def test_merger_that_cannot_be_undoes_everything(incoming, user, merges):
    with pytest.raises(CannotChangeNotes):
        accept_reviewed(incoming, reviewed(incoming, merges=merges), by=user)
    assert Article.objects.count() + Author.objects.count() == 0
    assert Incoming.objects.get().done_at is None


def test_chosen_author_is_taken_whatever_the_name(incoming, user):
    chosen = make_author(family_name="Another")
    person = Person("", "", "Verma", "Verma", role="Director")
    byline = ((chosen, person), (None, person), (chosen, replace(person, role="X")))
    article = accept_reviewed(
        incoming, reviewed(incoming, byline=byline), by=user
    ).article
    places = [(place.author, place.role) for place in article.bylines.all()]
    assert places == [(chosen, "Director"), (Author.objects.latest("pk"), "Director")]


def test_field_that_cannot_hold_it_keeps_nothing(incoming, user):
    manuscript = replace(to_manuscript(incoming.understood), title="A" * 301)
    with pytest.raises(ValidationError):
        accept_reviewed(incoming, Reviewed(manuscript, ()), by=user)
    assert Article.objects.count() == 0
    assert Incoming.objects.get().done_at is None


def test_pictures_are_read_from_the_file_and_kept_with_the_article_only(user, settings):
    incoming = receive(word_file(), "tides.docx", by=user)
    found = to_manuscript(incoming.understood)
    assert [picture.data for picture in found.pictures] == [b""]
    refused = replace(found, title="A" * 301)
    with pytest.raises(ValidationError):
        accept_reviewed(incoming, Reviewed(refused, ()), by=user)
    media = settings.MEDIA_ROOT / "pictures"
    assert not media.exists() or not list(media.iterdir())
    corrected = replace(found, pictures=(replace(found.pictures[0], alt="[A] sea"),))
    article = accept_reviewed(incoming, Reviewed(corrected, ()), by=user).article
    kept = Picture.objects.get()
    assert kept.alt == "[A] sea"
    assert f"![\\[A\\] sea](picture:{kept.uid})" in article.source


def test_words_of_one_picture_are_changed_and_no_other():
    source = '![a](picture:p1) ![b](picture:p10) ![](picture:p1 "t") `x`'
    assert described(source, "p1", "new") == (
        '![new](picture:p1) ![b](picture:p10) ![new](picture:p1 "t") `x`'
    )


def test_version_that_was_not_seen_is_stale(user):
    article = make_article()
    incoming = receive(TEXT, "tides.md", by=user, article=article)
    with pytest.raises(StaleVersion):
        accept_reviewed(incoming, reviewed(incoming), by=user, seen=7)
    made = accept_reviewed(incoming, reviewed(incoming), by=user, seen=1)
    assert (made.outcome, made.article) == ("replaced", article)
    article.refresh_from_db()
    assert (article.title, article.version) == ("On tides", 2)


def test_article_in_the_bin_stays_as_it_is(user):
    article = make_article(binned_at=timezone.now())
    incoming = receive(TEXT, "tides.md", by=user, article=article)
    with pytest.raises(ValidationError, match="in the bin"):
        accept_reviewed(incoming, reviewed(incoming), by=user, seen=1)


def test_what_is_empty_is_empty_then(user):
    article = make_article(
        picture_credit="A photographer", disclaimer_choice="none", topics=[]
    )
    incoming = receive(b"On tides\n\nThe sea rises.", "a.txt", by=user, article=article)
    made = reviewed(incoming, date_unknown=True, disclaimer_choice="none")
    accept_reviewed(incoming, made, by=user)
    article.refresh_from_db()
    assert (article.standfirst, article.picture_credit, article.dated) == ("", "", None)
    assert (article.date_unknown, article.disclaimer_choice) == (True, "none")


def test_of_two_presses_at_once_one_is_too_late(incoming, user, monkeypatch):
    """The second finds it open, and closed once it holds the row."""
    before = reviewed(incoming)

    def late(incoming, manuscript):
        Incoming.objects.update(done_at=timezone.now())
        return manuscript

    monkeypatch.setattr("articles.publishing.imports.review.with_pictures", late)
    with pytest.raises(AlreadyDone):
        accept_reviewed(incoming, before, by=user)
    assert Article.objects.count() == 0


def test_old_address_of_a_saved_page_leads_to_the_new_draft(incoming, user):
    manuscript = to_manuscript(incoming.understood)
    there = replace(manuscript, address="https://old.example/node/7")
    article = accept_reviewed(incoming, Reviewed(there, ()), by=user).article
    assert [address.path for address in article.addresses.all()] == ["/node/7"]
