"""Kill the site again and again under load: ``python -m bench.kills [COUNT]``.

Four visitors comment without a pause and a site is imported meanwhile, while a worker,
the server or all of it (the import too) is killed at random moments, 50 times. Prints
how many comments were acknowledged (303) and how many of these are lost, whether the
database is whole, and whether the import came in complete. The database is an SQLite
file of its own, or PostgreSQL by ``python -m bench.postgres kills``.
"""

import contextlib
import http.client
import itertools
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

from .site import ROOT, free_port, without_a_real_database

WRITERS = 4
PAUSE = (0.5, 2.5)  # seconds from one kill to the next
LONGEST = 120
SETTINGS = {
    "VIF_CLIENT_HEADER": "VifClient",
    **{f"VIF_LIMIT_{name}": "1000000/600" for name in ("ARTICLE", "SITE", "POSTS")},
}
MAKE = """
import sys
from django.utils import timezone
from articles.models import Article
now = timezone.now()
same = {"status": "published", "published_at": now, "first_published_at": now}
Article.objects.get_or_create(slug="one", defaults=same | {"title": "One", "source": "Text."})
"""
FILL = """
import sys
from django.core.management import call_command
from articles.models import Article, Endnote
for number in range(300):
    article = Article.objects.create(slug=f"in-{number}", title=f"In {number}",
        source="Text.[^1] " * 200)
    Endnote.objects.create(article=article, label="1", text="A note.", position=1)
call_command("export_site", sys.argv[1], verbosity=0)
"""
CHECK = """
import json
from django.db import connection
from articles.models import Article, Comment
with connection.cursor() as cursor:
    if connection.vendor == "sqlite":
        cursor.execute("PRAGMA integrity_check")
        whole = cursor.fetchone()[0]
    else:
        whole = "ok"
articles = Article.objects.filter(slug__startswith="in-")
halves = sum(article.endnotes.count() != 1 for article in articles)
print(json.dumps([list(Comment.objects.values_list("key", flat=True)), whole,
    articles.count(), halves]))
"""


# Of a thousand that wait, the form would be closed.
READ = """
from django.utils import timezone
from articles.models import Comment
Comment.objects.filter(state="waiting").update(state="approved", decided_at=timezone.now())
"""


