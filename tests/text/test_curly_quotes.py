import pytest

from articles.text import render_plainly
from articles.text.parsing.parser import curl


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('"a" b', "“a” b"),
        ("'a' b", "‘a’ b"),
        ("CSTO's, states' and 'states'", "CSTO’s, states’ and ‘states’"),
        ("the '90s and '47", "the ’90s and ’47"),
        ("'Tis, rock 'n' roll", "’Tis, rock ’n’ roll"),
        ("'1990 was'", "‘1990 was’"),
        ("\"'a' b\"", "“‘a’ b”"),
        ("('a', \"b\")", "(‘a’, “b”)"),
        ('word—"quoted"', "word—“quoted”"),
        ('"He was—"', "“He was—”"),
        ('"...no"', "“...no”"),
        ('"', "”"),
        ("a ' b", "a ’ b"),
        ('"कखि" ग', "“कखि” ग"),
        ("no--change", "no--change"),
    ],
)
def test_curl(typed, expected):
    assert curl(typed) == expected


def test_quotes_look_across_emphasis_code_and_lines():
    html = render_plainly('"*a*" and *"b"* `"c"` "`d`"\n"e"')
    assert html == (
        '<p>“<em>a</em>” and <em>“b”</em> <code>"c"</code> “<code>d</code>”\n“e”</p>\n'
    )


def test_quotes_leave_addresses():
    html = render_plainly("<https://a.example/it's> isn't")
    assert html == (
        '<p><a href="https://a.example/it\'s" rel="noopener">https://a.example/it\'s</a>'
        " isn’t</p>\n"
    )
