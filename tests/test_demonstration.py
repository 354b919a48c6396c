"""The demonstration: what it must hold, so that every page has something to show."""

import re
from collections import defaultdict

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.utils import timezone

from articles.management.commands.set_up_demonstration import FOLDER, read_json
from articles.models import Article, Author, Comment, Spelling, Topic
from articles.search import find, read_query

pytestmark = pytest.mark.django_db
# A full stop, a question mark or a semicolon of the Latin script after Hindi.
LATIN_STOPS = re.compile(r"[\u0900-\u0963]{3,}\s*[.?;]")


@pytest.fixture
def shown(demonstration, db):
    """The demonstration's articles, oldest first."""
    return list(Article.objects.published().order_by("listed_on"))


def test_set_up_demonstration_publishes_every_file(shown, client):
    files = {path.stem for path in FOLDER.glob("*.md")}
    assert {entry["file"] for entry in read_json("articles")} == files
    assert len(shown) == len(files) == 11
    for article in shown:
        assert 5 <= article.endnotes.count() <= 20, article.slug
        assert 400 <= article.word_count <= 1800, article.slug
        assert article.findings == [], article.slug
        assert client.get(article.get_absolute_url()).status_code == 200


def test_set_up_demonstration_knows_its_people_and_topics(shown):
    """A name that an article spells in its own way would make another record."""
    assert Author.objects.count() == len(read_json("authors"))
    assert Topic.objects.count() == len(read_json("topics"))
    assert not Author.objects.filter(articles=None).exists()
    assert not Topic.objects.filter(articles=None).exists()
    assert set(Author.objects.values_list("is_present", flat=True)) == {True, False}
    for record in [*Author.objects.all(), *Topic.objects.all()]:
        assert record.translated["hi"], record


def test_set_up_demonstration_gives_filters_something_to_divide(shown):
    assert {article.kind for article in shown} >= {
        "brief",
        "commentary",
        "interview",
        "paper",
        "report",
    }
    assert len({article.listed_on.year for article in shown}) >= 5
    assert {article.language for article in shown} == {"en", "hi"}
    axes = set(Article.objects.values_list("topics__axis", flat=True))
    assert axes == set(Topic.Axis.values)
    assert any(article.bylines.count() == 2 for article in shown)


def test_set_up_demonstration_numbers_its_series(shown):
    series = defaultdict(list)
    for article in shown:
        names = [topic.name for topic in article.topics.filter(axis="series")]
        assert len(names) == (article.series_number is not None), article.slug
        for name in names:
            series[name, article.language].append(article.series_number)
    assert series["Monsoon papers", "en"] == [1, 2, 3]
    assert series["Open accounts", "en"] == [1, 2, 3]


def test_set_up_demonstration_cites_some_sources_twice(shown):
    citing = defaultdict(set)
    for article in shown:
        for source in article.sources:
            if source["url"] and article.language == "en":
                citing[source["url"]].add(article.pk)
    assert sum(len(articles) > 1 for articles in citing.values()) >= 8


def test_set_up_demonstration_ties_a_translation(shown):
    keys = defaultdict(list)
    for article in shown:
        keys[article.translation_key].append(article)
    [pair] = [articles for articles in keys.values() if len(articles) > 1]
    original, translation = pair
    assert (original.language, translation.language) == ("en", "hi")
    assert original.endnotes.count() == translation.endnotes.count()
    assert len(original.outline) == len(translation.outline)
    assert original.html.count("<tr>") == translation.html.count("<tr>")


def test_set_up_demonstration_corrects_one_article(shown, client):
    [article] = [article for article in shown if article.revised_at]
    assert article.revised_at > article.published_at
    soup = BeautifulSoup(client.get(article.get_absolute_url()).content, "html.parser")
    told = soup.select_one(".corrections").text
    assert "Correction, 3 August 2023." in told
    assert article.corrections.get().text in told


def test_set_up_demonstration_chooses_what_no_manuscript_says(shown):
    for entry, article in zip(read_json("articles"), shown, strict=True):
        assert article.report_number == entry.get("report_number", "")
        assert article.comments_are == entry.get("comments_are", "open")
        assert article.see_also.count() == len(entry.get("see_also", []))
    assert Article.objects.exclude(report_number="").exists()
    assert Article.objects.filter(comments_are="closed").exists()
    assert Article.objects.filter(see_also__isnull=False).exists()


def test_set_up_demonstration_shows_the_rarer_notes(shown):
    html = "".join(article.html + article.notes_html for article in shown)
    assert "<table>" in html
    assert Article.objects.filter(lead_picture__isnull=False).exists()
    assert 'id="fnref-8-2"' in html
    gauges = Article.objects.get(slug="two-gauges-and-a-sea")
    note = BeautifulSoup(gauges.notes_html, "html.parser").select_one("#fn-8")
    assert len(note.select("p")) >= 2
    assert any(not article.outline for article in shown)


def test_set_up_demonstration_is_dated_for_ever(shown):
    said = "".join(path.read_text("utf-8") for path in FOLDER.glob("*.md"))
    for article in shown:
        assert f"date: {article.dated.isoformat()}" in said
        assert timezone.localdate(article.published_at) == article.dated
    for comment in Comment.objects.select_related("article", "in_reply_to"):
        assert comment.created_at > comment.article.published_at
        if comment.in_reply_to:
            assert comment.in_reply_to.article == comment.article
            assert comment.in_reply_to.created_at < comment.created_at
    states = list(Comment.objects.values_list("state", flat=True))
    assert (states.count("approved"), states.count("waiting")) == (11, 4)
    assert Comment.objects.filter(is_by_author=True).exists()


def test_set_up_demonstration_finds_other_spellings(shown):
    rows, spellings = Article.objects.published().newest_first(), Spelling.objects
    for word in ("defense", "harbor", "labor", "गरमी", "ब्लॉक"):
        assert not find(rows, read_query(word)).keys, word
        assert find(rows, read_query(word, spellings.groups())).keys, word
    assert spellings.count() == len(read_json("spellings"))
    for spelling in spellings.all():
        spelling.full_clean()


def test_demonstration_writes_hindi_with_its_own_stops():
    hindi = [
        path
        for path in FOLDER.glob("*.md")
        if "\nlanguage: hi\n" in path.read_text("utf-8")
    ]
    assert len(hindi) == 2
    for path in hindi:
        text = path.read_text("utf-8").partition("\n---\n")[2]
        assert not LATIN_STOPS.findall(text), path.name
        assert "'" not in text, path.name
        assert '"' not in text, path.name


def test_set_up_demonstration_run_again_adds_nothing(shown):
    call_command("set_up_demonstration", verbosity=0)
    assert Article.objects.count() == len(shown)
    assert Comment.objects.count() == len(read_json("comments"))
