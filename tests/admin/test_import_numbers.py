"""The number of a note is corrected where a text comes in, and its markers follow."""

import pytest

from .bringing import brought, made, press
from .filling import fields_of, text_of

pytestmark = pytest.mark.django_db
TEXT = """---
title: On tides
---

It rises.[^1] It falls.[^2] It rises.[^1] A number [7].

[^1]: A note.
[^2]: Another; supra note 1.
"""


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.VIF_DATA_DIR = tmp_path


@pytest.fixture
def page(editor):
    return brought(editor, TEXT)


def numbered(*labels):
    return {f"endnotes-{i}-label": label for i, label in enumerate(labels)}


def fields(client, page):
    return fields_of(client.get(page), "form.import-review")


def test_markers_and_references_follow_a_number(editor, page):
    assert press(editor, page, "_check", **numbered("5", "2"))["Location"] == page
    said = fields(editor, page)
    assert said["source"] == "It rises.[^5] It falls.[^2] It rises.[^5] A number [7]."
    assert said["endnotes-1-text"] == "Another; supra note 5."
    assert (said["endnotes-0-label"], said["endnotes-0-was"]) == ("5", "5")
    article = made(press(editor, page))
    assert [note.label for note in article.endnotes.all()] == ["5", "2"]
    assert 'href="#fn-5"' in article.html


def test_two_numbers_are_exchanged_at_once(editor, page):
    article = made(press(editor, page, **numbered("2", "1")))
    assert article.source == "It rises.[^2] It falls.[^1] It rises.[^2] A number [7]."
    assert dict(article.endnotes.values_list("label", "text")) == {
        "2": "A note.",
        "1": "Another; supra note 2.",
    }


def test_number_is_changed_once_however_often_it_is_sent(editor, page):
    for _ in range(2):
        press(editor, page, "_check", **numbered("2", "3"))
    article = made(press(editor, page, **numbered("4", "3")))
    assert article.source == "It rises.[^4] It falls.[^3] It rises.[^4] A number [7]."


def test_digits_of_any_script_are_a_number(editor, page):
    article = made(press(editor, page, **numbered("१२", "2A")))
    assert [note.label for note in article.endnotes.all()] == ["12", "2a"]
    assert "[^12]" in article.source


def test_number_in_brackets_becomes_no_marker(editor, page):
    article = made(press(editor, page, **numbered("1", "7")))
    assert article.source.endswith("falls.[^7] It rises.[^1] A number \\[7\\].")


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (("2", "2"), "Two notes have this number."),
        (("1", "x"), "Write one to three digits"),
        (("1", "1234"), "Write one to three digits"),
        (("", "2"), "This field is required."),
    ],
)
def test_wrong_number_is_refused_in_words_and_kept(editor, page, labels, said):
    response = press(editor, page, **numbered(*labels))
    assert response.status_code == 422
    assert said in text_of(response, ".import-notes")
    assert "number: " in text_of(response, ".errornote")
    kept = fields(editor, page)
    assert "[^1] It falls.[^2]" in kept["source"]
    assert (kept["endnotes-0-label"], kept["endnotes-1-label"]) == labels
    assert said in text_of(editor.get(page), ".import-notes")
    article = made(press(editor, page, **numbered("3", "2")))
    assert [note.label for note in article.endnotes.all()] == ["3", "2"]


def test_number_is_refused_where_the_markers_are_unclear(editor, page):
    source = "A word. " * 30_000
    response = press(editor, page, source=source, **numbered("5", "2"))
    assert response.status_code == 422
    assert "the markers of this text cannot be told apart" in text_of(
        response, ".import-notes"
    )


def test_only_the_number_that_is_wrong_is_blamed(editor, page):
    response = press(editor, page, **numbered("5", "x"))
    assert text_of(response, ".import-notes .errorlist").startswith("Write one to")
    assert text_of(response, ".errornote").count("number: ") == 1
    twice = press(editor, page, **numbered("1", "1"))
    assert "Note 2: number" in text_of(twice, ".errornote")
    assert "Note 1: number" not in text_of(twice, ".errornote")


def test_nonsense_for_the_old_number_makes_no_two_notes_of_one(editor, page):
    was = {"endnotes-0-was": "2", "endnotes-1-was": "<b>"}
    response = press(editor, page, **numbered("2", "2"), **was)
    assert response.status_code == 422
    assert made(press(editor, page, **numbered("1", "2"))).endnotes.count() == 2


def test_corrections_kept_before_numbers_could_be_changed_are_read(editor, page):
    data = fields(editor, page)
    data = {name: said for name, said in data.items() if not name.endswith("-was")}
    editor.post(page, data | {"_save": "1"})
    article = made(press(editor, page, **numbered("1", "3")))
    assert "falls.[^3]" in article.source
