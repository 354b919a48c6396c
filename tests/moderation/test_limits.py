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
        count_accepted("192.0.2.2", 1, NOW)
    assert caught.value.whose == whose
    assert 0 < caught.value.seconds <= 600


def test_limit_of_an_address_says_so():
    for _ in range(5):
        count_accepted("192.0.2.1", 1, NOW)
    with pytest.raises(OverLimit) as caught:
        count_accepted("192.0.2.1", 1, NOW)
    assert caught.value.whose == "address"


def test_counts_begin_anew_with_the_month():
    last = datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC)
    for _ in range(10):
        count_wrong("192.0.2.1", last)
    with pytest.raises(OverLimit) as caught:
        check_limits("192.0.2.1", last)
    assert caught.value.seconds == PAUSE.total_seconds() + 1
    check_limits("192.0.2.1", last + timedelta(seconds=1))
