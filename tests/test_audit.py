"""The audit: one row for an act, which outlives what it was about."""

import pytest
from django.db import transaction

from articles.audit import record
from articles.models import Decision, Edition

from .factories import make_article, make_user

pytestmark = pytest.mark.django_db


def test_record_keeps_names_as_they_were():
    user = make_user(first_name="Mira", last_name="Sen")
    article = make_article(title="Then")
    made = record("save", article, by=user, before="a", after="b", why="c")
    key = article.pk
    user.delete()
    article.title = "Now"
    made.refresh_from_db()
    assert (made.by, made.by_name, made.title, made.record) == (
        None, "Mira Sen", "Then", str(key),
    )  # fmt: skip
    assert (made.model, made.before, made.after, made.why) == ("article", "a", "b", "c")


def test_record_grows_the_edition_only_for_readers():
    article = make_article()
    before = Edition.current()
    record("save", article, by=None, is_public=False)
    assert Edition.current() == before
    record("save", article, by=None)
    assert Edition.current() == before + 1


def test_record_falls_with_what_it_tells_of():
    article = make_article()
    before = Edition.current()
    with transaction.atomic():
        record("save", article, by=None)
        transaction.set_rollback(True)
    assert (Decision.objects.count(), Edition.current()) == (0, before)


def test_long_words_are_cut_to_what_a_row_holds():
    user = make_user(first_name="A" * 150, last_name="B" * 150)
    article = make_article(title="T" * 300)
    made = record("save", article, by=user, before="x" * 999, after="y" * 999)
    assert [len(each) for each in (made.by_name, made.title, made.before, made.after)] == [
        150, 300, 300, 300,
    ]  # fmt: skip


def test_decision_is_neither_changed_nor_deleted():
    made = record("save", make_article(), by=None)
    with pytest.raises(TypeError):
        made.save()
    with pytest.raises(TypeError):
        made.delete()
