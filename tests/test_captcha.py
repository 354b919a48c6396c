"""The sum: even, single-use by its nonce, silent about its answer."""

import base64
import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing

from articles import captcha

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def answer_of(challenge):
    return challenge.first + challenge.second


def test_personal_challenge_round_trip():
    challenge = captcha.personal(7, NOW, wrong=1)
    token = captcha.read_token(challenge.token, 7, NOW)
    assert (token.kind, token.article, token.wrong) == ("personal", 7, 1)
    assert token.matches(answer_of(challenge))
    assert not token.matches(answer_of(challenge) + 1)
    assert not token.matches(None)
    assert token.challenge == challenge


def test_two_personal_challenges_differ():
    assert captcha.personal(7, NOW).token != captcha.personal(7, NOW).token


def test_page_challenge_is_the_same_for_all_until_its_renewal():
    start = NOW.replace(hour=12, minute=0)
    first = captcha.of_page(7, start)
    assert captcha.of_page(7, start + timedelta(hours=11, minutes=59)) == first
    assert captcha.of_page(7, start + timedelta(hours=12)) != first
    assert captcha.of_page(8, start) != first
    assert captcha.read_token(first.token, 7, NOW).kind == "page"


def test_sums_are_even_and_terms_at_least_one():
    sums = Counter()
    for number in range(4000):
        first, second = captcha.terms_of(str(number), 1, "key")
        assert min(first, second) >= 1
        sums[first + second] += 1
    assert set(sums) == set(range(2, 21))
    # Evenly spread: no answer is a better guess than 1 in 19 by more than chance.
    assert max(sums.values()) < 1.35 * 4000 / 19


def test_token_does_not_hold_the_answer():
    challenge = captcha.personal(1234, NOW)
    payload = challenge.token.rpartition(":")[0]
    said = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert set(said) == {"k", "n", "a", "t", "h", "w", "s"}
    assert answer_of(challenge) not in (said["a"], said["t"], said["w"])
    assert len(said["h"]) == len(said["n"]) == 32


def test_token_of_another_article_is_refused():
    challenge = captcha.personal(7, NOW)
    with pytest.raises(captcha.BadToken, match="other-article"):
        captcha.read_token(challenge.token, 8, NOW)


@pytest.mark.parametrize(
    ("make", "life"),
    [
        (captcha.personal, timedelta(hours=24)),
        (captcha.of_page, timedelta(hours=48)),
    ],
)
def test_token_lives_as_long_as_it_should(make, life):
    start = NOW.replace(hour=12, minute=0)
    token = make(7, start).token
    assert captcha.read_token(token, 7, start + life)
    with pytest.raises(captcha.BadToken, match="expired"):
        captcha.read_token(token, 7, start + life + timedelta(seconds=1))


def test_token_from_the_future_is_refused_beyond_a_skew_of_clocks():
    token = captcha.personal(7, NOW).token
    assert captcha.read_token(token, 7, NOW - timedelta(seconds=29))
    with pytest.raises(captcha.BadToken, match="future"):
        captcha.read_token(token, 7, NOW - timedelta(minutes=5))


def test_token_with_any_byte_changed_is_refused():
    token = captcha.personal(7, NOW).token
    # Two bits of the signature's last character count for nothing, so it is left out.
    for place, character in enumerate(token[:-1]):
        other = "A" if character != "A" else "B"
        with pytest.raises(captcha.BadToken):
            captcha.read_token(token[:place] + other + token[place + 1 :], 7, NOW)


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "a:b:c",
        "é" * 40,
        signing.Signer(salt="session").sign_object({"k": "page"}),
        signing.Signer(salt=captcha.SALT).sign_object(["k"]),
        signing.Signer(salt=captcha.SALT).sign_object({"k": "admin", "t": 0}),
        signing.Signer(salt="preview").sign_object({"k": "page", "n": "1"}),
    ],
)
def test_token_of_another_purpose_is_refused(token):
    with pytest.raises(captcha.BadToken):
        captcha.read_token(token, 7, NOW)
    with pytest.raises(captcha.BadToken, match="forged"):
        captcha.open_token(token)


def test_keys_can_be_changed_under_open_forms(settings):
    challenge = captcha.personal(7, NOW)
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another-key-" * 6
    with pytest.raises(captcha.BadToken):
        captcha.read_token(challenge.token, 7, NOW)
    settings.SECRET_KEY_FALLBACKS = ["a-third-key-" * 6, old]
    token = captcha.read_token(challenge.token, 7, NOW)
    assert token.matches(answer_of(challenge))
    assert token.challenge == challenge
    assert token.key == old
    assert old not in repr(token)
    assert captcha.read_token(captcha.personal(7, NOW).token, 7, NOW).key != old


def test_token_can_be_opened_when_it_is_too_old_for_an_answer():
    challenge = captcha.personal(7, NOW - timedelta(days=9), wrong=2, is_asked=True)
    token = captcha.open_token(challenge.token)
    assert token.challenge == challenge
    assert (token.wrong, token.is_asked) == (2, True)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        (" 7 ", 7),
        ("07", 7),
        ("७", 7),
        ("seven", 7),
        ("Seven", 7),
        ("सात", 7),
        ("१२", 12),
        ("twelve", 12),
        ("बीस", 20),
        ("पाँच", 5),
        ("पांच", 5),
    ],
)
def test_answer_in_digits_and_words(typed, number):
    assert captcha.read_answer(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "7_0",
        "7.0",
        "+7",
        "-7",
        "0x7",
        "½",
        "²",
        "seven!",
        "7" * 21,
        "\0",
        "5+2",
    ],
)
def test_answer_that_is_no_number(typed):
    assert captcha.read_answer(typed) is None
