"""What a first start makes, a second leaves alone."""

import os
import socket
import stat
import subprocess
import sys

import pytest

from articles import site_id
from articles.models import SiteIdentity, User
from tests.factories import make_user
from vif_site import start
from vif_site.environment import BadSetting


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_secret_key_is_made_once_and_kept_private(tmp_path):
    path = tmp_path / "secret-key.txt"
    key = start.secret_key(path)
    assert len(key) >= 50
    assert mode(path) == 0o600
    assert start.secret_key(path) == key


def test_key_of_a_start_that_was_cut_short_is_made_anew(tmp_path):
    path = tmp_path / "secret-key.txt"
    path.write_text("")
    (tmp_path / "secret-key.txt.new").write_text("half a")
    key = start.secret_key(path)
    assert len(key) >= 50
    assert path.read_text().strip() == key
    assert mode(path) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.django_db
def test_start_cut_short_before_the_first_user_is_made_is_mended(tmp_path, monkeypatch):
    path = tmp_path / "first-login.txt"

    def die(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(User.objects, "create_superuser", die)
        with pytest.raises(KeyboardInterrupt):
            start.first_login(path)
    [line] = start.first_login(path)
    password = path.read_text().strip()
    assert password in line
    assert User.objects.get().check_password(password)


def test_second_start_on_the_same_port_is_refused(tmp_path):
    with socket.socket() as door:
        # As the server does it: without our check both would share the port.
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "vif_site.start"],
            env={
                "PATH": os.environ["PATH"],
                "PORT": str(port),
                "VIF_DATA_DIR": str(tmp_path / "data"),
            },
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"PORT: {port} cannot be used (Address already in use). Stop the program "
        "that has it, or set another PORT, such as 8001.\n"
    )
    assert mode(tmp_path / "data") == 0o700
    assert not (tmp_path / "data" / "site.sqlite3").exists()


def test_port_that_is_free_may_be_used(settings):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        settings.PORT = door.getsockname()[1]
        with pytest.raises(BadSetting, match="PORT"):
            start.check_port()
    start.check_port()


def test_server_has_the_memory_that_is_set(settings):
    settings.VIF_WORKER_MEMORY_MB = 321
    command = start.server_command()
    assert command[command.index("--memory") + 1] == "321"


@pytest.mark.django_db
def test_first_login_works_and_is_kept_private_until_it_is_changed(tmp_path, client):
    path = tmp_path / "first-login.txt"
    [line] = start.first_login(path)
    password = path.read_text().strip()
    assert mode(path) == 0o600
    assert line.startswith(f"First log-in:  admin  {password}")
    assert User.objects.get().is_superuser
    assert start.first_login(path) == [line]
    user = User.objects.get()
    user.set_password("another one, longer")
    user.save()
    assert start.first_login(path) == []
    assert not path.exists()
    assert start.first_login(path) == []


@pytest.mark.django_db
def test_first_login_is_not_made_where_there_are_users(tmp_path):
    make_user()
    assert start.first_login(tmp_path / "first-login.txt") == []
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_password_of_a_user_who_is_gone_is_forgotten(tmp_path):
    make_user()
    path = tmp_path / "first-login.txt"
    path.write_text("of an admin long gone")
    assert start.first_login(path) == []
    assert not path.exists()


@pytest.mark.django_db
def test_folder_and_database_get_one_id(tmp_path):
    start.settle_id(tmp_path)
    made = SiteIdentity.current()
    assert site_id.read(tmp_path) == made
    start.settle_id(tmp_path)
    assert (SiteIdentity.current(), site_id.read(tmp_path)) == (made, made)
