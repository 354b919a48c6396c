"""Who has logged in on a device before gets in there, whatever strangers try."""

import logging
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core import signing
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from articles.models import Counter, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
RIGHT, WRONG = "correct horse", "wrong"
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def asha(time_machine):
    time_machine.move_to(timezone.now().replace(minute=0, second=1), tick=False)
    return make_user("Editor", username="asha")


def log_in(client, username="asha", password=RIGHT, address=HERE, **more):
    form = {"username": username, "password": password}
    return client.post("/admin/login/", form, REMOTE_ADDR=address, **more)


def device_of(username="asha", **changes):
    """Log in once; return a browser that has nothing left of it but the device."""
    client = Client()
    response = log_in(client, username, **changes)
    assert response.status_code == 302
    return with_cookie(response.cookies["device"].value)


def with_cookie(value):
    client = Client()
    client.cookies["device"] = value
    return client


def fail(client, times, **changes):
    return [log_in(client, password=WRONG, **changes).status_code for _ in range(times)]


def test_device_is_known_by_a_cookie_that_no_script_and_no_other_host_can_set(
    asha, settings
):
    settings.VIF_HTTPS = True
    cookies = log_in(Client()).cookies
    assert "device" not in cookies
    cookie = cookies["__Host-device"]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")
    assert cookie["max-age"] == 365 * 86400


def test_cookie_is_given_for_the_right_password_alone(asha):
    client = Client()
    assert "device" not in client.get("/admin/login/").cookies
    assert "device" not in log_in(client, password=WRONG).cookies
    first, second = (log_in(Client()).cookies["device"].value for _ in range(2))
    assert first != second


def test_failures_from_everywhere_keep_the_user_out_of_no_known_device(asha):
    """From the fiftieth in an hour on each address has one try, hers too."""
    device = device_of()
    for number in range(60):
        fail(Client(), 1, address=f"203.0.113.{number}")
    assert fail(Client(), 1) == [429]
    assert log_in(Client()).status_code == 429
    assert log_in(device).status_code == 302


def test_failures_behind_a_shared_address_keep_nobody_out_of_a_known_device(asha):
    device = device_of()
    for number in range(30):
        fail(Client(), 1, username=f"somebody{number}")
    assert log_in(Client()).status_code == 429
    assert log_in(device).status_code == 302


def test_failures_as_the_user_from_her_own_address_keep_her_out_of_no_known_device(
    asha,
):
    device = device_of()
    assert fail(Client(), 6) == [200] * 4 + [429] * 2
    assert log_in(Client()).status_code == 429
    assert log_in(device).status_code == 302


def test_device_has_five_tries_of_its_own_and_they_hold_back_nothing_else(
    asha, time_machine
):
    device = device_of()
    assert fail(device, 4) == [200] * 4
    last = log_in(device, password=WRONG)
    assert last.status_code == 429
    assert "Wait 15 minutes, then try again." in last.content.decode()
    assert last["Retry-After"] == "900"
    assert log_in(device, address=ELSEWHERE).status_code == 429
    assert log_in(device_of()).status_code == 302
    assert log_in(Client()).status_code == 302
    time_machine.shift(timedelta(minutes=14))
    assert log_in(device)["Retry-After"] == "60"
    time_machine.shift(timedelta(minutes=1, seconds=1))
    assert log_in(device).status_code == 302
    assert list(Counter.objects.filter(key__contains="address")) == []


def test_device_that_is_held_is_let_in_again_by_command(asha):
    device = device_of()
    fail(device, 5)
    assert log_in(device).status_code == 429
    call_command("axes_reset", verbosity=0)
    assert log_in(device).status_code == 302


def test_success_forgets_the_failures_of_the_device(asha):
    device = device_of()
    assert fail(device, 4) == [200] * 4
    assert log_in(device).status_code == 302
    assert fail(device, 4) == [200] * 4


def test_cookie_of_another_user_gives_nothing(asha):
    make_user("Editor", username="ravi")
    stolen = device_of("ravi")
    assert fail(stolen, 6) == [200] * 4 + [429] * 2
    assert log_in(stolen).status_code == 429
    assert log_in(stolen, "ravi").status_code == 302


def forged(asha, **changes):
    said = {"user": asha.pk, "nonce": "0" * 32}
    said["password"] = asha.get_session_auth_hash()
    return said | changes


