"""Many at once, against the real server in several processes, on either database."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection

ROOT = Path(__file__).parents[1]
MAKE_ARTICLE = """
from django.utils import timezone
from articles.models import Article
now = timezone.now()
Article.objects.create(title="One", slug="one", source="Text.", status="published",
    published_at=now, first_published_at=now)
"""
COUNT = "from articles.models import Comment; print(Comment.objects.count())"


class Server:
    """The site in three processes, on data of its own."""

    def __init__(self, environment, port):
        self.environment, self.port = environment, port

    def manage(self, *arguments):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def ask(self, method, path, address, fields=None):
        """Send one request as this address; return status, location and text."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"VifClient": address, "Sec-Fetch-Site": "same-origin"}
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        asked.request(method, path, urlencode(fields or {}), headers)
        answer = asked.getresponse()
        text = answer.read().decode()
        asked.close()
        return answer.status, answer.getheader("Location"), text

    def fields(self, path):
        """Fill in the form of a page."""
        text = self.ask("GET", path, "192.0.2.200")[2]
        asked = text.partition('<label for="answer">')[2]  # a text may hold a sum
        first, second = re.search(r"(\d+) \+ (\d+) =", asked).groups()
        token = re.search(r'name="token" value="([^"]+)"', text)[1]
        return {
            "name": "A. Reader",
            "email": "reader@example.org",
            "text": "At once.",
            "answer": str(int(first) + int(second)),
            "token": token,
        }

    def post_all(self, posts):
        """Send (address, fields) all at once; return the answers."""
        with ThreadPoolExecutor(len(posts)) as pool:
            return list(
                pool.map(
                    lambda post: self.ask("POST", "/articles/one/comment/", *post),
                    posts,
                )
            )

    def comments(self):
        return int(self.manage("shell", "--no-imports", "-c", COUNT))


@pytest.fixture
def server(tmp_path, django_db_blocker):
    with django_db_blocker.unblock():
        address = own_database()
    with started(tmp_path, address or f"sqlite:///{tmp_path}/site.sqlite3") as found:
        yield found


@contextmanager
def started(folder, address):
    """Start the site in three processes; its data lie in this folder and database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "VIF_CLIENT_HEADER": "VifClient",
        "VIF_LIMIT_ARTICLE": "1000/600",
        "VIF_TEST_DATA_DIR": str(folder),
    }
    found = Server(environment, port)
    found.manage("migrate", "-v0")
    found.manage("shell", "--no-imports", "-c", MAKE_ARTICLE)
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "rsgi"),
            *("--host", "127.0.0.1", "--port", str(port), "--workers", "3"),
            *("--no-ws", "--log-level", "error", "vif_site.server:application"),
        ],
        cwd=ROOT,
        env=environment,
    )
    try:
        wait_for(found)
        yield found
    finally:
        process.terminate()
        process.wait(30)


def own_database(template="template1"):
    """Make a database beside the suite's own, on PostgreSQL; return its address."""
    if connection.vendor != "postgresql":
        return ""
    name = f"parallel_{uuid.uuid4().hex[:8]}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    host = connection.settings_dict["HOST"]
    return f"postgres://postgres@/{name}?host={host}"


def wait_for(server):
    for _ in range(150):
        try:
            if server.ask("GET", "/articles/one/", "192.0.2.200")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    pytest.fail("the server did not start within 30 seconds")


def test_one_personal_challenge_sent_24_times_at_once_brings_one_comment(server):
    fields = server.fields("/articles/one/comment/")
    answers = server.post_all([("192.0.2.1", fields)] * 24)
    assert Counter(status for status, _location, _text in answers) == {303: 24}
    assert len({location for _status, location, _text in answers}) == 1
    assert server.comments() == 1


def test_one_page_challenge_from_50_senders_brings_50_comments(server):
    fields = server.fields("/articles/one/")
    senders = [f"192.0.{n}.1" for n in range(1, 51)]
    answers = server.post_all([(sender, fields) for sender in senders])
    assert Counter(status for status, _location, _text in answers) == {303: 50}
    assert len({location for _status, location, _text in answers}) == 50
    more = [(sender, fields | {"text": "More."}) for sender in senders]
    taken = Counter(status for status, _location, _text in server.post_all(more))
    assert taken == {303: 50}
    assert server.comments() == 100


def test_one_page_challenge_sent_24_times_at_once_brings_one_comment(server):
    fields = server.fields("/articles/one/")
    answers = server.post_all([("192.0.2.1", fields)] * 24)
    assert Counter(status for status, _location, _text in answers) == {303: 24}
    assert len({location for _status, location, _text in answers}) == 1
    assert server.comments() == 1


def test_limit_of_five_holds_over_all_processes(server):
    posts = [("192.0.2.1", server.fields("/articles/one/comment/")) for _ in range(20)]
    statuses = Counter(status for status, _l, _t in server.post_all(posts))
    assert statuses == {303: 5, 429: 15}
    assert server.comments() == 5
