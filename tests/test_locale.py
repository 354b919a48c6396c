"""The catalogues: compiled as they stand, and complete for those who read."""

import re
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup

from articles.models import Article, Comment

CATALOGUES = sorted(
    (Path(__file__).parents[1] / "articles" / "locale").rglob("django.po")
)
PLACES = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
# What stays as it is in a Hindi page: an example, an address, a zone, a licence, and
# what formats and reports call themselves.
ALLOWED = re.compile(
    r"name@example\.com|editor@example\.org|https?://\S+|Asia/Kolkata|CC BY 4\.0"
    r"|\b(?:PDF|Markdown|Atom|JSON Feed|ORCID)\b|MIPS/[0-9/]+"
)
# What others have written may be in any language, and codes are in none.
CONTENT = (
    "script, style, [lang=en], address, .text, .comment-text, .quoted, .reference,"
    " #notes li"
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
    return (
        entry.msgctxt,
        entry.msgid,
        entry.msgid_plural,
        entry.msgstr,
        tuple(plurals),
    )


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_translations_keep_their_places(path):
    for entry in polib.pofile(str(path)):
        assert not entry.fuzzy, entry.msgid
        for text in filter(None, [entry.msgstr, *entry.msgstr_plural.values()]):
            assert places(text) == places(entry.msgid), entry.msgid


def places(text):
    return set(PLACES.findall(text))


@pytest.fixture
def hindi(demonstration, db):
    return Article.objects.get(language="hi", kind="commentary")


def pages(client, article):
    """Yield what a reader of Hindi may meet: the status, then the page."""
    form = f"{article.get_absolute_url()}comment/"
    author = article.bylines.get().author
    comment = article.comments.first()
    yield 200, client.get("/hi/")
    yield 200, client.get("/hi/articles/")
    yield 200, client.get("/hi/articles/?kind=paper")
    yield 200, client.get("/hi/topics/")
    yield 200, client.get(f"/hi{article.topics.first().get_absolute_url()}")
    yield 200, client.get("/hi/archive/")
    yield 200, client.get(f"/hi/archive/{article.listed_on.year}/")
    yield 200, client.get("/hi/search/")
    yield 200, client.get("/hi/search/?q=गर्मी")
    yield 200, client.get("/hi/search/?q=अनुपस्थित&kind=paper")
    yield 200, client.get(article.get_absolute_url())
    yield 200, client.get("/hi/authors/")
    yield 200, client.get(f"/hi/authors/{author.slug}/")
    yield 200, client.get("/hi/about/")
    yield 404, client.get("/hi/nothing/")
    yield 200, (fresh := client.get(form))
    token = fresh.context["form"].token_value
    yield 422, client.post(form, {"token": token})
    yield 422, client.post(form, {"token": token, "email": "x", "text": "क" * 3001})
    yield 422, client.post(form, {"token": "x"})
    for state in Comment.State:
        Comment.objects.filter(pk=comment.pk).update(state=state)
        yield 200, client.get(comment.get_private_url())


# Told to others about the page, in words.
HEAD = (
    "meta[name=description], meta[property='og:title'], meta[property='og:description'],"
    " meta[property='og:site_name'], meta[property='og:image:alt']"
)
TOLD = (
    "aria-label",
    "alt",
    "placeholder",
    "title",
    "data-copy",
    "data-copied",
    "data-failed",
)


def interface(soup):
    """Return the words of a page, seen, heard or told, without what it publishes."""
    for element in soup.select(CONTENT):
        element.decompose()
    heard = [
        element[name]
        for element in soup.find_all()
        for name in TOLD
        if element.get(name)
    ]
    told = [element["content"] for element in soup.select(HEAD)]
    return "\n".join([soup.title.text, soup.body.get_text("\n"), *heard, *told])


def latin(html):
    """Return the lines of the interface that hold a letter of English."""
    words = ALLOWED.sub("", interface(BeautifulSoup(html, "html.parser")))
    return re.findall(r".*[A-Za-z].*", words)


def test_readers_of_hindi_meet_no_english(client, hindi):
    for status, response in pages(client, hindi):
        asked = response.request["REQUEST_METHOD"], response.request["PATH_INFO"]
        assert response.status_code == status, asked
        assert response["Content-Language"] == "hi"
        assert b'<html lang="hi"' in response.content, asked
        assert latin(response.content) == [], asked


def test_every_error_of_the_comment_form_is_hindi(client, hindi):
    form = f"{hindi.get_absolute_url()}comment/"
    token = client.get(form).context["form"].token_value
    shown = BeautifulSoup(client.post(form, {"token": token}).content, "html.parser")
    assert len(shown.select(".field-error")) == 4
    assert len(shown.select(".error-summary li")) == 4
    assert shown.select_one("#name-error").text == "त्रुटि: अपना नाम लिखें"


def test_dates_and_minutes_are_hindi(client, hindi):
    page = client.get(hindi.get_absolute_url()).content
    shown = BeautifulSoup(page, "html.parser")
    facts = [" ".join(fact.text.split()) for fact in shown.select(".facts li")]
    assert facts[:2] == ["7 मई 2026", "4 मिनट में पढ़ें"]
    assert shown.select_one("#notes-heading").text == "संदर्भ"
