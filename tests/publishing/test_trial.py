"""A trial of an import keeps nobody from saving, on either database."""

import os
import subprocess
import sys
from pathlib import Path

from tests.test_parallel import own_database

ROOT = Path(__file__).parents[2]
TRY = """
import sys, threading
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from articles.audit import record
from articles.importing.sites.formats import open_site
from articles.models import Article, Edition, Institution
from articles.publishing.transfer import import_site
from tests.factories import make_article

call_command("migrate", verbosity=0)
folder = Path(sys.argv[1])
for number in range(5):
    make_article(slug=f"a-{number}")
call_command("export_site", folder / "site.jsonl", verbosity=0)
Article.objects.all().delete()
Institution.objects.create(name="An institute")
before = Edition.current()

def save():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET lock_timeout = 2000")
        else:
            cursor.execute("PRAGMA busy_timeout = 2000")
    Institution.objects.update(tagline="Saved meanwhile")
    record("change", Institution.objects.get(), by=None)
    connection.close()

def tell(taken, tally):
    if tally.read == 3:
        thread = threading.Thread(target=save)
        thread.start()
        thread.join()

with open_site(folder / "site.jsonl") as site:
    tally = import_site(site, name="x", replace=False, is_trial=True, tell=tell)
print(tally.outcomes["created"] >= 5, Article.objects.count(),
    Institution.objects.get().tagline, Edition.current() - before,
    [path.name for path in folder.glob("trial-*")])
"""


def test_others_save_while_an_import_is_tried(tmp_path, django_db_blocker):
    with django_db_blocker.unblock():
        address = own_database() or f"sqlite:///{tmp_path}/site.sqlite3"
    done = subprocess.run(
        [sys.executable, "-c", TRY, tmp_path],
        cwd=ROOT,
        env=os.environ
        | {
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "VIF_TEST_DATA_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines()[-1] == "True 0 Saved meanwhile 1 []"
