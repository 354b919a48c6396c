"""Limits: whose, how long, and nothing kept that tells who it was."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Counter
from articles.moderation import OverLimit, check_limits
from articles.moderation.limits import PAUSE, count_accepted, count_wrong

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
ADDRESSES = ["192.0.2.77", "2001:db8:77::1"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_is_kept(address):
    check_limits(address, NOW)
    count_accepted(address, 1, NOW)
    for _ in range(10):
        count_wrong(address, NOW)
    keys = " ".join(Counter.objects.values_list("key", flat=True))
    assert all(what in keys for what in ("posts:", "accepted:", "wrong:", "/held"))
    assert address not in keys
    assert "192.0.2" not in keys
    assert "2001" not in keys


@pytest.mark.parametrize("whose", ["article", "site"])
def test_limit_says_what_was_over(whose, settings):
    settings.VIF_LIMITS = settings.VIF_LIMITS | {whose: [(1, 600)]}
    count_accepted("192.0.2.1", 1, NOW)
    with pytest.raises(OverLimit) as caught:
        count_accepted("198.51.100.2", 1, NOW)
    assert caught.value.whose == whose
    assert 0 < caught.value.seconds <= 600


def test_limit_of_an_address_says_so():
    for _ in range(5):
        count_accepted("192.0.2.1", 1, NOW)
    with pytest.raises(OverLimit) as caught:
        count_accepted("192.0.2.1", 1, NOW)
    assert caught.value.whose == "address"


def test_pause_does_not_end_with_the_month():
    last = datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC)
    for _ in range(10):
        count_wrong("192.0.2.1", last)
    for moment in (last, last + timedelta(seconds=1)):
        with pytest.raises(OverLimit) as caught:
            check_limits("192.0.2.1", moment)
    assert caught.value.seconds == PAUSE.total_seconds()
    check_limits("192.0.2.1", last + PAUSE)


NETWORKS = {
    "2001:db8:77:{}::1": "2001:db8:78::1",
    "192.0.2.{}": "192.0.3.1",
}


@pytest.mark.parametrize("inside", NETWORKS)
def test_one_network_cannot_close_an_article_or_the_site(inside):
    """By 30 on one article and 120 on the site: a quarter of each is its share."""
    for share, article_of in ((7, lambda n: 1), (30 - 7, lambda n: 2 + n // 7)):
        for number in range(share):
            count_accepted(inside.format(number), article_of(number), NOW)
        for number in range(100, 150):
            with pytest.raises(OverLimit) as caught:
                count_accepted(inside.format(number), article_of(share), NOW)
            assert caught.value.whose == "network"
    for number in range(4):
        count_accepted(NETWORKS[inside], 1 + number, NOW)


def test_share_of_a_network_is_never_nothing(settings):
    settings.VIF_LIMITS = settings.VIF_LIMITS | {"article": [(3, 600)]}
    count_accepted("192.0.2.1", 1, NOW)
    with pytest.raises(OverLimit) as caught:
        count_accepted("192.0.2.2", 1, NOW)
    assert caught.value.whose == "network"
    count_accepted("198.51.100.2", 1, NOW)
