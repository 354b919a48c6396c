"""What the demonstration does not show: rarer Hindi pages, and phrases that are stored."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import DatabaseError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation
from django.utils.formats import date_format

from articles import captcha
from articles.forms import comment as comment_form
from articles.forms import refusals
from articles.models import Address, Article, Comment, Correction, Endnote, Topic
from articles.moderation import PATIENCE
from articles.publishing import open_preview, rebuild
from articles.views.comments import page as comments
from articles.views.errors import forbidden
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_institution,
    make_topic,
)
from tests.test_architecture import is_file, named_patterns
from tests.test_locale import latin

pytestmark = pytest.mark.django_db
ROOM = Path(__file__).parents[2] / "articles"
DEMONSTRATION = ROOM / "management" / "demonstration"
MONTHS = [
    "जनवरी",
    "फ़रवरी",
    "मार्च",
    "अप्रैल",
    "मई",
    "जून",
    "जुलाई",
    "अगस्त",
    "सितंबर",
    "अक्टूबर",
    "नवंबर",
    "दिसंबर",
]
CHOICES = {
    "kind": Article.Kind,
    "axis": Topic.Axis,
    "precision": Article.Precision,
    "level": Correction.Level,
    "state": Comment.State,
}
PATH = "/hi/articles/lekh/"
INSTITUTION = {
    "name": "संस्थान",
    "short_name": "संस्थान",
    "email": "editor@example.org",
    "disclaimer": "विचार लेखक के हैं।",
}


def hindi_author(**changes):
    words = {"honorific": "डॉ.", "given_names": "आशा", "family_name": "वर्मा"}
    return make_author(**words | {"role": "", "affiliation": ""} | changes)


def lekh(**changes):
    """Make an article of which every word is Hindi."""
    words = {
        "title": "लेख",
        "standfirst": "सार।",
        "source": "पाठ।",
        "slug": "lekh",
        "language": "hi",
    }
    return make_article(**{"authors": [hindi_author()]} | words | changes)


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_spelt_as_edited_hindi_spells_them(month):
    """Django's own catalogue misspells three; ours stands in front of it."""
    with translation.override("hi"):
        assert (
            date_format(date(2026, month, 7), "j F Y") == f"7 {MONTHS[month - 1]} 2026"
        )


@pytest.mark.parametrize("name", CHOICES)
def test_choices_are_hindi_and_told_apart(name):
    with translation.override("hi"):
        labels = [str(label) for label in CHOICES[name].labels]
    assert len(set(labels)) == len(labels)
    assert not re.search("[A-Za-z]", " ".join(labels))


def test_stored_phrases_are_hindi():
    article = lekh(
        source="[^1] और [^3]।\n\n## एक खंड\n\n| क | ख |\n| - | - |\n| 1 | 2 |",
        notes={"1": "पहला।", "2": "दूसरा।", "3": ""},
    )
    article.endnotes.filter(label="1").update(
        link="https://example.org/1",
        archived_link="https://example.org/2",
        accessed_on=date(2026, 5, 7),
    )
    rebuild(article)
    notes = BeautifulSoup(article.notes_html, "html.parser")
    text = BeautifulSoup(article.html, "html.parser")
    assert notes.h2.text == "संदर्भ"
    assert notes.select_one(".archived-link").text == "सहेजी हुई प्रति"
    assert "(7 मई 2026 को देखा गया)" in notes.text
    assert "पाठ में इसका उल्लेख नहीं है।" in notes.text
    assert "संदर्भ 3 मूल पाठ में नहीं मिला।" in notes.text
    named = {
        e["aria-label"]
        for e in [*notes.select("a"), *text.select("[aria-label]")]
        if e.get("aria-label")
    }
    assert named >= {
        "पाठ पर लौटें, संदर्भ 1",
        "संदर्भ 1",
        "तालिका 1",
        "इस खंड का लिंक: एक खंड",
    }
    assert not re.search("[A-Za-z]", " ".join(named))


def test_archived_copy_is_told_in_hindi():
    article = lekh(source="[^1]।", notes={"1": "स्रोत।"})
    article.endnotes.update(
        link="https://example.org/1",
        archived_link="https://web.archive.org/web/20220516/https://example.org/1",
        link_is_dead=True,
    )
    rebuild(article)
    told = "(16 मई 2022 को सहेजी गई प्रति; मूल लिंक अब काम नहीं करता)"
    assert told in BeautifulSoup(article.notes_html, "html.parser").text


