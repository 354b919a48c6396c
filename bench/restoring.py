"""Times the loss of a loaded site: how long a backup takes, and how long to have it back.

``python -m bench.restoring`` fills a site of its own with 2,000 articles and 200 MB of
pictures, keeps it while a writer saves without pause, restores it into an empty folder
and compares every row and every file. With ``--postgres``, in databases of a PostgreSQL
server of its own; with ``--move``, from SQLite into PostgreSQL. Exit status 1 where
something differs, a write waited longer than 250 ms for the backup, or the site was away
for more than five minutes.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .postgres import address_of, own_server

ROOT = Path(__file__).resolve().parents[1]
ARTICLES, NOTES, COMMENTS, PICTURES = 2_000, 30, 3, 500
PICTURE = 400_000  # bytes
LONGEST_WAIT, LONGEST_AWAY = 0.250, 300  # seconds
FILL = f"""
import os, uuid
from django.conf import settings
from django.utils import timezone
from articles.models import *
from articles.search import stems_of
folder = settings.MEDIA_ROOT / "pictures"
folder.mkdir(parents=True)
names = [f"pictures/{{uuid.uuid4()}}-1440.webp" for _ in range({PICTURES})]
for name in names:
    (settings.MEDIA_ROOT / name).write_bytes(os.urandom({PICTURE}))
Picture.objects.bulk_create(Picture(
    file=name, width=1440, height=960, alt="A quay",
    renditions=[{{"path": name, "width": 1440, "height": 960}}]) for name in names)
now, text = timezone.now(), "The water of the district is counted at the gauge. नदी. " * 250
stems = " ".join(stems_of(text))
for start in range(0, {ARTICLES}, 200):
    rows = Article.objects.bulk_create(Article(
        title=f"Article {{n}}", slug=f"article-{{n}}", source=text, html=f"<p>{{text}}</p>",
        plain=text, status="published", published_at=now, first_published_at=now,
        listed_on=now.date(), dated=now.date()) for n in range(start, start + 200))
    SearchEntry.objects.bulk_create(SearchEntry(
        article=row, title=row.title.lower(), text=stems) for row in rows)
    Endnote.objects.bulk_create(Endnote(
        article=row, label=str(n), position=n, link=f"https://example.org/{{n}}",
        text=f"Nair, *Quays*, p. {{n}}. " * 5) for row in rows for n in range({NOTES}))
    Comment.objects.bulk_create(Comment(
        article=row, name="A. Reader", email="reader@example.org", text="As said. " * 40,
        nonce=f"{{row.pk}}-{{n}}", key=f"{{row.pk}}-{{n}}", reference=f"{{row.pk}}-{{n}}",
        state="waiting") for row in rows for n in range({COMMENTS}))
"""
# About a hundred saves a second: an article's text and an entry in the log.
WRITE = """
import json, signal, sys, time
from django.db import transaction
from articles.audit import record
from articles.models import Article
article, waits, stopped = Article.objects.order_by("pk").first(), [], []
signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))
print("ready", flush=True)
while not stopped:
    before = time.perf_counter()
    with transaction.atomic():
        article.save(update_fields=["source", "version"])
        record("change", article, by=None)
    waits.append(time.perf_counter() - before)
    time.sleep(0.008)
