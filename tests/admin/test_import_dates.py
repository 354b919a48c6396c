"""Years that no article can have are refused in words, wherever they come in."""

import pytest

from articles.models import Article
from tests.factories import make_article

from .bringing import IMPORT, brought, made, press
from .filling import fields_of, text_of

pytestmark = pytest.mark.django_db
TEXT = """---
title: On tides
author: Asha Verma
date: {}
---

The sea rises.[^1]

[^1]: Asha Verma, Tides, https://example.org/tides, accessed {}.
"""
PAGE = """<html><head><title>On tides</title>
<meta property="article:published_time" content="{}T00:00:00Z"></head>
<body><article><h1>On tides</h1><p>The sea rises, and falls.</p></article></body>"""


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.VIF_DATA_DIR = tmp_path


@pytest.mark.parametrize("day", ["1850-03-04", "0850-03-04", "0001-01-01"])
@pytest.mark.parametrize("name", ["tides.md", "tides.html"])
def test_old_date_is_shown_and_refused_in_words(editor, day, name):
    text = TEXT.format(day, "5 May 2020") if name.endswith("md") else PAGE.format(day)
    page = brought(editor, text, name)
    if fields_of(editor.get(page), "form.import-review")["dated"] == "":
        return  # the reader has left it out
    answer = press(editor, page)
    assert answer.status_code == 422
    assert "The year must lie between 1900 and" in text_of(answer, "#content")
    assert not Article.objects.exists()
    article = made(press(editor, page, dated="1950-03-04"))
    assert article.dated.year == 1950


def test_old_date_is_refused_for_an_article_that_is_here(editor):
    article = make_article(title="On tides")
    path = IMPORT.replace("import/", f"{article.pk}/import/")
    text = TEXT.format("0850-03-04", "5 May 2020")
    answer = press(editor, brought(editor, text, "tides.md", path))
    assert answer.status_code == 422
    assert Article.objects.get().dated == article.dated


@pytest.mark.parametrize("day", ["5 May 1850", "5 May 0099", "1 January 0001"])
def test_old_date_of_access_breaks_nothing(editor, client, day):
    article = made(press(editor, brought(editor, TEXT.format("2020-01-01", day))))
    assert (
        editor.get(f"/admin/articles/article/{article.pk}/change/").status_code == 200
    )
    editor.post(f"/admin/articles/article/{article.pk}/publish/", {})
    for path in (article.get_absolute_url(), "/sitemap.xml", "/articles/"):
        assert client.get(path).status_code == 200