def test_notes_have_one_name_wherever_they_are_named(client):
    lekh(source="[^1]।\n\n## एक\n\n## दो", notes={"1": "पहला।"})
    shown = BeautifulSoup(client.get(PATH).content, "html.parser")
    assert shown.select_one('.facts a[href="#notes"]').text.split() == ["1", "संदर्भ"]
    assert shown.select_one('.outline a[href="#notes"]').text == "संदर्भ"
    assert shown.select_one("#notes-heading").text == "संदर्भ"


def withdrawn(client):
    lekh(
        status=Article.Status.WITHDRAWN,
        withdrawn_at=timezone.now(),
        withdrawal_reason="भूल थी।",
    )
    return client.get(PATH)


def gone(client):
    Address.objects.create(path="/hi/purana/", is_gone=True)
    return client.get("/hi/purana/")


def without_date(client):
    lekh(dated=None, date_unknown=True, picture_credit="आशा")
    return client.get(PATH)


def corrected(client):
    article = lekh(revised_at=timezone.now())
    for level in Correction.Level:
        article.corrections.create(at=timezone.now(), level=level, text="भूल थी।")
    return client.get(PATH)


def with_replies(client):
    article = lekh()
    first = make_comment(
        article, state="approved", name="अ", text="क", is_by_author=True
    )
    lost = make_comment(article, state="declined", name="इ", text="क")
    for other in (first, lost):
        make_comment(article, state="approved", name="उ", in_reply_to=other)
    return client.get(PATH)


def closed(client):
    lekh(comments_are=Article.Comments.CLOSED)
    return client.get(PATH)


def closed_after(client):
    lekh(
        comments_are=Article.Comments.CLOSING,
        comments_close_after=1,
        published_at=timezone.now() - timedelta(days=3),
    )
    return client.get(PATH)


def preview(client):
    article = lekh(status=Article.Status.DRAFT, published_at=None)
    return client.get(open_preview(article, by=None).get_absolute_url())


def long_list(client):
    author = lekh().bylines.get().author
    for number in range(60):
        lekh(slug=f"lekh-{number}", authors=[author])
    return client.get("/hi/articles/?page=2")


def related(client):
    topic = make_topic(name="पानी")
    lekh(slug="dusra", topics=[topic])
    lekh(topics=[topic], authors=[hindi_author(), hindi_author()])
    return client.get(PATH)


def home(client):
    for slug in ("pehla", "dusra"):
        lekh(slug=slug, authors=[hindi_author(), hindi_author()])
    return client.get("/hi/")


def former_author(client):
    lekh(authors=[hindi_author(slug="asha", role="अध्येता", is_present=False)])
    return client.get("/hi/authors/asha/")


def many_comments(client):
    article = lekh()
    for _ in range(51):
        make_comment(article, state="approved", name="अ", text="क")
    return client.get(f"{PATH}?comments=2")


def empty(client):
    return client.get("/hi/")


def empty_authors(client):
    return client.get("/hi/authors/")


def form_with_long_words(client):
    token = captcha.personal(lekh().pk, timezone.now()).token
    fields = {"token": token, "name": "क" * 101, "email": "क" * 255}
    return client.post(f"{PATH}comment/", fields)


def form_without_sum(client):
    token = captcha.personal(lekh().pk, timezone.now(), wrong=PATIENCE).token
    return client.post(f"{PATH}comment/", {"token": token})


def form_closed(client):
    lekh(comments_are=Article.Comments.CLOSED)
    return client.post(f"{PATH}comment/", {"text": "क"})


def form_from_elsewhere(client):
    lekh()
    return client.post(
        f"{PATH}comment/", {"text": "क"}, HTTP_SEC_FETCH_SITE="cross-site"
    )


def form_of_nothing(client):
    return client.post(f"{PATH}comment/", {"text": "क"})


def form_too_large(client):
    lekh()
    return client.post(f"{PATH}comment/", {"text": "क" * 1_000_000})


