"""Fields in other languages: what they may hold."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tests.admin.conftest import editor, log_in  # noqa: F401 -- fixtures
from tests.admin.filling import fields_of
from tests.factories import make_topic

pytestmark = pytest.mark.django_db
UNSTORABLE = [
    {"hi": {"name": "a\0b"}},
    {"hi": {"name": "a\ud83d"}},
    {"hi": {"name": "\udfff"}},
    {"h\0": {"name": "a"}},
    {"\ud800": {}},
]


@pytest.mark.parametrize("translated", UNSTORABLE)
def test_characters_that_cannot_be_stored_are_refused(translated):
    topic = make_topic()
    topic.translated = translated
    with pytest.raises(ValidationError) as caught:
        topic.full_clean()
    [said] = caught.value.message_dict["translated"]
    assert said.startswith("A character cannot be stored: \\u0000, or one")
    assert topic.in_language("name", "hi") == topic.name


@pytest.mark.parametrize("translated", [{"hi": {"name": "ऊर्जा 😀"}}, {}])
def test_characters_beyond_the_first_plane_are_kept(translated):
    topic = make_topic(translated=translated)
    topic.full_clean()
    topic.refresh_from_db()
    assert topic.translated == translated


@pytest.mark.parametrize("translated", UNSTORABLE)
def test_form_with_such_a_character_comes_back(editor, translated):  # noqa: F811
    topic = make_topic()
    page = f"/admin/articles/topic/{topic.pk}/change/"
    data = fields_of(editor.get(page)) | {"translated": json.dumps(translated)}
    with translation.override("hi"):
        answer = editor.post(page, data, headers={"accept-language": "hi"})
    assert answer.status_code == 200
    topic.refresh_from_db()
    assert topic.translated == {}
