"""An article's content as one value: written, read, compared."""

import json
from dataclasses import replace

import pytest

from articles.content import Content, ContentByline, Note

NOTE = Note("uid-1", "1", "See *this*.", "https://example.org/", "", "", "present")
PLACE = ContentByline("uid-2", "Dr Asha Verma", "Fellow", "Meridian")
WHOLE = Content(
    title="पानी का हिसाब </script>", standfirst="", source="One.[^1]\n", notes=(NOTE,),
    byline=(PLACE,), topics=("a", "b"), lead_picture="", picture_credit="",
    disclaimer="standard",
)  # fmt: skip


def test_content_is_read_as_it_was_written():
    assert Content.from_json(WHOLE.to_json()) == WHOLE
    assert "पानी" in WHOLE.to_json()


def test_equal_contents_have_equal_bytes_and_digest():
    twin = Content.from_json(WHOLE.to_json())
    assert twin.to_json() == WHOLE.to_json()
    assert twin.digest == WHOLE.digest
    assert len(WHOLE.digest) == 64


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Other"},
        {"source": "One.[^1]"},
        {"notes": ()},
        {"notes": (replace(NOTE, text="Else."),)},
        {"notes": (replace(NOTE, archived_on="2022-05-16"),)},
        {"notes": (replace(NOTE, link_is_dead=True),)},
        {"byline": (replace(PLACE, role=""),)},
        {"topics": ("b", "a")},
    ],
)
def test_difference_is_named_and_changes_the_digest(changes):
    other = replace(WHOLE, **changes)
    assert other.differing(WHOLE) == list(changes)
    assert other.digest != WHOLE.digest


def test_equal_contents_do_not_differ():
    assert WHOLE.differing(WHOLE) == []


@pytest.mark.parametrize("text", ['{"schema": 2}', "{}", "not json"])
def test_other_schema_is_refused(text):
    with pytest.raises(ValueError, match=r"schema|Expecting"):
        Content.from_json(text)


def test_content_from_before_a_field_of_its_notes_is_read():
    """What is younger than the schema has a default, so a kept version stays readable."""
    data = json.loads(WHOLE.to_json())
    for note in data["notes"]:
        del note["archived_on"], note["link_is_dead"]
    assert Content.from_json(json.dumps(data)) == WHOLE


def test_content_from_before_a_text_of_its_own_is_read():
    data = json.loads(WHOLE.to_json())
    del data["funding"]
    assert Content.from_json(json.dumps(data)) == WHOLE
