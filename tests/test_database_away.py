"""PostgreSQL goes away and comes back, under the real server."""

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from bench.postgres import address_of, own_server

from .test_parallel import started

FORM, PAGE = "/articles/one/comment/", "/articles/one/"


@pytest.fixture(scope="module")
def postgres():
    """A server of databases of our own, that may be stopped."""
    with (
        tempfile.TemporaryDirectory(prefix="vif-away-") as folder,
        pytest.MonkeyPatch.context() as monkeypatch,
    ):
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)  # read when it is imported
        with own_server(Path(folder)) as server:
            yield server


@pytest.fixture(scope="module")
def site(postgres, tmp_path_factory):
    """The site on that server; each test leaves both at work."""
    with started(tmp_path_factory.mktemp("away"), address_of(postgres)) as server:
        yield server


def answers(site, path, count=12):
    return [site.ask("GET", path, f"192.0.2.{n}")[0] for n in range(count)]


def test_site_says_so_and_is_back_at_once(site, postgres):
    fields, before = site.fields(FORM), site.comments()
    pages = ("/", PAGE, "/search/?q=one", "/authors/", "/topics/", "/nothing/", FORM)
    postgres.stop()
    for path in pages:
        status, _location, text = site.ask("GET", path, "192.0.2.1")
        assert status == 503, path
        assert "Try again in a minute." in text
    status, _location, text = site.ask("POST", FORM, "192.0.2.1", fields)
    assert status == 503
    assert fields["text"] in text
    assert fields["token"] in text
    typed = {"username": "editor", "password": "x", "title": "A title of mine"}
    for path in ("/admin/login/", "/admin/articles/article/add/"):
        status, _location, text = site.ask("POST", path, "192.0.2.1", typed)
        assert status in {403, 503}, path  # without a cookie no form is taken
    postgres.start()
    wait_until_back(site)
    assert set(answers(site, PAGE)) == {200}
    assert site.ask("POST", FORM, "192.0.2.1", fields)[0] == 303
    assert site.comments() == before + 1


def wait_until_back(site):
    """Give it the second after which it tries anew, in each of its processes."""
    for _ in range(100):
        if set(answers(site, PAGE)) == {200}:
            return
        time.sleep(0.2)
    pytest.fail("the site has not come back within 20 seconds")


def test_restart_of_the_database_costs_no_request_that_comes_after_it(site, postgres):
    assert set(answers(site, PAGE)) == {200}
    postgres.stop()
    postgres.start()
    assert set(answers(site, PAGE)) == {200}


def test_server_without_a_connection_left_is_told_of_and_is_back_at_once(
    site, postgres, record_property
):
    fields, before, others = site.fields(FORM), site.comments(), []
    with closing(connected(postgres)) as ours:
        ours.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        with pytest.raises(psycopg.OperationalError, match="too many clients"):
            take_connections(postgres, others)
        assert set(answers(site, PAGE)) == {503}
        status, _location, text = site.ask("POST", FORM, "192.0.2.1", fields)
        assert status == 503
        assert fields["text"] in text
        for other in others:
            other.close()
    wait_until_back(site)
    assert site.ask("POST", FORM, "192.0.2.1", fields)[0] == 303
    assert site.comments() == before + 1
    record_property("tried", len(others))
    record_property("lost", "nothing")
    record_property("readers", "“Try again in a minute” at once; then every page")


def take_connections(postgres, others):
    while True:
        others.append(connected(postgres))


def connected(postgres):
    return psycopg.connect(postgres.get_uri(), autocommit=True)


def test_comment_that_blocks_another_transaction_is_handed_back_and_taken_once(
    site, postgres, record_property
):
    fields, before = site.fields(FORM), site.comments()
    with closing(connected(postgres)) as other, ThreadPoolExecutor(1) as pool:
        # So that it is the comment which PostgreSQL gives up, after a second.
        other.execute("SET deadlock_timeout = '1h'")
        other.execute("BEGIN")
        other.execute("SELECT id FROM articles_article FOR UPDATE")
        post = pool.submit(site.ask, "POST", FORM, "192.0.2.1", fields)
        wait_for_a_lock(other)
        other.execute("LOCK TABLE articles_spent IN ACCESS EXCLUSIVE MODE")
        status, _location, text = post.result()
        other.execute("ROLLBACK")
    assert status == 503
    assert fields["text"] in text
    assert site.ask("POST", FORM, "192.0.2.1", fields)[0] == 303
    assert site.comments() == before + 1
    record_property("tried", 1)
    record_property("lost", "nothing")
    record_property("readers", "their words, to be sent again")


def wait_for_a_lock(connection):
    """Wait until another transaction waits for one of this connection's."""
    for _ in range(100):
        sql = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        if connection.execute(sql).fetchone()[0]:
            return
        time.sleep(0.05)
    pytest.fail("nobody has waited within 5 seconds")
