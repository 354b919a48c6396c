"""One header, or the peer's own address; nothing else is believed."""

from datetime import UTC, datetime

import pytest

from articles import client

JULY = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:5123", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("", client.UNKNOWN),
        ("unknown", client.UNKNOWN),
        ("192.0.2.7, 10.0.0.1", client.UNKNOWN),
    ],
)
def test_address_is_read_from_what_servers_write(written, address):
    assert client.address({"REMOTE_ADDR": written}) == address


def test_forwarding_headers_are_never_read():
    meta = {
        "REMOTE_ADDR": "192.0.2.7",
        "HTTP_X_FORWARDED_FOR": "203.0.113.1",
        "HTTP_FORWARDED": "for=203.0.113.1",
        "HTTP_X_REAL_IP": "203.0.113.1",
    }
    assert client.address(meta) == "192.0.2.7"


def test_header_that_the_proxy_writes_is_read_alone(settings):
    settings.VIF_CLIENT_HEADER = "HTTP_VIFCLIENT"
    meta = {"REMOTE_ADDR": "10.0.0.1", "HTTP_VIFCLIENT": "203.0.113.9"}
    assert client.address(meta) == "203.0.113.9"
    assert client.address({"REMOTE_ADDR": "10.0.0.1"}) == client.UNKNOWN


def test_one_network_is_one_sender():
    assert client.bucket("2001:db8:1:2::1") == client.bucket("2001:db8:1:2:ffff::9")
    assert client.bucket("2001:db8:1:2::1") != client.bucket("2001:db8:1:3::1")
    assert client.bucket("192.0.2.7") != client.bucket("192.0.2.8")


def test_network_is_what_one_house_may_hold():
    assert client.network("2001:db8:1:2::1") == client.network("2001:db8:1:ffff::9")
    assert client.network("2001:db8:1:2::1") != client.network("2001:db8:2:2::1")
    assert client.network("192.0.2.7") == client.network("192.0.2.8")
    assert client.network("192.0.2.7") != client.network("192.0.3.7")


def test_code_hides_what_is_counted_and_follows_the_key(settings):
    one = client.code("192.0.2.0/24")
    assert len(one) == 32
    assert "192" not in one
    assert one == client.code("192.0.2.0/24")
    assert one != client.code("192.0.3.0/24")
    settings.SECRET_KEY = "another-key-" * 6
    assert client.code("192.0.2.0/24") != one


def test_sender_hides_the_address_and_changes_with_the_month():
    one = client.sender("192.0.2.7", JULY)
    assert len(one) == 32
    assert "192" not in one
    assert one == client.sender("192.0.2.7", JULY.replace(day=31))
    assert one != client.sender("192.0.2.7", JULY.replace(month=8))
    assert one != client.sender("192.0.2.8", JULY)


def test_sender_is_the_same_under_the_key_of_the_challenge(settings):
    old = settings.SECRET_KEY
    before = client.sender("192.0.2.7", JULY)
    settings.SECRET_KEY = "another-key-" * 6
    assert client.sender("192.0.2.7", JULY) != before
    assert client.sender("192.0.2.7", JULY, key=old) == before
