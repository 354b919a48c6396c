"""What the database itself refuses to hold."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from articles.models import (
    Address,
    Article,
    Byline,
    Decision,
    Endnote,
    Institution,
    Page,
    Picture,
)
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_institution,
    make_topic,
)

pytestmark = pytest.mark.django_db


def refused(name, make):
    """Check that the database refuses, by the constraint of this name."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make()
    # SQLite names the columns of a unique constraint, not the constraint.
    assert name in str(caught.value) or "UNIQUE constraint" in str(caught.value)


def change(article, **fields):
    return lambda: Article.objects.filter(pk=article.pk).update(**fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("article_published_has_moment", {"published_at": None}),
        ("article_withdrawn_has_moment", {"status": "withdrawn"}),
        ("article_other_disclaimer_is_named", {"disclaimer_choice": "other"}),
        ("article_closing_has_days", {"comments_are": "closing"}),
        ("article_unknown_date_is_empty", {"date_unknown": True}),
    ],
)
def test_article_constraints(name, fields):
    refused(name, change(make_article(), **fields))


def test_slug_is_unique_but_for_the_draft_of_a_change():
    article = make_article(slug="one")
    refused("article_slug_unique", lambda: Article.objects.create(slug="one"))
    draft = Article.objects.create(
        slug="one",
        draft_of=article,
        translation_key=article.translation_key,
        language=article.language,
    )
    assert draft.pk
    refused(
        "draft_of",
        lambda: Article.objects.create(slug="two", draft_of=article),
    )


def test_one_article_for_each_language():
    article = make_article()
    refused(
        "article_one_per_language",
        lambda: Article.objects.create(
            slug="again", translation_key=article.translation_key
        ),
    )
    Article.objects.create(
        slug="hindi", translation_key=article.translation_key, language="hi"
    )


def test_byline_names_an_author_once():
    author = make_author()
    article = make_article(authors=[author])
    refused(
        "byline_names_an_author_once",
        lambda: Byline.objects.create(article=article, author=author),
    )


def test_endnote_labels_are_unique_in_an_article_and_positions_are_not():
    article = make_article(notes={"1": "One."})
    refused(
        "endnote_label_unique_in_article",
        lambda: Endnote.objects.create(article=article, label="1", text="Two."),
    )
    Endnote.objects.create(article=article, label="2", text="Two.", position=0)


def test_missing_endnote_has_no_text_and_a_present_one_has():
    article = make_article()
    name = "endnote_missing_has_no_text"
    refused(name, lambda: Endnote.objects.create(article=article, label="1"))
    refused(
        name,
        lambda: Endnote.objects.create(
            article=article, label="1", text="Text.", state="missing"
        ),
    )


def test_picture_says_what_it_shows_or_is_decoration():
    fields = {"file": "a.webp", "width": 1, "height": 1}
    refused(
        "picture_has_alt_or_is_decoration", lambda: Picture.objects.create(**fields)
    )
    Picture.objects.create(**fields, is_decoration=True)


def test_topic_slug_is_unique_on_its_axis():
    make_topic(slug="energy")
    make_topic(slug="energy", axis="region")
    refused("topic_axis_and_slug_unique", lambda: make_topic(slug="energy"))


def test_page_slug_is_unique_in_its_language():
    Page.objects.create(title="About", slug="about", source="A.")
    Page.objects.create(title="परिचय", slug="about", source="क.", language="hi")
    refused(
        "page_slug_unique_in_language",
        lambda: Page.objects.create(title="Again", slug="about", source="B."),
    )


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("address_is_a_path", {"path": "old", "is_gone": True}),
        ("address_has_one_end", {"path": "/old/"}),
        ("address_has_one_end", {"path": "/old/", "leads_to": "/a/", "is_gone": True}),
        ("address_stays_on_the_site", {"path": "/old/", "leads_to": "//evil.example"}),
        ("address_stays_on_the_site", {"path": "/old/", "leads_to": "/\\evil.example"}),
    ],
)
def test_address_constraints(name, fields):
    refused(name, lambda: Address.objects.create(**fields))


def test_institution_is_one_row():
    make_institution(name="One")
    make_institution(name="Two")
    assert [each.name for each in Institution.objects.all()] == ["Two"]
    refused(
        "institution_is_one_row",
        lambda: Institution.objects.bulk_create([Institution(pk=2)]),
    )


def test_decided_comment_has_its_moment():
    comment = make_comment()
    refused(
        "comment_decision_has_moment",
        lambda: type(comment).objects.filter(pk=comment.pk).update(state="approved"),
    )


def test_article_with_comments_cannot_be_deleted():
    comment = make_comment()
    with pytest.raises(ProtectedError):
        comment.article.delete()


def test_decisions_are_never_changed_or_deleted():
    decision = Decision.objects.create(what="test", at=timezone.now())
    with pytest.raises(TypeError, match="never changed"):
        decision.save()
    with pytest.raises(TypeError, match="never deleted"):
        decision.delete()
