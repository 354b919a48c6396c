"""What stands beside an article is made of the article as it was found."""

import pytest

from articles.models import Article, Disclaimer
from articles.publishing import store_picture
from articles.views.article.page import disclaimer_of
from articles.views.resolve import find
from tests.admin.test_pictures import png
from tests.factories import make_article, make_institution

pytestmark = pytest.mark.django_db


def test_disclaimer_and_picture_that_go_just_now_are_still_told(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    other = Disclaimer.objects.create(name="Guests", text="A guest's own views.")
    picture = store_picture(png(), by=None)
    article = make_article(
        slug="a",
        lead_picture=picture,
        disclaimer_choice="other",
        disclaimer=other,
    )
    found = find("a", "/articles/a/")
    changes = {"disclaimer_choice": "none", "disclaimer": None, "lead_picture": None}
    Article.objects.filter(pk=article.pk).update(**changes)
    other.delete()
    picture.delete()
    assert disclaimer_of(found, make_institution()) == "A guest's own views."
    assert found.lead_picture.file.name
