"""A reader in a process apart: its answer comes back, and nothing it does harms this one."""

import pickle
import subprocess
import threading
import time

import pytest

from articles.importing import READERS, Unreadable, confined, read
from articles.importing.confined import read_apart, refuse, told_apart
from articles.importing.word import read_word

from .docx_writer import docx, fn, note, p

WORD = docx(p("On Tides"), p("It rises.", fn(1)), footnotes={1: note("x")})


@pytest.fixture
def odd(tmp_path, monkeypatch):
    """Readers that misbehave, in a package tree of their own."""
    room = tmp_path / "articles" / "importing"
    room.mkdir(parents=True)
    real = confined.ROOT / "articles" / "importing"
    for path in real.glob("*.py"):
        (room / path.name).symlink_to(path)
    for name in ("text", "__init__.py"):
        (tmp_path / "articles" / name).symlink_to(confined.ROOT / "articles" / name)
    for path in real.iterdir():
        if path.is_dir() and path.name != "__pycache__":
            (room / path.name).symlink_to(path)
    (room / "odd.py").write_text(
        "import os, time, sys\n"
        "def hungry(data): return bytearray(10**10)\n"
        "def endless(data):\n    while True: pass\n"
        "def asleep(data): time.sleep(60)\n"
        "def broken(data): raise KeyError('spoilt')\n"
        "def killed(data): os.kill(os.getpid(), 9)\n"
        "def other(data): return 'no manuscript'\n"
        "def evil(data): sys.stdout.buffer.write(\n"
        "    b'cposix\\nsystem\\n(S\"true\"\\ntR.'); sys.stdout.flush(); os._exit(0)\n"
        "def modules(data):\n"
        "    from articles.importing import Unreadable\n"
        "    names = ('django', 'articles.models', 'mammoth', 'bs4')\n"
        "    found = ', '.join(n for n in names if n in sys.modules)\n"
        "    raise Unreadable('unknown-suffix', {'suffix': found, 'suffixes': ''})\n"
    )
    monkeypatch.setattr(confined, "ROOT", tmp_path)


def refused(function, **limits):
    with pytest.raises(Unreadable) as caught:
        read_apart("odd", function, b"x", **limits)
    return caught.value


def test_answer_is_the_manuscript_of_the_reader():
    assert (
        read_apart("word", "read_word", WORD) == read_word(WORD) == read(WORD, "a.docx")
    )


def test_refusal_comes_back_with_its_parameters():
    with pytest.raises(Unreadable) as caught:
        read(b"PK", "a.docx")
    assert caught.value.code == "damaged"
    error = Unreadable("too-large", {"limit": 30})
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 -- made on this line
    assert (again.code, again.parameters, str(again)) == (
        error.code,
        error.parameters,
        str(error),
    )


@pytest.mark.usefixtures("odd")
def test_too_much_memory_is_refused():
    error = refused("hungry")
    assert str(error).startswith("The file needs more than 300 MB of memory")


@pytest.mark.usefixtures("odd")
@pytest.mark.parametrize("function", ["endless", "asleep"])
def test_too_much_time_is_refused(function):
    started = time.perf_counter()
    error = refused(function, seconds=1)
    assert str(error).startswith("The file takes more than 1 seconds")
    assert time.perf_counter() - started < 5


@pytest.mark.usefixtures("odd")
@pytest.mark.parametrize("function", ["broken", "other", "evil"])
def test_reader_that_fails_is_no_accident_here(function):
    assert refused(function).code == "failed"


@pytest.mark.usefixtures("odd")
def test_killed_reader_counts_as_slow():
    assert refused("killed").code == "too-slow"


@pytest.mark.usefixtures("odd")
def test_reader_knows_no_django():
    assert refused("modules").parameters["suffix"] == ""


def test_failure_is_logged_with_its_trace(caplog):
    with pytest.raises(Unreadable):
        refuse(1, b"Traceback: spoilt", seconds=1)
    assert "spoilt" in caplog.text


def test_word_files_are_read_apart():
    assert READERS[".docx"].func is read_apart


@pytest.mark.usefixtures("odd")
def test_limits_are_set_in_that_process_alone():
    resource = pytest.importorskip("resource")
    refused("broken")
    assert resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY


# How many at once


@pytest.fixture
def crowded(monkeypatch):
    """All places are taken."""
    turns = threading.BoundedSemaphore(1)
    turns.acquire()
    monkeypatch.setattr(confined, "_turns", turns)
    return turns


def test_more_than_a_few_at_once_are_told_to_come_again(crowded):
    started = time.perf_counter()
    with pytest.raises(confined.Busy, match="Try again in a minute"):
        told_apart("word", "read_word", WORD, patience=0.1)
    assert time.perf_counter() - started < 2
    crowded.release()
    assert told_apart("word", "read_word", WORD, patience=0.1) == read_word(WORD)


@pytest.mark.usefixtures("odd")
def test_place_is_given_back_whatever_happens(monkeypatch):
    monkeypatch.setattr(confined, "_turns", threading.BoundedSemaphore(1))
    for function in ("broken", "other", "killed", "endless"):
        assert refused(function, seconds=1).code in {"failed", "too-slow"}


def test_no_more_than_so_many_run_at_once(monkeypatch):
    running, most = [], []

    def run(*args, **kwargs):
        running.append(1)
        most.append(len(running))
        time.sleep(0.05)
        running.pop()
        return subprocess.CompletedProcess(args, 0, pickle.dumps("words"), b"")

    monkeypatch.setattr(confined.subprocess, "run", run)
    threads = [
        threading.Thread(target=told_apart, args=("word", "read_word", WORD))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (6, confined.MOST_AT_ONCE)
