"""Those who may log in: what is written down of their passwords."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from articles.admin import site, users
from articles.models import Decision, Edition, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAGE = "/admin/password_change/"
NEW = dict.fromkeys(("new_password1", "new_password2"), "a quite long canary")


def test_own_new_password_is_written_down_without_it(log_in):
    users = make_user("Contributor")
    client, before = log_in(users), Edition.current()
    answer = client.post(PAGE, NEW | {"old_password": "correct horse"})
    assert answer["Location"] == "/admin/password_change/done/"
    made = Decision.objects.get()
    assert (made.what, made.by, made.title) == ("password", users, users.username)
    assert "canary" not in str(Decision.objects.values().get())
    assert Edition.current() == before
    assert User.objects.get().check_password("a quite long canary")


def test_own_password_that_is_refused_is_not_written_down(log_in):
    client = log_in(make_user())
    answer = client.post(PAGE, NEW | {"old_password": "wrong"})
    assert answer.status_code == 200
    assert client.get(PAGE).status_code == 200
    assert not Decision.objects.exists()


@pytest.mark.parametrize("own", [True, False])
def test_password_is_not_changed_when_it_cannot_be_written_down(
    log_in, monkeypatch, own
):
    def fail(*_args, **_options):
        raise DatabaseError

    monkeypatch.setattr(site, "record", fail)
    monkeypatch.setattr(users, "record", fail)
    other, chief = make_user(), make_user(is_superuser=True)
    words = {"usable_password": "true"}
    words |= dict.fromkeys(("password1", "password2"), "a quite long canary")
    page = PAGE if own else f"/admin/articles/user/{other.pk}/password/"
    typed = NEW | words | {"old_password": "correct horse"}
    assert log_in(chief).post(page, typed).status_code == 503
    for each in (other, chief):
        each.refresh_from_db()
        assert each.check_password("correct horse")


def guess(client, old="wrong"):
    return client.post(PAGE, NEW | {"old_password": old})


def test_old_password_cannot_be_guessed_for_long(log_in, time_machine):
    time_machine.move_to(timezone.now().replace(minute=0, second=1), tick=False)
    users, other = make_user("Contributor"), make_user("Contributor")
    client = log_in(users)
    assert [guess(client).status_code for _ in range(20)] == [200] * 5 + [429] * 15
    time_machine.shift(timedelta(minutes=14, seconds=20))
    held = guess(log_in(users), "correct horse")
    assert held.status_code == 429
    assert "Too many wrong passwords" in held.content.decode()
    assert "Wait 1 minute, then try again." in held.content.decode()
    assert held["Retry-After"] == "40"
    assert 'href="/admin/"' in held.content.decode()
    assert client.get(PAGE).status_code == 200
    assert guess(log_in(other), "correct horse").status_code == 302
    assert User.objects.get(pk=users.pk).check_password("correct horse")
    time_machine.shift(timedelta(seconds=41))
    assert guess(client, "correct horse").status_code == 302


def test_new_password_that_is_refused_is_no_guess_at_the_old_one(log_in):
    client = log_in(make_user())
    short = dict.fromkeys(("new_password1", "new_password2"), "short")
    for old in ("correct horse", ""):
        for _ in range(6):
            answer = client.post(PAGE, short | {"old_password": old})
            assert answer.status_code == 200
    assert guess(client, "correct horse").status_code == 302
