import pytest

from articles.text import slug
from articles.text.anchors import UniqueIds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CSTO’s  Summit: May 2022!", "cstos-summit-may-2022"),
        ("हिन्दी नीति", "hindi-niti"),
        ("कि की कु कू", "ki-ki-ku-ku"),
        ("Élan & Straße", "elan-strasse"),
        ("???", ""),
    ],
)
def test_slug(text, expected):
    assert slug(text) == expected


def test_slug_is_cut_between_words():
    assert slug("alpha beta gamma", longest=12) == "alpha-beta"
    assert slug("alpha beta gamma", longest=10) == "alpha-beta"
    assert slug("abcdefghij", longest=4) == "abcd"


def test_unique_ids():
    ids = UniqueIds()
    assert [ids.take(x) for x in ("a", "a-2", "a", "a", "a-2")] == [
        "a",
        "a-2",
        "a-3",
        "a-4",
        "a-2-2",
    ]