print(json.dumps([len(waits), max(waits), sorted(waits)[len(waits) // 2]]))
"""
# The sum of each table; what a restoration itself writes down is left aside.
ROWS = """
import hashlib, json
from django.apps import apps
found = {}
for model in apps.get_models(include_auto_created=True):
    if model._meta.label not in ("articles.Edition", "sessions.Session"):
        rows = model._base_manager.order_by("pk")
        if model._meta.label == "articles.Decision":
            rows = rows.exclude(what="restore backup")
        sum, count = hashlib.sha256(), 0
        for row in rows.values().iterator(chunk_size=100):
            sum.update(json.dumps(row, default=str, sort_keys=True).encode())
            count += 1
        found[model._meta.label] = [count, sum.hexdigest()]
print(json.dumps(found))
"""


class Site:
    """A data folder and a database, run by commands alone."""

    def __init__(self, folder: Path, address: str = "") -> None:
        folder.mkdir()
        self.folder = folder
        self.environment = os.environ | {
            "DATABASE_URL": address or f"sqlite:///{folder}/site.sqlite3",
            "VIF_DATA_DIR": str(folder),
            "VIF_HTTPS": "off",
            "SECRET_KEY": "k" * 60,
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )

    def manage(self, *arguments: str) -> str:
        """Run a command to its end. Raises SystemExit where it fails."""
        with self.start(*arguments) as process:
            said, _err = process.communicate()
        if process.returncode:
            raise SystemExit(f"manage.py {arguments[0]} failed.")
        return said

    def shell(self, script: str) -> str:
        return self.manage("shell", "--no-imports", "-c", script)

    @contextmanager
    def written(self) -> Iterator[list[float]]:
        """Save without pause; at the end the list holds how often, worst and median."""
        writer = self.start("shell", "--no-imports", "-c", WRITE)
        assert writer.stdout  # noqa: S101 -- it was asked for
        writer.stdout.readline()
        found: list[float] = []
        try:
            yield found
        finally:
            writer.terminate()
            found += json.loads(writer.communicate()[0])

    def files(self) -> dict[str, bytes]:
        media = self.folder / "media"
        return {
            path.relative_to(media).as_posix(): path.read_bytes()
            for path in media.rglob("*")
            if path.is_file()
        }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--move", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vif-restoring-") as name:
        folder = Path(name)
        with databases(folder, is_needed=asked.postgres or asked.move) as address:
            source = Site(folder / "source", address("one") if asked.postgres else "")
            is_postgres = asked.postgres or asked.move
            target = Site(folder / "target", address("two") if is_postgres else "")
            return measure(source, target, folder)


@contextmanager
def databases(folder: Path, *, is_needed: bool) -> Iterator:
    """Yield what makes a database and returns its address."""
    if not is_needed:
        yield None
        return
    with own_server(folder) as server:

        def made(name: str) -> str:
            server.psql(f"CREATE DATABASE {name};")
            return address_of(server, name)

        yield made


def measure(source: Site, target: Site, folder: Path) -> int:
    """Print the figures; return the exit status."""
    source.manage("migrate", "-v0")
    source.shell(FILL)
    print("filled")
    with source.written() as quiet:
        time.sleep(10)
    kept = folder / "loaded.zip"
    with source.written() as loaded:
        time.sleep(2)
        took = timed(lambda: source.manage("backup", str(kept)))
    print(f"backup while saving: {took:.1f} s, {kept.stat().st_size / 2**20:.0f} MB")
    print(f"saves without backup: {told(quiet)}")
    print(f"saves beside backup:  {told(loaded)}")
    checked = timed(lambda: source.manage("verify_backup", str(kept)))
    print(f"verify_backup: {checked:.1f} s")
    last = folder / "last.zip"
    source.manage("backup", str(last))
    away = timed(lambda: target.manage("restore", str(last)))
    print(f"restore: {away:.1f} s")
    rows, found = json.loads(source.shell(ROWS)), json.loads(target.shell(ROWS))
    count = sum(count for count, _sum in rows.values())
    differing = [label for label in rows if rows[label] != found[label]]
    is_same = not differing and source.files() == target.files()
    print(f"{count} rows, {PICTURES} files: {'identical' if is_same else differing}")
    is_good = is_same and loaded[1] <= LONGEST_WAIT and away <= LONGEST_AWAY
    return int(not is_good)


def timed(run) -> float:
    before = time.perf_counter()
    run()
    return time.perf_counter() - before


def told(waits: list[float]) -> str:
    count, worst, median = waits
    return f"{count:.0f}, median {median * 1000:.1f} ms, worst {worst * 1000:.0f} ms"


if __name__ == "__main__":
    sys.exit(main())
