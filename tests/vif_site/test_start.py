"""What a first start makes, a second leaves alone."""

import stat

import pytest

from articles.models import User
from tests.factories import make_user
from vif_site import start


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_secret_key_is_made_once_and_kept_private(tmp_path):
    path = tmp_path / "secret-key.txt"
    key = start.secret_key(path)
    assert len(key) >= 50
    assert mode(path) == 0o600
    assert start.secret_key(path) == key


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
