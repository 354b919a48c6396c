"""The site killed, reloaded, grown too large or made read-only while it is used."""

import contextlib
import http.client
import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing, contextmanager
from threading import Event, Thread

import pytest

from tests.test_parallel import Server

from .running import Site, free_port, is_alive, refusal, wait_for

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are looked up as Linux shows them"
)
KILLS = int(os.environ.get("VIF_FAULTS_KILLS", "3"))  # bench.faults asks for more
PAGE, FORM = "/articles/one/", "/articles/one/comment/"
MANY = "1000000/600"
OPEN = {
    "VIF_CLIENT_HEADER": "VifClient",
    **{f"VIF_LIMIT_{name}": MANY for name in ("ACCEPTED", "ARTICLE", "SITE", "POSTS")},
}
# linux/prctl.h and linux/capability.h: root may write whatever its mode says.
WITHOUT_POWER = (
    "import ctypes, os, sys; ctypes.CDLL(None).prctl(24, 1, 0, 0, 0);"
    "os.execv(sys.executable, [sys.executable, '-m', 'vif_site.start'])"
)


@pytest.fixture
def data(data):
    """The demonstration, with an article at an address that we know."""
    asked(
        data,
        "UPDATE articles_article SET slug = 'one' WHERE id ="
        " (SELECT min(id) FROM articles_article"
        " WHERE status = 'published' AND language = 'en' AND comments_are = 'open')",
    )
    return data


def asked(data, sql):
    path = data / "site.sqlite3"
    with closing(sqlite3.connect(path, timeout=60)) as database, database:
        return database.execute(sql).fetchall()


@contextmanager
def serving(data, **how):
    running = Site(data, **how)
    try:
        yield running.wait_until_ready()
    finally:
        running.close()


class Crowd:
    """Some who ask without a pause, and remember each answer."""

    def __init__(self, ask, count=4):
        self.answers, self.done = [], Event()
        self.threads = [Thread(target=self.run, args=(ask, n)) for n in range(count)]

    def run(self, ask, number):
        turn = 0
        while not self.done.is_set():
            turn += 1
            self.answers.append(ask(number, turn))
            time.sleep(0.02)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self.done.set()
        for thread in self.threads:
            thread.join()


def commenting(site):
    """Return what sends a comment, and returns its text when it was taken."""
    server = Server({}, site.port)
    fields = server.fields(PAGE)

    def ask(number, turn):
        text, address = f"Comment {number}-{turn}.", f"10.{number}.{turn % 250}.1"
        with contextlib.suppress(OSError, http.client.HTTPException):
            if server.ask("POST", FORM, address, fields | {"text": text})[0] == 303:
                return text
        return ""

    return ask


def assert_all_are_stored(data, taken):
    assert len(taken) == len(set(taken)) > 0
    sql = "SELECT text FROM articles_comment WHERE text LIKE 'Comment %-%.'"
    stored = [text for (text,) in asked(data, sql)]
    assert set(taken) <= set(stored)
    assert len(stored) == len(set(stored))
    assert asked(data, "PRAGMA integrity_check") == [("ok",)]


def kill(pid):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def wait_a_moment():
    time.sleep(random.uniform(0.1, 0.6))  # noqa: S311 -- a moment, no secret


def both_workers(site):
    found = []
    wait_for(lambda: found.extend(site.workers()) or len(found) == 2 or found.clear())
    return found


def test_killed_worker_loses_no_comment_that_was_acknowledged(data, tell):
    with serving(data, **OPEN) as site:
        with Crowd(commenting(site)) as crowd:
            for _ in range(KILLS):
                wait_a_moment()
                kill(random.choice(both_workers(site)))  # noqa: S311
                wait_for(lambda: site.status() == 200, site)
            before = len(crowd.answers)
            wait_for(lambda: any(crowd.answers[before:]), site)
        taken = [text for text in crowd.answers if text]
    assert_all_are_stored(data, taken)
    tell(
        tried=KILLS,
        lost=f"none of {len(taken)} acknowledged comments",
        readers="for those whose worker was killed, a broken connection",
    )


def test_killed_server_loses_no_comment_that_was_acknowledged(data, tell):
    taken, kills = [], (KILLS + 1) // 2
    for number in range(kills):
        with serving(data, **OPEN) as site:
            ask = commenting(site)
            with Crowd(lambda n, t, ask=ask, of=number: ask(10 * of + n, t)) as crowd:
                wait_for(lambda crowd=crowd: any(crowd.answers), site)
                wait_a_moment()
                for pid in [site.process.pid, *site.workers()]:
                    kill(pid)
            taken += [text for text in crowd.answers if text]
    with serving(data, **OPEN) as site:
        assert site.status(PAGE) == 200
    assert_all_are_stored(data, taken)
    tell(
        tried=kills,
        lost=f"none of {len(taken)} acknowledged comments",
        readers="nothing until it was started again",
    )


