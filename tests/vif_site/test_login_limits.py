"""Passwords cannot be guessed for long, and nobody can be locked out by a stranger."""

import logging
from datetime import timedelta

import pytest
from django.conf import settings as site_settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles.models import Counter
from tests.factories import make_user

pytestmark = pytest.mark.django_db
RIGHT, WRONG = "correct horse", "wrong"
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def asha():
    return make_user("Editor", username="asha")


@pytest.fixture
def later(monkeypatch):
    """Move the clock on by this much."""
    now = timezone.now

    def move(**span):
        moment = now() + timedelta(**span)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        monkeypatch.setattr("axes.handlers.proxy.now", lambda: moment)

    return move


def log_in(username="asha", password=WRONG, address=HERE, **headers):
    form = {"username": username, "password": password}
    return Client().post("/admin/login/", form, REMOTE_ADDR=address, headers=headers)


def fail(times, **changes):
    return [log_in(**changes).status_code for _n in range(times)]


def get_in(**changes):
    return log_in(password=RIGHT, **changes).status_code == 302


def test_one_user_from_one_address_has_five_tries(asha, later):
    assert fail(6) == [200] * 4 + [429] * 2
    assert not get_in()
    assert get_in(address=ELSEWHERE)
    later(minutes=14)
    assert not get_in()
    later(minutes=15, seconds=1)
    assert get_in()


def test_log_in_lasts_for_one_week(asha):
    cookie = log_in(password=RIGHT).cookies[site_settings.SESSION_COOKIE_NAME]
    assert cookie["max-age"] == 7 * 24 * 3600


def test_success_forgets_the_failures(asha):
    assert fail(4) == [200] * 4
    assert get_in()
    assert fail(4) == [200] * 4


def test_refusal_is_a_page_of_the_desk_that_says_how_long(asha):
    fail(5)
    response = log_in()
    page = response.content.decode()
    assert response.status_code == 429
    assert "Too many failed log-ins" in page
    assert "Wait 15 minutes, then try again." in page
    assert "Editors’ desk" in page
    assert 890 <= int(response["Retry-After"]) <= 900
    assert response["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_refusal_says_what_is_left_of_the_wait(asha, later):
    fail(5)
    later(minutes=14, seconds=20)
    response = log_in()
    assert "Wait 1 minute, then try again." in response.content.decode()
    assert int(response["Retry-After"]) <= 40


def test_refusal_speaks_the_language_of_the_browser(asha):
    fail(5)
    response = log_in(**{"Accept-Language": "hi"})
    assert response["Content-Language"] == "hi"


@pytest.mark.parametrize("address", [HERE, "2001:db8::1"])
def test_one_address_may_not_go_on_to_other_users(asha, settings, later, address):
    settings.VIF_LIMITS = settings.VIF_LIMITS | {"log_in_address": [(7, 900)]}
    names = [f"somebody{n}" for n in range(7)]
    assert [log_in(username=n, address=address).status_code for n in names] == [200] * 7
    assert log_in(username="another", address=address).status_code == 429
    assert not get_in(address=address)
    assert get_in(address=ELSEWHERE)
    later(minutes=15, seconds=1)
    assert get_in(address=address)


def test_command_opens_the_door_again(asha, settings):
    settings.VIF_LIMITS = settings.VIF_LIMITS | {"log_in_address": [(5, 900)]}
    fail(5)
    assert not get_in()
    call_command("axes_reset", verbosity=0)
    assert get_in()


def test_addresses_of_one_network_count_together(asha, settings):
    settings.VIF_LIMITS = settings.VIF_LIMITS | {"log_in_address": [(7, 900)]}
    for number in range(7):
        log_in(username=f"somebody{number}", address=f"2001:db8::{number}")
    assert not get_in(address="2001:db8::ffff")
    assert get_in(address="2001:db8:0:1::1")


def test_tries_that_are_refused_do_not_prolong_the_wait(asha, settings, later):
    settings.VIF_LIMITS = settings.VIF_LIMITS | {"log_in_address": [(7, 900)]}
    for number in range(7):
        log_in(username=f"somebody{number}")
    later(minutes=14)
    assert fail(5) == [429] * 5
    later(minutes=15, seconds=1)
    assert get_in()


def test_one_user_from_many_addresses_is_slowed_down_and_never_locked(
    asha, settings, later, caplog
):
    caplog.set_level(logging.WARNING, logger="vif_site.login_limits")
    settings.VIF_LIMITS = settings.VIF_LIMITS | {"log_in_user": [(10, 3600)]}
    for number in range(10):
        assert fail(1, address=f"203.0.113.{number}") == [200]
    lines = [
        r.getMessage() for r in caplog.records if r.name == "vif_site.login_limits"
    ]
    assert lines == [f"Many log-ins as user {asha.pk} fail, from any address."]
    # Each new address has one try, at which the stranger fails and Asha does not.
    assert fail(2, address="203.0.113.77") == [429, 429]
    assert get_in(address=ELSEWHERE)
    assert log_in(username="somebody").status_code == 200
    later(minutes=61)
    assert fail(2, address="203.0.113.78") == [200, 200]


def test_no_name_and_no_address_is_kept_with_the_counts(asha):
    fail(1)
    keys = list(Counter.objects.values_list("key", flat=True))
    assert len(keys) == 2
    for key in keys:
        assert "asha" not in key
        assert HERE not in key


@pytest.mark.parametrize("name", ["", "x" * 10_000, "a\r\nb", "आशा", "a\0b"])
def test_odd_names_are_refused_like_any_other(asha, name):
    assert log_in(username=name).status_code == 200
