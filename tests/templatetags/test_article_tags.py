"""How values are shown."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from articles.models import Article, Author, Byline
from articles.templatetags.article_tags import (
    article_date,
    biography,
    day,
    in_language,
    moment,
    names,
    short_biography,
    two_tone,
)


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("day", '<time datetime="2022-06-03">3 June 2022</time>'),
        ("month", '<time datetime="2022-06">June 2022</time>'),
        ("year", '<time datetime="2022">2022</time>'),
    ],
)
def test_article_date_is_as_exact_as_it_is_known(precision, expected):
    article = Article(dated=date(2022, 6, 3), dated_precision=precision)
    assert article_date(article) == expected


def test_article_date_not_recorded():
    assert article_date(Article(date_unknown=True)) == "Date not recorded"


def test_article_date_in_hindi():
    article = Article(dated=date(2022, 6, 3))
    with translation.override("hi"):
        assert "जून" in article_date(article)


def test_day_of_a_moment_is_the_day_at_the_site():
    late = datetime(2022, 6, 3, 20, 0, tzinfo=UTC)
    assert day(late) == '<time datetime="2022-06-04">4 June 2022</time>'


def test_day_of_a_date_and_of_nothing():
    assert day(date(2022, 6, 3)) == '<time datetime="2022-06-03">3 June 2022</time>'
    assert day(None) == ""


def test_moment_is_in_the_zone_of_the_site():
    at = datetime(2022, 6, 3, 8, 35, tzinfo=UTC)
    assert moment(at) == (
        '<time datetime="2022-06-03T14:05:00+05:30">3 June 2022, 14:05</time>'
    )


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
    ],
)
def test_names_are_joined(people, expected):
    bylines = [Byline(author=Author(family_name=name)) for name in people]
    assert names(bylines) == expected


def test_in_language_falls_back():
    author = Author(family_name="Verma", role="Fellow")
    author.translated = {"hi": {"family_name": "वर्मा"}}
    with translation.override("hi"):
        assert in_language(author, "family_name") == "वर्मा"
        assert in_language(author, "role") == "Fellow"


def test_biography_is_clean_html():
    author = Author(biography="She *writes*. <script>alert(1)</script>")
    html = biography(author)
    assert "<em>writes</em>" in html
    assert "<script" not in html


def test_short_biography_keeps_whole_sentences():
    sentence = "One two three four five six seven eight nine ten."
    author = Author(biography=" ".join([sentence] * 9))
    assert short_biography(author) == " ".join([sentence] * 6)


def test_short_biography_of_one_endless_sentence_is_cut():
    author = Author(biography="word " * 100)
    assert short_biography(author) == " ".join(["word"] * 60) + "…"


def test_short_biography_is_plain():
    author = Author(biography="R&D *at* <b>X</b>.")
    shown = short_biography(author)
    assert shown.startswith("R&D at ")
    assert "&amp;" not in shown


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Meridian", "Meridian"),
        ("Meridian Institute", "Meridian <i>Institute</i>"),
        ("<b> & Co", "&lt;b&gt; <i>&amp; Co</i>"),
    ],
)
def test_two_tone(name, expected):
    assert two_tone(name) == expected
