"""A job in a process apart: its answer comes back, and nothing it does harms this one."""

import os
import resource
import signal
import subprocess
import sys
import time
from ast import literal_eval
from pathlib import Path

import pytest

from articles.sandbox import Busy, Job, NoAnswer, pack, places, run, running, unpack

ROOT = Path(__file__).parents[2]
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these walls")


def probe(name, seconds=20, **limits):
    return Job(f"tests.sandbox.probes.{name}", seconds, **limits)


def failure(name, data=b"x", **limits):
    with pytest.raises(NoAnswer) as caught:
        run(probe(name, **limits), data)
    return caught.value


def test_bytes_and_words_go_in_and_an_answer_comes_back():
    data = os.urandom(3 * 2**20)
    assert run(probe("echo"), data, "a", "बी") == data + "aबी".encode()
    assert run(probe("echo"), b"") == b""


def test_files_go_in_and_are_gone_afterwards(tmp_path):
    files = {"a": b"1", "b": b"2"}
    assert run(probe("reads"), b"", "w", files=files) == b"a=1;b=2;('w',)"
    folder = places.private_folder()
    assert [path.name for path in folder.iterdir() if path.is_dir()] == []


def test_files_that_a_killed_process_left_go_first():
    # The place that the desk takes first.
    left = places.private_folder() / "1-files"
    left.mkdir()
    (left / "z").write_bytes(b"left")
    assert run(probe("reads"), b"", files={"a": b"1"}) == b"a=1;()"


def test_child_knows_nothing_of_its_surroundings():
    job = probe("surroundings", seconds=7, memory=300 * 2**20)
    environment, known, files, limits, folder, niceness = literal_eval(
        run(job, b"").decode()
    )
    assert set(environment) <= {"LC_CTYPE", *running.NEEDED}
    assert known == []
    assert files == [0, 1, 2]
    assert folder == "/"
    assert niceness == 10 + os.nice(0)
    assert limits["CPU"] == (7, 7)
    for name in ("CORE", "FSIZE", "NPROC"):
        assert limits[name] == (0, 0)
    assert limits["NOFILE"] == (64, 64)
    if sys.platform == "linux":
        assert limits["AS"] == (300 * 2**20, 300 * 2**20)
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] == resource.RLIM_INFINITY


def test_too_much_memory_is_told_with_what_was_answered_before():
    error = failure("hungry")
    assert (error.code, error.begun) == ("too-much-memory", b"begun")


@pytest.mark.parametrize("name", ["endless", "asleep", "deaf"])
def test_too_much_time_is_told(name):
    started = time.monotonic()
    error = failure(name, data=bytes(2**22), seconds=1)
    assert error.code == "too-slow"
    assert time.monotonic() - started < 10


def test_clock_may_be_given_more_than_the_processor():
    assert run(probe("asleep_for_a_while", seconds=1, by_the_clock=20), b"") == b"woken"
    assert failure("endless", seconds=1, by_the_clock=60).code == "too-slow"


def test_what_was_answered_before_the_time_was_up_is_kept():
    assert failure("asleep", seconds=1).begun == b"begun"


def test_killed_child_counts_as_slow():
    assert failure("killed").code == "too-slow"


def test_failure_is_logged_with_its_trace(caplog):
    assert failure("broken").code == "failed"
    assert "KeyError: 'spoilt'" in caplog.text


def test_unknown_function_fails(caplog):
    assert failure("no_such_function").code == "failed"


@pytest.mark.parametrize("name", ["talkative", "complaining"])
def test_answer_and_complaint_have_an_end(name, caplog):
    error = failure(name, largest_answer=2**20)
    assert error.code == "failed"
    assert len(error.begun) <= 2**20 + running.CHUNK
    assert "more than was asked" in caplog.text


def test_no_process_to_be_had_counts_as_busy(monkeypatch):
    def none_left(*args, **options):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(running.subprocess, "Popen", none_left)
    with pytest.raises(Busy):
        run(probe("echo"), b"")


def children_of(parent):
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


@linux
def test_child_dies_with_the_process_that_asked():
    asking = subprocess.Popen(
        [sys.executable, "-m", "tests.sandbox.asking", "asleep"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    asking.stdout.readline()
    [child] = wait_until(lambda: children_of(asking.pid))
    asking.send_signal(signal.SIGKILL)
    asking.wait()
    asking.stdout.close()
    wait_until(lambda: not Path(f"/proc/{child}").exists())


def wait_until(done, seconds=20):
    end = time.monotonic() + seconds
    while not (found := done()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return found


def test_packed_parts_come_back_and_one_that_is_cut_off_is_left_out():
    parts = [b"", b"a", bytes(70_000)]
    assert unpack(pack(*parts)) == parts
    assert unpack(pack(*parts) + pack(b"b")) == [*parts, b"b"]
    assert unpack(pack(*parts)[:-1]) == parts[:-1]
    assert unpack(b"") == unpack(b"\0\0") == unpack(b"\xff" * 20) == []
