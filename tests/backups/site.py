"""A site with data of its own, which is run by its commands alone."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.test_parallel import own_database

ROOT = Path(__file__).parents[2]
FILL = """
from django.contrib.auth.models import Group
from articles.models import *
from articles.publishing import open_preview, receive
from articles.moderation.limits import count_wrong
from django.utils import timezone
from tests.factories import make_user
from tests.publishing.filled_site import fill
fill()
editor = make_user("Editor", first_name="ऋतु", last_name="Nair")
receive("On tides\\n\\nThe sea rises.".encode(), "a.txt", by=editor)
open_preview(Article.objects.first(), by=editor)
Outbox.objects.create(recipient="a@example.org", subject="One", text="Two\\nthree")
Counter.add("posts:x", 600, timezone.now())
Spent.objects.create(nonce="nonce", until=timezone.now())
Topic.objects.create(name="Last", slug="last").delete()
"""
# Every row of every table that travels, without any word of the code under test.
ROWS = """
import json
from django.apps import apps
found = {}
for model in apps.get_models(include_auto_created=True):
    if model._meta.app_label not in ("sessions", "axes"):
        rows = model._base_manager.order_by("pk").values()
        found[model._meta.label] = [dict(row) for row in rows]
print(json.dumps(found, default=str))
"""


class Site:
    """A data folder, a database, and what is typed to run them."""

    def __init__(self, folder, address=""):
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.address = address or f"sqlite:///{folder}/site.sqlite3"
        self.environment = os.environ | {
            # On a disk that is full it would be cut off, and stay.
            "PYTHONDONTWRITEBYTECODE": "1",
            "DATABASE_URL": self.address,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "VIF_TEST_DATA_DIR": str(folder),
        }

    @classmethod
    def of(cls, vendor, folder):
        """Return an empty site; PostgreSQL's needs a test that runs on that."""
        return cls(folder, own_database() if vendor == "postgresql" else "")

    def copy(self, folder):
        """Return a site of the same rows and files; nobody may have this one open."""
        shutil.copytree(self.folder, folder)
        if not self.address.startswith("postgres"):
            return Site(folder)
        name = re.search(r"/(\w+)\?", self.address)[1]
        return Site(folder, own_database(template=name))

    def start(self, *arguments, **options):
        """Start a command; return its process."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def run(self, *arguments, **options):
        """Run a command to its end; return its exit status and all that it said."""
        with self.start(*arguments, **options) as process:
            out, err = process.communicate(timeout=300)
        return process.returncode, out + err

    def manage(self, *arguments):
        """Run a command that must end well; return what it said."""
        status, said = self.run(*arguments)
        assert status == 0, said
        return said

    def shell(self, script):
        return self.manage("shell", "--no-imports", "-c", script)

    def rows(self):
        return json.loads(self.shell(ROWS))

    def files(self):
        """Return size, sum and second of every file that people have brought."""
        return {
            path.relative_to(self.folder).as_posix(): (
                hashlib.sha256(path.read_bytes()).hexdigest(),
                int(path.stat().st_mtime),
            )
            for room in ("media", "incoming")
            for path in (self.folder / room).rglob("*")
            if path.is_file()
        }


def differences(before, after):
    """Return the tables whose rows differ, with what is only in the one or the other."""
    return {
        label: (
            [row for row in before[label] if row not in after[label]],
            [row for row in after[label] if row not in before[label]],
        )
        for label in before.keys() | after.keys()
        if before.get(label) != after.get(label)
    }


def rewritten(path, to, change):
    """Copy a backup, each member as ``change(name, bytes)`` says; None leaves it out."""
    with zipfile.ZipFile(path) as pack, zipfile.ZipFile(to, "w") as out:
        for name in pack.namelist():
            data = change(name, pack.read(name))
            if data is not None:
                out.writestr(name, data)
    return to
