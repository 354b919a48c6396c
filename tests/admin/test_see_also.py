"""Related articles, chosen by hand."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from articles.models import Article
from tests.factories import make_article

from .filling import fields_of

pytestmark = pytest.mark.django_db


def page_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def test_editor_chooses_related_articles(editor):
    article, other = make_article(), make_article(title="Other")
    data = fields_of(editor.get(page_of(article))) | {"see_also": [other.pk]}
    assert editor.post(page_of(article), data).status_code == 302
    assert list(article.see_also.all()) == [other]
    shown = BeautifulSoup(editor.get(page_of(article)).content, "html.parser")
    assert [o.text for o in shown.select(".field-see_also option[selected]")] == [
        "Other"
    ]


def test_related_articles_are_offered_by_title(editor):
    make_article(title="A grid for the monsoon")
    draft = make_article(title="A grid, changed", draft_of=make_article())
    response = editor.get(
        reverse("admin:autocomplete"),
        {
            "app_label": "articles",
            "model_name": "article",
            "field_name": "see_also",
            "term": "grid",
        },
    )
    found = [each["text"] for each in response.json()["results"]]
    assert found == ["A grid for the monsoon"]
    assert draft.title not in found


def test_contributor_reads_the_choice_and_cannot_change_it(contributor):
    other = make_article(title="Hidden work", status="draft", published_at=None)
    article = make_article(status="draft", published_at=None, owner=contributor.user)
    data = fields_of(contributor.get(page_of(article))) | {"see_also": [other.pk]}
    assert contributor.post(page_of(article), data).status_code == 302
    assert not Article.objects.get(pk=article.pk).see_also.exists()
    assert b"Hidden work" not in contributor.get(page_of(article)).content