def assert_workers_are_replaced_and_all_is_answered(site, begin):
    """Return how many pages were asked for while both workers were replaced."""
    before = set(both_workers(site))
    pages = ("/", PAGE, "/articles/", "/robots.txt", "/search/?q=water")
    with Crowd(lambda number, turn: site.status(pages[turn % 5])) as crowd:
        begin()
        wait_for(
            lambda: len(site.workers()) == 2 and not before & set(site.workers()), site
        )
    assert set(crowd.answers) == {200}
    return len(crowd.answers)


def test_reload_fails_no_request(data, tell):
    with serving(data) as site:
        count = assert_workers_are_replaced_and_all_is_answered(
            site, lambda: site.process.send_signal(signal.SIGHUP)
        )
    tell(tried=1, lost="nothing", readers=f"every one of {count} pages asked for")


def test_worker_that_holds_too_much_memory_is_replaced_and_no_request_fails(data, tell):
    """A limit below what a worker holds when it has just begun stands in for growth."""
    port, path = free_port(), data / "site.sqlite3"
    program = ("-m", "vif_site.serving", "--port", str(port), "--memory", "30")
    with serving(
        data,
        program=(*program, "--sqlite", str(path)),
        port=port,
        SECRET_KEY="k" * 60,
        VIF_HTTPS="off",
    ) as site:
        count = assert_workers_are_replaced_and_all_is_answered(site, lambda: None)
    tell(tried=1, lost="nothing", readers=f"every one of {count} pages asked for")


@contextmanager
def read_only(data):
    """Take away the right to write the database, its journal and their folder."""
    paths = [*data.glob("site.sqlite3*"), data]
    for path in paths:
        path.chmod(0o500)
    try:
        yield
    finally:
        for path in paths:
            path.chmod(0o700)


def test_read_only_database_is_still_read_and_hands_back_what_was_typed(data, tell):
    with serving(data, program=("-c", WITHOUT_POWER), **OPEN) as site:
        server = Server({}, site.port)
        fields = server.fields(PAGE)
        with read_only(data):
            make_connections_new(site)
            pages = ("/", PAGE, "/search/?q=water")
            assert [site.status(path) for path in pages] == [200] * 3
            status, _location, text = server.ask("POST", FORM, "192.0.2.1", fields)
            assert status == 503
            assert fields["text"] in text
            assert fields["token"] in text
        make_connections_new(site)
        assert server.ask("POST", FORM, "192.0.2.1", fields)[0] == 303
    sql = f"SELECT count(*) FROM articles_comment WHERE text = '{fields['text']}'"  # noqa: S608
    assert asked(data, sql) == [(1,)]
    tell(
        tried=1,
        lost="nothing",
        readers="every page; their words, to be sent again once the site is restarted",
    )


def make_connections_new(site):
    """Let new workers open the database, as after a restart."""
    before = both_workers(site)
    for pid in before:
        kill(pid)
    wait_for(lambda: not any(map(is_alive, before)), site)
    wait_for(lambda: site.status("/robots.txt") == 200, site)


def test_bits_that_rot_where_the_pages_of_the_file_begin_stop_the_start(data, tell):
    path, chance = data / "site.sqlite3", random.Random(14)  # noqa: S311
    size = asked(data, "PRAGMA page_size")[0][0]
    rotten = bytearray(path.read_bytes())
    for page in chance.sample(range(1, len(rotten) // size), 50):
        rotten[page * size + chance.randrange(8)] ^= 1 << chance.randrange(8)
    path.write_bytes(rotten)
    assert "is damaged" in refusal(data)
    assert path.read_bytes() == rotten
    tell(
        tried=1,
        lost="what changed since the last backup",
        readers="nothing until a backup is restored",
    )


def test_letter_that_rots_within_a_text_is_seen_by_nobody(data, tell):
    """SQLite keeps no checksum of what is in a record; a backup does."""
    path = data / "site.sqlite3"
    words = "SELECT substr(html, 4, 40) FROM articles_article WHERE slug = 'one'"
    [(text,)] = asked(data, words)
    whole = path.read_bytes()
    changed = text.encode().replace(b"e", b"d", 1)
    assert whole.count(text.encode()) > 0
    path.write_bytes(whole.replace(text.encode(), changed))
    assert asked(data, words) == [(changed.decode(),)]
    assert asked(data, "PRAGMA integrity_check") == [("ok",)]
    tell(tried=1, lost="a letter, and nobody is told of it", readers="another letter")