class Site:
    """The site under a server of its own, started anew whenever it is down."""

    def __init__(self, folder: str) -> None:
        self.port = free_port()
        self.environment = without_a_real_database() | SETTINGS | {
            "VIF_DATA_DIR": folder, "PORT": str(self.port), "VIF_EMPTY": "on"
        }  # fmt: skip
        self.started = 0
        self.start()

    def start(self) -> None:
        self.started += 1
        self.process = subprocess.Popen(
            [sys.executable, "-m", "vif_site.start"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + LONGEST
        while self.status() == 0:
            if self.process.poll() is not None:
                # The port may be held by workers that are about to end.
                time.sleep(0.5)
                self.start()
                return
            if time.monotonic() > end:
                raise SystemExit("The site did not start.")
            time.sleep(0.1)

    def status(self) -> int:
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.ask("GET", "/robots.txt", "192.0.2.1")[0]
        return 0

    def ask(
        self, method: str, path: str, address: str, fields: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"VifClient": address, "Sec-Fetch-Site": "same-origin"}
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, urlencode(fields or {}), headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            return answer.status, answer.getheader("Location") or "", text
        finally:
            connection.close()

    def workers(self) -> list[int]:
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        with contextlib.suppress(OSError):
            return [int(pid) for pid in path.read_text().split()]
        return []

    def command(self) -> list[str]:
        return [sys.executable, "manage.py"]

    def manage(self, *arguments: str) -> subprocess.Popen:
        key = (Path(self.environment["VIF_DATA_DIR"]) / "secret-key.txt").read_text()
        more = {"SECRET_KEY": key.strip(), "VIF_HTTPS": "off"}
        return subprocess.Popen(
            [*self.command(), *arguments],
            cwd=ROOT,
            env=self.environment | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def shell(self, script: str, *arguments: str) -> str:
        words = f"import sys; sys.argv = ['', *{list(arguments)!r}]\n{script}"
        return self.manage("shell", "--no-imports", "-c", words).communicate()[0]


def main(count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="vif-kills-") as folder:
        site = Site(folder)
        file = f"{folder}/in.jsonl"
        site.shell(FILL, file)
        site.shell(
            "from articles.models import Article; Article.objects.all().delete()"
        )
        site.shell(MAKE)
        acknowledged: list[str] = []
        refused: list[int] = []
        done = Event()
        threads = [
            Thread(target=comment, args=(site, number, acknowledged, refused, done))
            for number in range(WRITERS)
        ]
        for thread in threads:
            thread.start()
        imports = kill(site, file, count)
        done.set()
        for thread in threads:
            thread.join()
        imports.append(finish(site, file))
        tell(site, acknowledged, refused, imports)
        site.process.send_signal(signal.SIGTERM)
        site.process.wait(LONGEST)


def comment(
    site: Site, number: int, acknowledged: list[str], refused: list[int], done: Event
) -> None:
    """Comment without a pause, and remember what was said to be taken."""
    for turn in itertools.count():
        if done.is_set():
            return
        address = f"10.{number}.{turn // 250 % 250}.{turn % 250 + 1}"
        # A page without a form (AttributeError) comes while too many comments wait.
        with contextlib.suppress(
            OSError, http.client.HTTPException, TypeError, AttributeError
        ):
            text = site.ask("GET", "/articles/one/comment/", address)[2]
            first, second = re.search(r"(\d+) \+ (\d+) =", text).groups()  # type: ignore[union-attr]
            token = re.search(r'name="token" value="([^"]+)"', text)[1]  # type: ignore[index]
            fields = {
                "name": "A. Reader",
                "email": "reader@example.org",
                "text": f"Comment {number}-{turn}.",
                "answer": str(int(first) + int(second)),
                "token": token,
            }
            status, location, _ = site.ask(
                "POST", "/articles/one/comment/", address, fields
            )
            if status == 303:
                acknowledged.append(location.rstrip("/").rpartition("/")[2])
            else:
                refused.append(status)
        time.sleep(0.01)


def kill(site: Site, file: str, count: int) -> list[int]:
    """Kill so often; return how the imports that were not killed have ended."""
    ends: list[int] = []
    importing = site.manage("import_site", file, "-v0")
    for _ in range(count):
        site.shell(READ)
        time.sleep(random.uniform(*PAUSE))  # noqa: S311 -- no secret
        if importing.poll() is not None:
            ends.append(importing.returncode)
            importing = site.manage("import_site", file, "-v0", "--replace")
        victims = random.choice(("worker", "server", "all"))  # noqa: S311
        workers = site.workers()
        if victims == "worker" and workers:
            stop(random.choice(workers))  # noqa: S311
            continue
        stop(site.process.pid)
        if victims == "all":
            for pid in workers:
                stop(pid)
            importing.kill()
            importing.wait()
        site.process.wait()
        site.start()
    importing.kill()
    importing.wait()
    return ends


def stop(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def finish(site: Site, file: str) -> int:
    """Let the import run to its end."""
    last = site.manage("import_site", file, "-v0")
    last.communicate()
    return last.returncode


def tell(
    site: Site, acknowledged: list[str], refused: list[int], imports: list[int]
) -> None:
    keys, whole, articles, halves = json.loads(site.shell(CHECK).splitlines()[-1])
    lost = set(acknowledged) - set(keys)
    print(
        f"{site.started} starts; {len(acknowledged)} comments acknowledged, {len(lost)} lost"
    )
    print(f"{len(keys)} comments stored; other answers: {sorted(set(refused))}")
    print(
        f"imports ended with {sorted(set(imports))}; {articles} of 300 articles, {halves} halves"
    )
    print(f"integrity: {whole}")
    if lost or whole != "ok" or articles != 300 or halves:
        raise SystemExit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
