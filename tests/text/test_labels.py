import pytest

from articles.text import label_order, normal_label


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("8", "8"), (" 12a ", "12a"), ("12A", "12a"), ("१२", "12"), ("१२b", "12b"),
        ("", ""), ("a", ""), ("1234", ""), ("1ab", ""), ("²", ""), ("1-", ""),
    ],
)  # fmt: skip
def test_normal_label(typed, label):
    assert normal_label(typed) == label


def test_label_order():
    assert sorted(["10", "2b", "2", "2a", "1"], key=label_order) == [
        "1",
        "2",
        "2a",
        "2b",
        "10",
    ]
