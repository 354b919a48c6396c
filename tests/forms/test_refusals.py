"""The sentences of a form that comes back."""

import pytest

from articles.forms.refusals import SENTENCES, over_limit


@pytest.mark.parametrize("code", SENTENCES)
def test_no_sentence_speaks_of_a_sum_that_is_not_shown(code):
    assert ("sum" in str(SENTENCES[code])) != code.endswith("-no-sum")


@pytest.mark.parametrize(
    ("seconds", "wait"),
    [
        (1, "1 minute"),
        (60, "1 minute"),
        (61, "2 minutes"),
        (89 * 60, "89 minutes"),
        (90 * 60, "2 hours"),
        (2 * 3600 + 1, "3 hours"),
        (86400, "24 hours"),
    ],
)
def test_wait_is_said_in_minutes_and_then_in_hours(seconds, wait):
    assert over_limit("address", seconds).endswith(f" in about {wait}.")


@pytest.mark.parametrize(
    ("whose", "words"),
    [
        ("address", "from your connection"),
        ("network", "from the network you are in"),
        ("article", "to this article"),
        ("site", "to this site"),
    ],
)
def test_limit_says_of_whom_there_were_too_many(whose, words):
    assert words in over_limit(whose, 60)
