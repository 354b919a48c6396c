"""An editor comes in on a full disk; such a session is as safe as any other."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from importlib import import_module

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.utils import timezone

from tests.factories import make_user
from vif_site import databases
from vif_site.sessions import MARK, SessionStore

FULL_DISK = """
import json, resource, sys
import django
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("set_up_groups", verbosity=0)
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.test import Client
from articles.models import User
user = User.objects.create_superuser("editor", password="right-long-word")
client = Client()
credentials = {"username": "editor", "password": "right-long-word"}
said = {"wrong before": client.post("/admin/login/", credentials | {"password": "x"}).status_code}
failed = AccessAttempt.objects.count()
sys.dont_write_bytecode = True  # it would be cut off, and stay
_soft, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))  # not a byte more to any file
said["log-in"] = client.post("/admin/login/?next=/admin/", credentials).status_code
said["desk"] = client.get("/admin/").status_code
said["signed"] = client.cookies["sessionid"].value.startswith("signed:")
said["wrong"] = Client().post("/admin/login/", credentials | {"password": "x"}).status_code
said["forged"] = Client(headers={"Cookie": "sessionid=signed:x:y:z"}).get("/admin/").status_code
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
said["later"] = client.get("/admin/").status_code
said["rows"] = [failed, Session.objects.count()]
user.set_password("another-long-word")
user.save()
said["after a new password"] = client.get("/admin/").status_code
print(json.dumps(said))
"""


@pytest.mark.skipif(not databases.HAS_SAFE_SQLITE, reason="no current SQLite here")
def test_editor_comes_in_on_a_full_disk(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK],
        env={
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PATH": os.environ["PATH"],
            "VIF_TEST_DATA_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout)
    assert said == {
        "wrong before": 200,
        "log-in": 302,
        "desk": 200,
        "signed": True,
        "wrong": said["wrong"],
        "forged": 302,
        "later": 200,
        "rows": [1, 0],
        "after a new password": 302,
    }
    assert said["wrong"] in {200, 503}


@pytest.fixture
def full(monkeypatch):
    """No row of a session can be written."""

    def fail(*args, **kwargs):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Session, "save", fail)


@pytest.mark.django_db
def test_log_in_has_a_row_while_there_is_room(client):
    client.force_login(make_user())
    assert not client.cookies["sessionid"].value.startswith(MARK)
    assert Session.objects.count() == 1


@pytest.mark.django_db
def test_signed_session_ends_after_two_hours(full, monkeypatch):
    session = SessionStore()
    session.create()
    session["a"] = 1
    session.save()
    key = session.session_key
    assert SessionStore(key)["a"] == 1
    later = (timezone.now() + timedelta(hours=2, seconds=5)).timestamp()
    monkeypatch.setattr("time.time", lambda: later)
    assert SessionStore(key).get("a") is None


@pytest.mark.django_db
def test_signed_session_of_another_key_or_with_a_changed_letter_is_none(full, settings):
    session = SessionStore()
    session.create()
    session["a"] = 1
    session.save()
    key = session.session_key
    middle = len(MARK) + 3
    changed = key[:middle] + ("A" if key[middle] != "A" else "B") + key[middle + 1 :]
    assert SessionStore(changed).get("a") is None
    settings.SECRET_KEY = "another-key-" * 6
    assert SessionStore(key).get("a") is None


@pytest.mark.django_db
def test_row_that_cannot_be_changed_is_no_reason_for_a_cookie(monkeypatch):
    session = SessionStore()
    session.create()

    def fail(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(Session, "save", fail)
    session["a"] = 1
    with pytest.raises(
        import_module("django.contrib.sessions.backends.base").UpdateError
    ):
        session.save()
    assert not session.session_key.startswith(MARK)
