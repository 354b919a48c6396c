"""A language more: a line in LANGUAGES, and all pages stand under its prefix as well."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.utils import translation

from articles.models import Article, Comment
from tests.factories import (
    make_article,
    make_author,
    make_institution,
    make_page,
    make_topic,
)

pytestmark = pytest.mark.django_db
PATH = "/bn/articles/jol/"
PATHS = (
    "/bn/",
    "/bn/articles/",
    "/bn/articles/?language=all",
    PATH,
    f"{PATH}comment/",
    "/bn/authors/",
    "/bn/authors/asha/",
    "/bn/topics/",
    "/bn/topics/topic/pani/",
    "/bn/archive/",
    "/bn/search/",
    "/bn/search/?q=জল",
    "/bn/search/?q=জল&language=bn",
    "/bn/feeds/",
    "/bn/about/",
)
FILES = (
    "/bn/card.png",
    f"{PATH}card.png",
    f"{PATH}cite.bib",
    f"{PATH}comments.atom",
    "/bn/feeds/articles.atom",
)


@pytest.fixture(autouse=True)
def site(settings, tmp_path):
    settings.LANGUAGES = [*settings.LANGUAGES, ("bn", "Bengali")]
    settings.VIF_MADE_DIR = tmp_path / "made"
    translated = {"bn": {"name": "মেরিডিয়ান", "short_name": "মেরিডিয়ান"}}
    make_institution(translated=translated)
    make_page(slug="about", title="পরিচয়", language="bn")
    topic = make_topic(slug="pani", name="Water", translated={"bn": {"name": "জল"}})
    article = make_article(
        slug="jol",
        title="জলের হিসাব",
        standfirst="সংক্ষেপে।",
        source="নদীর জল কমছে।[^1]\n\n## প্রথম\n\nক।\n\n## দ্বিতীয়\n\nখ।",
        notes={"1": "একটি উৎস।"},
        language="bn",
        authors=[make_author(slug="asha")],
        topics=[topic],
    )
    make_article(
        slug="water",
        title="Counting water",
        translation_key=article.translation_key,
        topics=[topic],
    )
    return article


def soup(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("path", PATHS)
def test_pages_stand_under_the_third_prefix(client, path):
    shown = soup(client, path)
    assert shown.html["lang"] == "bn"
    assert shown.select_one(".wordmark").text == "মেরিডিয়ান"
    names = {a["lang"]: a.text for a in shown.select(".site-nav [hreflang]")}
    assert names == {"en": "English", "hi": "हिंदी"}


@pytest.mark.parametrize("path", FILES)
def test_files_stand_under_the_third_prefix(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Language"] == "bn"


def test_article_knows_its_other_language(client, settings):
    shown = soup(client, PATH)
    pairs = {
        link["hreflang"]: link["href"].removeprefix(settings.VIF_SITE_URL)
        for link in shown.select("link[hreflang]")
    }
    assert pairs == {
        "en": "/articles/water/",
        "bn": PATH,
        "x-default": "/articles/water/",
    }
    assert shown.select_one(".translation a").text == "English"
    assert soup(client, "/articles/water/").select_one(".translation a").text == "বাংলা"
    assert client.get("/hi/articles/jol/")["Location"] == PATH


def test_articles_of_the_third_language_are_listed_and_found(client):
    for path in ("/bn/", "/bn/articles/", "/bn/search/?q=জল"):
        assert "জলের হিসাব" in soup(client, path).main.text, path
    shown = soup(client, "/articles/?language=bn")
    assert "জলের হিসাব" in shown.main.text
    assert shown.select_one("main [lang=bn]")


def test_what_is_not_there_is_not_there_in_the_third_language(client):
    assert soup(client, "/bn/nothing/", 404).html["lang"] == "bn"


def test_comment_is_taken_in_the_third_language(client, settings):
    settings.VIF_COMMENT_SUM = "off"
    token = client.get(f"{PATH}comment/").context["form"].token_value
    fields = {"name": "অ", "email": "a@example.org", "text": "মন্তব্য", "token": token}
    response = client.post(f"{PATH}comment/", fields)
    assert response.status_code == 303
    assert response["Location"].startswith(f"{PATH}comment/")
    assert Comment.objects.get().text == "মন্তব্য"


def test_language_is_added_without_a_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_words_fall_back_where_the_catalogue_lacks_them(site):
    with translation.override("bn"):
        assert str(site.get_kind_display()) == "Commentary"
    assert Article.objects.in_language("bn").published().get() == site
