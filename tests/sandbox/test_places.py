"""Two places on the machine, whoever asks, and none is lost with who is killed."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from articles.sandbox import Busy, cannot_be_kept, patiently, places
from articles.sandbox.places import place, private_folder

ROOT = Path(__file__).parents[2]
HOLDER = (
    "import sys\nfrom articles.sandbox.places import place\n"
    "with place(0, is_for_readers=sys.argv[1] == 'readers'):\n"
    "    print('held', flush=True)\n    sys.stdin.read()\n"
)


def at_the_desk(patience=0.0):
    return place(patience, is_for_readers=False)


def for_readers(patience=0.0):
    return place(patience, is_for_readers=True)


@pytest.fixture
def held():
    """Let other processes of the site hold places."""
    holders = []

    def hold(who="desk"):
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLDER, who],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"TMPDIR": str(private_folder().parent)},
        )
        holders.append(holder)
        return holder.stdout.readline() == b"held\n" and holder

    yield hold
    for holder in holders:
        holder.kill()
        holder.wait()
        holder.stdin.close()
        holder.stdout.close()


def test_two_processes_at_once_and_no_third(held):
    assert held()
    assert held()
    assert not held()
    with pytest.raises(Busy), at_the_desk():
        pass


def test_place_of_who_was_killed_is_free_at_once(held):
    first, second = held(), held()
    with pytest.raises(Busy), at_the_desk(0.2):
        pass
    first.send_signal(signal.SIGKILL)
    first.wait()
    with at_the_desk():
        pass
    assert second.poll() is None


def test_one_place_is_kept_free_of_what_readers_ask_for(held):
    assert held("readers")
    assert not held("readers")
    assert held("desk")
    assert not held("desk")


def test_desk_leaves_the_place_of_readers_free_while_it_can(held):
    assert held("desk")
    with for_readers():
        pass


def test_who_waits_comes_in_when_a_place_is_free(held):
    first, _second = held(), held()
    threading.Timer(0.3, first.kill).start()
    with at_the_desk(20):
        pass


def test_few_threads_of_a_process_wait_and_the_others_are_told_at_once(held):
    held()
    held()
    waiting = [threading.Thread(target=wait_in_vain) for _ in range(2)]
    for thread in waiting:
        thread.start()
    time.sleep(0.3)
    started = time.monotonic()
    with pytest.raises(Busy), at_the_desk(20):
        pass
    assert time.monotonic() - started < 1.5
    for thread in waiting:
        thread.join()


def wait_in_vain():
    with pytest.raises(Busy), at_the_desk(2):
        pass


def test_command_waits_as_long_as_it_takes(held):
    first, _second = held(), held()
    threading.Timer(0.5, first.kill).start()
    with patiently(), at_the_desk():
        pass
    _third = held()
    with pytest.raises(Busy), at_the_desk():
        pass


def test_place_is_given_back_whatever_happens():
    for _ in range(5):
        with pytest.raises(KeyError), at_the_desk():
            raise KeyError
    with ExitStack() as stack:
        stack.enter_context(at_the_desk())
        stack.enter_context(for_readers())


def test_folder_is_this_users_alone():
    assert private_folder().stat().st_mode & 0o777 == 0o700
    assert cannot_be_kept() == ""


@pytest.mark.parametrize("amiss", ["open to others", "a link", "a file", "nowhere"])
def test_folder_that_is_not_ours_alone_is_not_used(
    amiss, tmp_path, monkeypatch, caplog
):
    monkeypatch.setattr(places.tempfile, "tempdir", str(tmp_path / "t"))
    path = tmp_path / "t" / f"vif-sandbox-{os.geteuid()}"
    if amiss != "nowhere":
        path.parent.mkdir()
    if amiss == "open to others":
        path.mkdir()
        path.chmod(0o777)
    elif amiss == "a link":
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        path.symlink_to(tmp_path / "elsewhere")
    elif amiss == "a file":
        path.write_text("")
    assert str(path) in cannot_be_kept()
    with pytest.raises(Busy), at_the_desk():
        pass
    assert "No place can be had" in caplog.text
