"""What was typed, without what nobody can see."""

import pytest
from django.core.exceptions import ValidationError

from articles.forms.comment import TypedField, drop_invisible


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Asha Verma", "Asha Verma"),
        ("Asha\u202eamreV", "AshaamreV"),
        ("\u2066Asha\u2069", "Asha"),
        ("A\u200bsha\ufeff\u00ad\u2060", "Asha"),
        ("A\0sha\x07\x1b", "Asha"),
        ("A\ud800sha", "Asha"),
        ("e\u0301", "é"),
        ("one\n\ttwo\r\nthree", "one\n\ttwo\r\nthree"),
        # Without its joiners Hindi is spelt otherwise, and a family is three people.
        ("क्\u200dष", "क्\u200dष"),
        ("श्री\u200cमान", "श्री\u200cमान"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("👍", "👍"),
        ("?", "?"),
    ],
)
def test_invisible_characters_are_dropped(typed, meant):
    assert drop_invisible(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "\u200b",
        "\u200d\u200c",
        "\u200b \u200d\n",
        "\u3164",
        "\u2800",
        "\ufe0f",
    ],
)
def test_what_shows_nothing_is_empty(typed):
    assert drop_invisible(typed) == ""
    with pytest.raises(ValidationError):
        TypedField().clean(typed)


def test_nothing_typed_is_empty():
    assert TypedField(required=False).clean(None) == ""
