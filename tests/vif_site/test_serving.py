"""The server goes on when a worker ends, and ends when it is told to."""

import os
import shutil
import signal
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from .running import Site, is_alive, wait_for

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are looked up as Linux shows them"
)


@pytest.fixture
def site(data):
    running = Site(data)
    try:
        yield running.wait_until_ready()
    finally:
        running.close()


def kill(pid, number=signal.SIGKILL):
    os.kill(pid, number)


def users_in_a_copy(data, tmp_path):
    """Count the users in the main file alone, as somebody copies it."""
    copy = shutil.copy(data / "site.sqlite3", tmp_path / "copy.sqlite3")
    with closing(sqlite3.connect(copy)) as connection:
        return connection.execute("SELECT count(*) FROM articles_user").fetchone()[0]


def test_first_control_c_ends_it_and_the_file_alone_holds_everything(
    site, data, tmp_path
):
    workers = site.workers()
    site.press_control_c()
    assert site.wait_for_end() == 0, site.said
    assert "Traceback" not in site.said
    assert not any(map(is_alive, workers))
    assert not list(data.glob("site.sqlite3-*"))
    assert users_in_a_copy(data, tmp_path) == 1


def test_control_c_ends_it_while_workers_are_being_replaced(site, data):
    wait_for(lambda: len(site.workers()) == 2)
    kill(site.process.pid, signal.SIGHUP)
    wait_for(lambda: len(site.workers()) == 3, site)
    workers = site.workers()
    site.press_control_c()
    assert site.wait_for_end() == 0, site.said
    wait_for(lambda: not any(map(is_alive, workers)))
    assert not list(data.glob("site.sqlite3-*"))


def test_control_c_before_anybody_answers_ends_it(data):
    starting = Site(data)
    try:
        wait_for(lambda: "Stop with Ctrl-C." in starting.said, starting)
        starting.press_control_c()
        starting.wait_for_end()
        assert "Traceback" not in starting.said
    finally:
        starting.close()


def test_termination_of_the_server_ends_it(site, data):
    workers = site.workers()
    kill(site.process.pid, signal.SIGTERM)
    assert site.wait_for_end() == 0, site.said
    assert not any(map(is_alive, workers))
    assert not list(data.glob("site.sqlite3-*"))


def test_termination_of_all_processes_at_once_ends_it(site):
    # So does systemd, unless it is told otherwise.
    for pid in [site.process.pid, *site.workers()]:
        with suppress(ProcessLookupError):  # the server was quicker
            kill(pid, signal.SIGTERM)
    assert site.wait_for_end() == 0, site.said


def test_worker_that_is_killed_is_replaced_and_others_answer_meanwhile(site):
    wait_for(lambda: len(site.workers()) == 2)
    before = site.workers()
    kill(before[0])
    # Until its last thread has ended, it may still be given a connection.
    wait_for(lambda: not Path(f"/proc/{before[0]}").exists())
    assert [site.status() for _ in range(20)] == [200] * 20
    wait_for(lambda: len(set(site.workers()) - set(before)) == 1, site)
    assert before[1] in site.workers()


def test_database_that_is_moved_away_is_not_made_anew(site, data, tmp_path):
    path = data / "site.sqlite3"
    path.rename(tmp_path / "away.sqlite3")
    for pid in site.workers():
        kill(pid)  # so that all connections are new
    wait_for(lambda: site.status("/static/favicon.svg") or site.status("/"), site)
    assert [site.status("/articles/") for _ in range(10)].count(200) == 0
    assert not path.exists()
    (tmp_path / "away.sqlite3").rename(path)
    wait_for(lambda: site.status("/articles/") == 200, site)


def test_site_comes_back_when_workers_are_killed_again_and_again(site):
    for _ in range(3):
        wait_for(lambda: len(site.workers()) == 2, site)
        for pid in site.workers():
            kill(pid)
        wait_for(lambda: site.status() == 200, site)
    site.press_control_c()
    assert site.wait_for_end() == 0, site.said


def test_workers_end_with_a_server_that_is_killed_and_leave_the_port(site, data):
    wait_for(lambda: len(site.workers()) == 2)
    workers = site.workers()
    kill(site.process.pid)
    wait_for(lambda: not any(map(is_alive, workers)))
    again = Site(data, port=site.port)
    try:
        again.wait_until_ready()
    finally:
        again.close()
