"""What came in goes 30 days after somebody worked on it, and lost files with it."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from articles.models import Article, Incoming
from articles.publishing import receive
from articles.publishing.imports.pending import tidy_incoming
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.VIF_DATA_DIR = tmp_path


@pytest.fixture
def incoming():
    return receive(b"On tides\n\nThe sea rises.", "a.txt", by=make_user("Editor"))


@pytest.fixture
def storage():
    return Incoming._meta.get_field("file").storage


def age(incoming, days):
    """Let a text have come in so many days ago, and nobody have worked on it since."""
    then = timezone.now() - timedelta(days=days)
    Incoming.objects.filter(pk=incoming.pk).update(created_at=then)
    if incoming.file:
        os.utime(incoming.file.path, (then.timestamp(),) * 2)


def files(storage):
    return sorted(storage.listdir("")[1])


def test_what_is_young_stays(incoming, storage):
    age(incoming, 29)
    tidy_incoming()
    assert Incoming.objects.exists()
    assert files(storage) == [incoming.file.name]


def test_what_is_old_goes_with_its_file(
    incoming, storage, django_capture_on_commit_callbacks
):
    age(incoming, 31)
    with django_capture_on_commit_callbacks(execute=True):
        tidy_incoming()
    assert not Incoming.objects.exists()
    assert files(storage) == []


def test_what_was_corrected_since_stays(incoming):
    age(incoming, 31)
    incoming.touch()
    tidy_incoming()
    assert Incoming.objects.exists()


def test_what_has_lost_its_file_goes_by_the_day_it_came(incoming, storage):
    age(incoming, 31)
    storage.delete(incoming.file.name)
    incoming.touch()
    tidy_incoming()
    assert not Incoming.objects.exists()


def test_what_was_done_goes_and_its_article_stays(incoming):
    incoming.file.delete(save=False)
    incoming.article, incoming.done_at = make_article(), timezone.now()
    incoming.save()
    age(incoming, 31)
    tidy_incoming()
    assert (Incoming.objects.count(), Article.objects.count()) == (0, 1)


def test_lost_file_goes_after_a_day(storage):
    Path(storage.path("")).mkdir(parents=True)
    for name, days in (("old", 2), ("new", 0)):
        path = Path(storage.path(name))
        path.write_bytes(b"")
        then = (timezone.now() - timedelta(days=days)).timestamp()
        os.utime(path, (then, then))
    tidy_incoming()
    assert files(storage) == ["new"]


def test_file_that_another_process_deletes_at_that_moment_is_no_error(
    incoming, storage, monkeypatch
):
    names = ["gone", incoming.file.name]
    monkeypatch.setattr(type(storage), "listdir", lambda self, path: ([], names))
    tidy_incoming()
    assert Incoming.objects.exists()
