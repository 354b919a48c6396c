"""A comment that cannot be stored at once, and is sent again when it can be."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vif_site import databases

ROOT = Path(__file__).resolve().parents[2]
# One process, as a worker is one: what it holds open stays open all the time.
PROGRAM = """
import json, resource
import django
from django.conf import settings
path = settings.DATABASES["default"]["NAME"]
settings.DATABASES["default"]["OPTIONS"]["timeout"] = 1  # and not 20 seconds
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.db import connections
from django.test import Client
from articles.models import Comment
from tests.factories import make_article
from tests.views.commenting import fields_of, get_form, post, typed_in, page
article = make_article(slug="one")
client = Client(raise_request_exception=False, SERVER_NAME="localhost")
fields = fields_of(get_form(client, article))
connections.close_all()

def look():
    return client.get("/articles/one/").status_code

def send():
    answer = post(client, article, fields)
    if answer.status_code == 303:
        return [303, True]
    kept = page(answer)
    same = kept.select_one("input[name=token]")["value"] == fields["token"]
    return [answer.status_code, same and typed_in(kept)["text"] == fields["text"]]

%s
seen = [look()]
begin()
seen += [look(), send(), look(), send()]
end()
seen += [look(), send(), send(), Comment.objects.count(), Comment.objects.get().text]
print(json.dumps(seen))
"""
LOCKED = """
import sqlite3  # by now the library that the site has
lock = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
def begin(): lock.execute("BEGIN IMMEDIATE")
def end(): lock.execute("ROLLBACK")
"""
FULL = """
import sys
sys.dont_write_bytecode = True  # it would be cut off, and stay
def fill(size): resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
def begin(): fill(0)
def end(): fill(resource.RLIM_INFINITY)
"""


def seen_in(folder, fault):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM % fault],
        cwd=ROOT,
        env={
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PATH": os.environ["PATH"],
            "VIF_TEST_DATA_DIR": str(folder),
        },
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.skipif(not databases.HAS_SAFE_SQLITE, reason="no current SQLite here")
@pytest.mark.parametrize("fault", [LOCKED, FULL], ids=["locked", "full"])
def test_comment_that_was_handed_back_is_taken_once_when_sent_again(
    tmp_path, tell, fault
):
    kept, taken = [503, True], [303, True]
    during = [200, kept, 200, kept]
    after = [200, taken, taken, 1, "I read this twice."]
    assert seen_in(tmp_path, fault) == [200, *during, *after]
    tell(tried=1, lost="nothing", readers="every page; their words, to be sent again")
