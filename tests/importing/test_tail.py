"""Disclaimers, picture credits, forms and menus, at the end and at the top."""

import pytest

from articles.importing import LeftOut
from articles.importing.formats import read_here as read

HEAD = (
    "Title\n\nA paragraph of the article, which is long enough to be one. It ends.\n\n"
)


def tail(text, name="a.txt"):
    manuscript = read((HEAD + text).encode(), name)
    return manuscript, {entry.code for entry in manuscript.report.warnings}


@pytest.mark.parametrize(
    ("text", "disclaimer", "is_cut"),
    [
        ("Disclaimer: The house is not bound.", "The house is not bound.", False),
        ("Disclaimer\n\nThe house is not bound.", "The house is not bound.", False),
        ("**Disclaimer:** Not bound.", "** Not bound.", False),
        (
            "The views expressed are those of the author.\nAnd hers alone.",
            "The views expressed are those of the author.\nAnd hers alone.",
            False,
        ),
        (
            "(The paper is the author’s individual scholastic articulation... More >>",
            "(The paper is the author’s individual scholastic articulation",
            True,
        ),
        ("Disclaimer: The house is not…", "The house is not", True),
        ("Disclaimer: The house is not. Read more »", "The house is not.", True),
        ("इस लेख में व्यक्त विचार लेखक के निजी विचार हैं।", "इस लेख में व्यक्त विचार लेखक के निजी विचार हैं।", False),
        (
            "(The views expressed are personal.)\n\nDisclaimer: Not bound.",
            "(The views expressed are personal.)\n\nNot bound.",
            False,
        ),
    ],
)  # fmt: skip
def test_disclaimer(text, disclaimer, is_cut):
    manuscript, warnings = tail(text)
    assert manuscript.disclaimer == disclaimer
    assert manuscript.disclaimer_is_cut is is_cut
    assert ("disclaimer-cut-off" in warnings) is is_cut
    assert manuscript.source.endswith("It ends.")


@pytest.mark.parametrize(
    "text",
    [
        "The views expressed by the premier were clear.",
        "The paper is thin.",
        "Source: the port office.",
    ],
)
def test_sentences_that_are_no_disclaimer(text):
    manuscript, _ = tail(text)
    assert manuscript.disclaimer == ""
    assert manuscript.source.endswith(text)


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("Image Source: The Quay", "The Quay"),
        ("Photo credit - A. Rao", "A. Rao"),
        ("*Image courtesy: The Quay*", "The Quay"),
        ("Photograph courtesy of The Quay", "The Quay"),
        ("चित्र साभार: घाट", "घाट"),
        ("Image Source:\nhttps://example.org/a.jpg", "https://example.org/a.jpg"),
        ("Image Source: A\nPhoto credit: B", "A; B"),
    ],
)
def test_picture_credit(text, credit):
    manuscript, warnings = tail(text)
    assert manuscript.picture_credit == credit
    assert "image-source-empty" not in warnings


def test_picture_credit_empty():
    manuscript, warnings = tail("Image Source:\n\nShare\n")
    assert manuscript.picture_credit == ""
    assert "image-source-empty" in warnings
    assert manuscript.report.left_out == (
        LeftOut("picture-credit-label", "Image Source:"),
        LeftOut("menu", "Share"),
    )


def test_form_and_what_follows_it():
    long_line = "A reader wrote a long comment. " * 10
    manuscript, warnings = tail(
        f"Leave a Reply\n\nYour name\nE-mail\nA reader\n{long_line}\n\nHome » Articles\n"
    )
    assert manuscript.report.left_out == (
        LeftOut("comment-form", "Leave a Reply"),
        LeftOut("comment-form", "Your name\nE-mail"),
        LeftOut("after-comment-form", f"A reader\n{long_line.strip()}"),
        LeftOut("menu", "Home » Articles"),
    )
    assert "text-after-comment-form" in warnings


def test_form_heading_far_from_the_end_is_text():
    manuscript, _ = tail("Post new comment\n\n" + "A line of text.\n\n" * 80)
    assert "Post new comment" in manuscript.source


def test_only_furniture():
    manuscript = read(b"Title\n\nShare\n", "a.txt")
    assert manuscript.source == ""
    assert "no-text" in {entry.code for entry in manuscript.report.warnings}


def test_menus_above_the_title():
    manuscript = read(
        b"Home > Articles\nPrint\n\nTitle\nShare\n\nText here.\n", "a.txt"
    )
    assert (manuscript.title, manuscript.source) == ("Title", "Text here.")
    assert manuscript.report.left_out == (
        LeftOut("menu", "Home > Articles\nPrint"),
        LeftOut("menu", "Share"),
    )


def test_furniture_after_the_notes_of_markdown():
    text = "# T\n\nA.[^1]\n\n[^1]: one\n\nImage Source: The Quay\n\nContact Us\n"
    manuscript = read(text.encode(), "a.md")
    assert manuscript.picture_credit == "The Quay"
    assert manuscript.source == "A.[^1]"


def test_form_before_the_notes():
    text = "See [1] and [2].\n\nPost new comment\n\n-----\n\n[1] one\n[2] two\n"
    manuscript, _ = tail(text)
    assert [note.text for note in manuscript.notes] == ["one", "two"]
    assert [entry.code for entry in manuscript.report.left_out] == [
        "rule",
        "comment-form",
    ]


def test_disclaimer_label_with_nothing_under_it():
    manuscript, _ = tail("Disclaimer:")
    assert manuscript.disclaimer == ""
    assert manuscript.report.left_out == (LeftOut("disclaimer-label", "Disclaimer:"),)
