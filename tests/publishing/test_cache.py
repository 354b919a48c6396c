"""Kept files: whole or not at all, one for each owner, and gone with it."""

import os
import threading
import time

import pytest

from articles.publishing import clear_cached_files
from articles.publishing.files.cache import (
    ABANDONED,
    CARDS,
    PAPERS,
    REMEMBERED,
    UNFINISHED,
    CachedFile,
)
from tests.factories import make_article


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VIF_MADE_DIR = tmp_path
    return tmp_path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_many_may_write_one_file_at_once(folder):
    kept = CachedFile(PAPERS, "one", "key")
    writers = [
        threading.Thread(target=kept.write, args=(bytes([number]) * 100_000,))
        for number in range(1, 9)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(set(kept.read())) == 1
    assert names(folder / PAPERS) == ["one-key"]


def test_new_file_takes_the_place_of_its_owners_others(folder):
    CachedFile(PAPERS, "one", "old").write(b"1")
    CachedFile(PAPERS, "one", "worse").fail()
    CachedFile(PAPERS, "one-two", "key").write(b"2")
    CachedFile(PAPERS, "one", "new").write(b"3")
    assert names(folder / PAPERS) == ["one-new", "one-two-key"]


def test_file_for_now_is_kept_for_a_while_until_there_is_a_whole_one(folder):
    kept = CachedFile(PAPERS, "one", "key")
    kept.write(b"for now", for_now=True)
    assert kept.read() == b"for now"
    aged(kept.stopgap, REMEMBERED + 1)
    assert kept.read() is None
    kept.write(b"whole")
    assert (kept.read(), names(folder / PAPERS)) == (b"whole", ["one-key"])


def test_half_written_file_of_a_killed_process_goes_in_time(folder, monkeypatch):
    kept = CachedFile(PAPERS, "one", "key")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", killed)
        with pytest.raises(KeyboardInterrupt):
            kept.write(b"half")
    [half] = (folder / PAPERS).iterdir()
    assert half.name.endswith(UNFINISHED)
    kept.write(b"whole")
    assert names(folder / PAPERS) == sorted([half.name, "one-key"])
    aged(half, ABANDONED + 1)
    kept.write(b"whole")
    assert names(folder / PAPERS) == ["one-key"]


def killed(_handle):
    raise KeyboardInterrupt


def aged(path, seconds):
    then = time.time() - seconds
    os.utime(path, (then, then))


@pytest.mark.django_db
def test_all_that_was_made_of_an_article_goes_with_it(
    folder, django_capture_on_commit_callbacks
):
    gone, stays = make_article(), make_article()
    for article in (gone, stays):
        for shelf in (PAPERS, CARDS):
            CachedFile(shelf, str(article.uid), "key").write(b"made")
    with django_capture_on_commit_callbacks(execute=True):
        clear_cached_files(gone)
        assert len(names(folder / CARDS)) == 2
    for shelf in (PAPERS, CARDS):
        assert names(folder / shelf) == [f"{stays.uid}-key"]
