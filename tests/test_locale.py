"""The catalogues: compiled as they stand, and complete for those who read."""

import re
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from articles.models import Article, Comment

CATALOGUES = sorted(
    (Path(__file__).parents[1] / "articles" / "locale").rglob("django.po")
)
PLACES = re.compile(r"%\(\w+\)s|\{\w*\}")
# What stays as it is in a Hindi page: names, examples, units.
LATIN = re.compile(
    r"https?://\S+|\w+@example\.\w+|Meridian[\w ]*|English|Asia/Kolkata|CC BY 4\.0"
    r"|[A-Z2-9]{4}-[A-Z2-9]{4}"
)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_compiled_catalogue_matches_its_source(path):
    source = polib.pofile(str(path))
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    assert source.metadata["Plural-Forms"] == compiled.metadata["Plural-Forms"]
    assert {said(entry) for entry in source.translated_entries()} == {
        said(entry) for entry in compiled
    }


def said(entry):
    plurals = sorted((int(k), v) for k, v in entry.msgstr_plural.items())
    return entry.msgid, entry.msgid_plural, entry.msgstr, tuple(plurals)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_translations_keep_their_places(path):
    for entry in polib.pofile(str(path)):
        assert not entry.fuzzy
        for text in filter(None, [entry.msgstr, *entry.msgstr_plural.values()]):
            assert set(PLACES.findall(text)) == set(PLACES.findall(entry.msgid))


@pytest.fixture
def hindi(db):
    call_command("set_up_demonstration", verbosity=0)
    return Article.objects.get(language="hi")


def pages(client, article):
    form = f"{article.get_absolute_url()}comment/"
    received = article.comments.first() or Comment.objects.create(article=article)
    yield client.get("/hi/")
    yield client.get("/hi/articles/")
    yield client.get("/hi/authors/")
    yield client.get("/hi/nothing/here/")
    yield client.get(article.get_absolute_url())
    yield client.get(form)
    yield client.post(form, {"email": "x"})
    for state in Comment.State:
        Comment.objects.filter(pk=received.pk).update(
            state=state, decided_at=article.published_at
        )
        yield client.get(received.get_private_url())


def test_readers_of_hindi_meet_no_english(client, hindi):
    for response in pages(client, hindi):
        soup = BeautifulSoup(response.content, "html.parser")
        assert soup.html["lang"] == "hi"
        # What the institute has written itself may be in any language.
        for own in soup.select(
            "script, style, .address, .statement, .tagline, .disclaimer,"
            " [lang=en], .comment-text, .text, #notes, footer p, footer nav"
        ):
            own.decompose()
        words = LATIN.sub("", soup.body.get_text(" "))
        assert re.findall(r"[A-Za-z]{3,}[^\n]*", words) == [], response.request


def test_dates_and_minutes_are_hindi(client, hindi):
    page = client.get(hindi.get_absolute_url()).content.decode()
    assert "7 मई 2026" in page
    assert "4 मिनट का पाठ" in page
    assert '<h2 id="notes-heading">संदर्भ</h2>' in page