def form_unsaved(client, monkeypatch):
    def fail(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(comments, "post_comment", fail)
    return client.post(f"{PATH}comment/", {"text": "क"})


def form_with_full_queue(client, monkeypatch):
    lekh()
    monkeypatch.setattr(comments, "is_queue_full", lambda: True)
    return client.post(f"{PATH}comment/", {"text": "क"})


def form_held_back(client, monkeypatch):
    def hold(*_args):
        raise comment_form.OverLimit(120)

    lekh()
    monkeypatch.setattr(comment_form, "check_limits", hold)
    return client.post(f"{PATH}comment/", {"text": "क"})


PAGES = {
    withdrawn: 410,
    gone: 410,
    without_date: 200,
    corrected: 200,
    with_replies: 200,
    closed: 200,
    closed_after: 200,
    preview: 200,
    long_list: 200,
    related: 200,
    home: 200,
    former_author: 200,
    many_comments: 200,
    empty: 200,
    empty_authors: 200,
    form_with_long_words: 422,
    form_without_sum: 422,
    form_closed: 403,
    form_from_elsewhere: 403,
    form_of_nothing: 404,
    form_too_large: 413,
}
PAGES_OF_BAD_DAYS = {
    form_unsaved: 503,
    form_with_full_queue: 503,
    form_held_back: 429,
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_rarer_pages_are_hindi(client, page):
    make_institution(**INSTITUTION)
    response = page(client)
    assert response.status_code == PAGES[page]
    assert latin(response.content) == []


@pytest.mark.parametrize("page", PAGES_OF_BAD_DAYS, ids=lambda page: page.__name__)
def test_pages_of_bad_days_are_hindi(client, monkeypatch, page):
    make_institution(**INSTITUTION)
    response = page(client, monkeypatch)
    assert response.status_code == PAGES_OF_BAD_DAYS[page]
    assert latin(response.content) == []


def test_shut_doors_are_hindi():
    request = RequestFactory().get("/hi/")
    request.resolver_match = None
    with translation.override("hi"):
        assert latin(forbidden(request).content) == []
        assert latin(render_to_string("403_csrf.html", request=request)) == []


@pytest.mark.parametrize("code", refusals.SENTENCES)
def test_wrong_answers_are_met_in_hindi(code):
    with translation.override("hi"):
        assert not re.search("[A-Za-z]", str(refusals.SENTENCES[code]))


# All that links lead to

# To these a form leads, or a secret; they are met above.
UNLINKED = {"preview", "comment_form", "comment_received"}


def test_all_that_a_reader_of_hindi_can_reach_is_hindi(client):
    call_command("set_up_demonstration", verbosity=0)
    waiting, seen, names = ["/hi/"], {"/hi/"}, set()
    while waiting:
        path = waiting.pop()
        response = client.get(path)
        assert response.status_code == 200, path
        assert latin(response.content) == [], path
        with translation.override("hi"):
            names.add(response.resolver_match.url_name)
        found = set(hindi_links(response.content)) - seen
        seen |= found
        waiting += found
    assert names >= {p.name for p in named_patterns() if not is_file(p)} - UNLINKED


def hindi_links(html):
    """Return the pages under the Hindi prefix to which a page leads."""
    for link in BeautifulSoup(html, "html.parser").select('a[href^="/hi/"]'):
        path = link["href"].partition("#")[0]
        if "." not in path.rpartition("/")[2]:
            yield path


# Sentences with dates, words with two meanings, and texts that are not Hindi


def shown(response, selector):
    soup = BeautifulSoup(response.content, "html.parser")
    return " ".join(soup.select_one(selector).text.split())


def today():
    with translation.override("hi"):
        return date_format(timezone.localdate())


def test_sentences_with_a_date_end_as_hindi_ends_them(client):
    told = shown(withdrawn(client), ".notice")
    assert told == f"यह लेख {today()} को वापस ले लिया गया। भूल थी।"


def test_line_of_a_correction_ends_as_hindi_ends_it(client):
    lines = shown(corrected(client), ".corrections")
    assert f"सुधार, {today()}। भूल थी।" in lines
    assert "." not in lines


def test_end_of_comments_is_told_as_hindi_tells_it(client):
    told = shown(closed_after(client), "#comments > p")
    assert re.fullmatch(r"टिप्पणियाँ \d+ \S+ \d{4} को बंद हो गईं।", told)


def test_words_with_two_meanings_are_told_apart(client):
    lekh()
    assert shown(client.get(PATH), ".to-comments") == "टिप्पणी करें"
    assert shown(client.get(f"{PATH}comment/"), "label[for=text]") == "टिप्पणी"
    assert shown(client.get("/hi/authors/"), "#present") == "वर्तमान"
    with translation.override("hi"):
        assert str(Endnote.State.PRESENT.label) == "मौजूद"


def test_text_that_is_not_translated_says_which_language_it_is_in(client):
    make_institution(tagline="Evidence.", statement="Nobody pays for it.")
    author = make_author(slug="asha", biography="She counts.", role="Fellow")
    lekh(authors=[author])
    places = {
        PATH: ".author-card p",
        "/hi/authors/asha/": ".text",
        "/hi/authors/": ".people span",
        "/hi/": ".masthead p",
    }
    for path, selector in places.items():
        soup = BeautifulSoup(client.get(path).content, "html.parser")
        assert soup.select_one(selector)["lang"] == "en"
        assert soup.select_one(".site-footer > p")["lang"] == "en"


def test_article_is_cited_in_its_own_words(client):
    make_institution(**INSTITUTION)
    authors = [hindi_author(), hindi_author(given_names="रवि", family_name="सेन")]
    lekh(authors=authors, dated=date(2026, 9, 7))
    soup = BeautifulSoup(client.get(PATH).content, "html.parser")
    chicago, apa, mla = (sentence.text for sentence in soup.select(".cite dd"))
    assert chicago.startswith("वर्मा, आशा और रवि सेन. “लेख.” संस्थान, 7 सितंबर 2026.")
    assert apa.startswith("वर्मा, आशा और सेन, रवि. (2026, 7 सितंबर). लेख. संस्थान.")
    assert mla.startswith("वर्मा, आशा और रवि सेन. “लेख.” संस्थान, 7 सितंबर 2026,")
    lekh(slug="bina", dated=None, date_unknown=True)
    undated = client.get("/hi/articles/bina/").content.decode()
    assert undated.count("तिथि अज्ञात") == 2


def test_text_that_is_translated_or_empty_says_nothing(client):
    make_institution(translated={"hi": {"statement": "कोई नहीं।"}}, statement="Nobody.")
    hindi = {"biography": "वे गिनती हैं।", "role": "अध्येता"}
    author = make_author(slug="asha", biography="She counts.", translated={"hi": hindi})
    lekh(authors=[author])
    lekh(slug="dusra", authors=[hindi_author(slug="anya")])
    for path in (PATH, "/hi/authors/asha/", "/hi/authors/anya/", "/hi/authors/"):
        soup = BeautifulSoup(client.get(path).content, "html.parser")
        assert not soup.select("main [lang=en]:not(.cite *), .site-footer > p[lang]")
    english = BeautifulSoup(client.get("/authors/asha/").content, "html.parser")
    assert not english.select("main .text[lang], .site-footer > p[lang]")


@pytest.mark.parametrize(
    ("translated", "told"),
    [({"hi": {"tagline": "साक्ष्य।"}}, "साक्ष्य।"), ({}, "Evidence.")],
)
def test_home_page_is_described_in_its_language(client, translated, told):
    make_institution(tagline="Evidence.", translated=translated)
    soup = BeautifulSoup(client.get("/hi/").content, "html.parser")
    assert soup.select_one("meta[name=description]")["content"] == told


def test_demonstration_speaks_as_the_interface_does():
    about = (DEMONSTRATION / "pages" / "hi" / "about.md").read_text("utf-8")
    with translation.override("hi"):
        kinds = ("paper", "brief", "commentary")
        named = [str(Article.Kind(kind).label) for kind in kinds]
    assert "{}, {} और {} कैसे".format(*named) in about


def test_wrong_is_spelt_one_way():
    catalogue = ROOM / "locale" / "hi" / "LC_MESSAGES" / "django.po"
    for path in (
        catalogue,
        *DEMONSTRATION.rglob("*.md"),
        *DEMONSTRATION.glob("*.json"),
    ):
        assert "गलत" not in path.read_text("utf-8"), path