FORGERIES = {
    "none": lambda user: "",
    "garbled": lambda user: "a:b:c",
    "no ASCII": lambda user: "\xe0\xff:x:y",
    "other key": lambda user: signing.dumps(forged(user), "k" * 50, "log-in.device"),
    "other purpose": lambda user: signing.dumps(forged(user), salt="preview"),
    "other password": lambda user: signing.dumps(
        forged(user, password="x" * 64), salt="log-in.device"
    ),
    "no such user": lambda user: signing.dumps(
        forged(user, user=10**6), salt="log-in.device"
    ),
}


@pytest.mark.parametrize("kind", FORGERIES)
def test_forged_cookie_is_no_known_device(asha, kind):
    fail(Client(), 5)
    assert log_in(with_cookie(FORGERIES[kind](asha))).status_code == 429
    honest = signing.dumps(forged(asha), salt="log-in.device")
    assert log_in(with_cookie(honest)).status_code == 302


def test_cookie_with_any_character_changed_is_no_known_device(asha):
    value = device_of().cookies["device"].value
    fail(Client(), 5)
    for place in range(0, len(value), 7):
        other = "A" if value[place] != "A" else "B"
        changed = value[:place] + other + value[place + 1 :]
        assert log_in(with_cookie(changed)).status_code == 429


def test_device_is_forgotten_after_a_year(asha, time_machine):
    device = device_of()
    time_machine.shift(timedelta(days=366))
    fail(Client(), 5)
    assert log_in(device).status_code == 429


def test_device_ends_with_the_password_but_where_it_is_changed(asha):
    device, client = device_of(), Client()
    log_in(client)
    new = "a quite long canary"
    form = {"old_password": RIGHT, "new_password1": new, "new_password2": new}
    changed = client.post("/admin/password_change/", form)
    assert changed.status_code == 302
    fail(Client(), 5)
    assert log_in(device, password=new).status_code == 429
    known = with_cookie(changed.cookies["device"].value)
    assert log_in(known, password=new).status_code == 302


def test_device_outlives_a_change_of_key(asha, settings):
    device = device_of()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" * 6
    fail(Client(), 5)
    old = device.cookies["device"].value
    assert log_in(device).status_code == 302
    settings.SECRET_KEY_FALLBACKS = []
    fail(Client(), 5)
    assert log_in(with_cookie(old)).status_code == 429
    assert log_in(device).status_code == 302


def test_cookie_tells_no_name_and_no_password(asha):
    value = device_of().cookies["device"].value
    said = signing.loads(value, salt="log-in.device")
    assert said["user"] == asha.pk
    assert asha.password not in str(said)
    assert "asha" not in str(said)


def test_user_who_may_no_longer_log_in_cannot_by_a_known_device(asha):
    device = device_of()
    User.objects.update(is_active=False)
    assert log_in(device).status_code == 200


def test_device_opens_nothing_without_the_password(asha):
    response = device_of().get("/admin/")
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_failure_that_cannot_be_counted_is_answered_and_logged(
    asha, monkeypatch, caplog
):
    def full(*_args):
        raise OperationalError("disk full")

    caplog.set_level(logging.ERROR)
    device = device_of()
    monkeypatch.setattr(Counter, "add", full)
    assert fail(device, 1) == [200]
    assert "could not be counted" in caplog.text
    assert log_in(device).status_code == 302


# Where one is led


OUTSIDE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https:///evil.example",
    "https://evil.example/admin/",
    "http://testserver@evil.example/",
    " //evil.example",
    "\n//evil.example",
    "\t//evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/\t/evil.example",
]


@pytest.mark.parametrize("place", OUTSIDE)
def test_log_in_with_a_foreign_next_leads_to_the_desk(asha, place):
    for query, form in ((urlencode({"next": place}), {}), ("", {"next": place})):
        fields = {"username": "asha", "password": RIGHT} | form
        response = Client().post(f"/admin/login/?{query}", fields)
        assert (response.status_code, response["Location"]) == (302, "/admin/")


@pytest.mark.parametrize("place", OUTSIDE)
def test_log_out_with_a_foreign_next_stays_on_the_site(asha, place):
    client = Client()
    client.force_login(asha)
    response = client.post("/admin/logout/", {"next": place})
    assert response.status_code in {200, 302}
    assert "evil" not in response.get("Location", "")


@pytest.mark.parametrize("form", [{}, {"next": ""}])
def test_log_in_without_next_leads_to_the_desk(asha, form):
    fields = {"username": "asha", "password": RIGHT} | form
    assert Client().post("/admin/login/", fields)["Location"] == "/admin/"


def test_log_in_leads_to_where_one_wanted_to_go(asha):
    place = "/admin/articles/article/"
    fields = {"username": "asha", "password": RIGHT, "next": place}
    assert Client().post("/admin/login/", fields)["Location"] == place
