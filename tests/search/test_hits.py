"""The same answers on SQLite and PostgreSQL; the suite runs on both."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article, SearchEntry
from articles.publishing import rebuild
from articles.search import find, read_query
from articles.search import hits as finding
from articles.search.hits import MOST_FOUND
from tests.factories import make_article, make_author, make_topic

pytestmark = pytest.mark.django_db
SPELLINGS = [
    ["Japarov", "Zhaparov"],
    ["CSTO", "Collective Security Treaty Organization"],
]


@pytest.fixture
def library():
    """Six articles, newest first: a to f."""
    asha = make_author(
        given_names="Āsha", family_name="Verma",
        translated={"hi": {"given_names": "आशा", "family_name": "वर्मा"}},
    )  # fmt: skip
    region = make_topic(axis="region", name="Central Asia")
    today = timezone.localdate()
    texts = {
        "a": {"title": "Treaties that last", "source": "On collective security.[^1]",
              "notes": {"1": "A. Writer, *The Samarkand Papers*, 2022."}},
        "b": {"title": "Collective memory", "source": "Security is not collective."},
        "c": {"title": "Japarov in Delhi", "source": "The nationality of visitors.",
              "topics": [region]},
        "d": {"title": "हिन्दी में नीतियाँ", "source": "सम्बन्ध और ज़मीन।", "language": "hi"},
        "e": {"title": "The CSTO", "source": "Treaty treaty treaty.", "authors": [asha]},
        "f": {"title": "Zhaparov", "source": "The Indo-Pacific, and an S-400."},
    }  # fmt: skip
    for age, (slug, fields) in enumerate(texts.items()):
        make_article(slug=slug, listed_on=today - timedelta(days=age), **fields)


def found(text, **options):
    query = read_query(text, SPELLINGS)
    rows = Article.objects.published().newest_first()
    slugs = dict(Article.objects.values_list("pk", "slug"))
    return "".join(slugs[key] for key in find(rows, query, **options).keys)


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("treaty", "ae"),  # the title before the text
        ("treaties", "ae"),
        ('"collective security"', "a"),
        ("collective security", "ba"),
        ("security collective", "ba"),
        ("Samarkand", "a"),  # in a note
        ("CSTO", "e"),
        ("asha verma", "e"),
        ("आशा वर्मा", "e"),
        ("central asia", "c"),
        ("नीति", "d"),
        ("हिंदी", "d"),
        ("हिन्दी", "d"),
        ("संबंधों", "d"),
        ("जमीन", "d"),
        ("nationali*", "c"),
        ("nation*", "c"),
        ("indo-pacific", "f"),
        ("pacific indo", "f"),
        ('"pacific indo"', ""),
        ("s-400", "f"),
        ("absent", ""),
        ("treaty absent", ""),
        ("", ""),
        ('"', ""),
    ],
)
def test_find(library, text, slugs):
    assert found(text) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Japarov", "cf"),
        ("zhaparov", "cf"),
        ("Fellow Meridian", "abcdef"),
        ("the", "acef"),
    ],
)
def test_find_in_any_order(library, text, slugs):
    assert "".join(sorted(found(text))) == slugs


def test_find_by_date(library):
    assert found("treaty", by_date=True) == "ae"
    assert found("Japarov", by_date=True) == "cf"


def test_find_only_narrows_the_rows_it_is_given(library):
    Article.objects.filter(slug="a").update(status="draft")
    assert found("treaty") == "e"


def test_an_entry_follows_its_article(library):
    article = Article.objects.get(slug="a")
    article.title, article.source = "Accords", "Nothing else."
    article.save()
    rebuild(article)
    assert found("treaty") == "e"
    assert found("accord") == "a"
    article.delete()
    assert found("accord") == ""


def test_the_newest_fill_the_list_when_too_many_match():
    first = make_article(title="Glacier", slug="first")
    stems = SearchEntry.objects.get(article=first)
    now = timezone.now()
    rows = Article.objects.bulk_create(
        Article(
            title=f"Filler {number}", slug=f"filler-{number}", status="published",
            published_at=now, first_published_at=now,
            listed_on=first.listed_on + timedelta(days=number),
        )
        for number in range(1, MOST_FOUND + 20)
    )  # fmt: skip
    SearchEntry.objects.bulk_create(
        SearchEntry(article=row, text=stems.title) for row in rows
    )
    hits = find(Article.objects.published().newest_first(), read_query("glacier"))
    assert len(hits.keys) == MOST_FOUND
    assert hits.is_cut
    # The oldest has it in the title, and so comes before a thousand newer ones.
    assert hits.keys[0] == first.pk
    assert hits.keys[1] == rows[-1].pk


def test_no_query_is_an_error(library):
    """Three thousand queries of every kind of character, from one seed."""
    chance = random.Random(20_261)  # noqa: S311 -- no secret
    letters = [
        *"ab ः्नीति ñ\"'*()[]{}:^~!&|<>-+,.;%_\\/\0\ud800\u200d🙂中\n",
        *(
            "NEAR",
            "AND",
            "OR",
            "NOT",
            "title:",
            "the ",
            "treaty ",
            '"treaty ',
            "secur* ",
        ),
    ]
    rows = Article.objects.published().newest_first()
    for _ in range(3000):
        text = "".join(chance.choices(letters, k=chance.randrange(1, 25)))
        find(rows, read_query(text, SPELLINGS))


@pytest.mark.parametrize(("weighed", "questions"), [(100, 2), (2, 2), (1, 3)])
def test_each_query_costs_at_most_three_questions(
    library, django_assert_num_queries, monkeypatch, weighed, questions
):
    rows = Article.objects.published().newest_first()
    monkeypatch.setattr(finding, "WEIGHED", weighed)
    with django_assert_num_queries(questions):
        hits = find(rows, read_query("treaty"))
    assert len(hits.keys) == 2
    assert connection.vendor in {"sqlite", "postgresql"}
