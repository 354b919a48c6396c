"""What an article's page leads on to: related articles, parts of a series, topics."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from articles.models import CitedSource, Comment, Correction
from articles.publishing import rebuild
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_institution,
    make_page,
    make_topic,
)

pytestmark = pytest.mark.django_db
BOOK = "Leonard Pask, “Who Holds the Gauge?”, 2023"
LINK = "https://www.example.org/report/"


def page(client, article):
    response = client.get(article.get_absolute_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def related(client, article):
    return [h.text for h in page(client, article).select(".related h3")]


def citing(*texts, **changes):
    notes = {str(n): text for n, text in enumerate(texts, 1)}
    source = "A." + "".join(f"[^{n}]" for n in notes)
    return make_article(source=source, notes=notes, **changes)


# Related


def test_related_shares_a_topic_or_a_source_and_the_newest_comes_first(client):
    topic = make_topic()
    article = citing(BOOK, topics=[topic])
    make_article(title="Old", topics=[topic], listed_on=date(2020, 1, 1))
    citing(f"*{BOOK.upper()}*.", title="New", listed_on=date(2021, 1, 1))
    make_article(title="Stranger", topics=[make_topic()])
    assert related(client, article) == ["New", "Old"]


def test_related_shares_most_first_whatever_its_age(client):
    topics = [make_topic(), make_topic(axis="region")]
    article = citing(BOOK, LINK, topics=topics)
    for shared, day in ((topics[:1], 3), (topics, 2)):
        make_article(title=f"T{day}", topics=shared, listed_on=date(2022, 1, day))
    citing(BOOK, f"See {LINK}", title="S1", topics=topics, listed_on=date(2020, 1, 1))
    make_article(title="Fourth", topics=topics[1:], listed_on=date(2021, 1, 1))
    assert related(client, article) == ["S1", "T2", "T3"]


def test_related_source_is_the_same_by_its_address(client):
    article = citing(f"Pask, [report]({LINK}).")
    citing("Another title, http://example.org/report#page-3", title="Same")
    citing("Pask, https://example.org/other", title="Other")
    assert related(client, article) == ["Same"]


def test_related_source_of_a_few_letters_is_none(client):
    article = citing("Ibid.")
    citing("Ibid.", title="Other")
    assert related(client, article) == []
    assert not CitedSource.objects.exists()


@pytest.mark.parametrize(
    "note",
    [
        "Interview with the author, in the capital.",
        "https://www.mea.gov.in/",
        "Ministry of External Affairs, 2023, http://mea.gov.in#top",
    ],
)
def test_related_source_that_names_no_work_is_none(client, note):
    article = citing(note)
    citing(note, title="Other")
    assert related(client, article) == []
    assert not CitedSource.objects.exists()


def test_related_source_is_known_by_a_hindi_number_or_a_query(client):
    for note in ("पास्क, “नाप किसके हाथ?”, २०२३", "https://example.org?report=7"):
        article = citing(note)
        citing(note, title=note)
        assert related(client, article) == [note]


def test_related_chosen_by_hand_come_first_and_the_own_language_before_others(client):
    topic = make_topic()
    article = make_article(topics=[topic])
    make_article(title="By topic", topics=[topic])
    old, hindi = make_article(title="Chosen"), make_article(title="चुना", language="hi")
    type(article).objects.filter(pk=old.pk).update(listed_on=date(2019, 1, 1))
    article.see_also.set([hindi, old])
    assert related(client, article) == ["Chosen", "चुना", "By topic"]
    assert related(client, old) == []


def test_related_hindi_card_says_its_language(client):
    article = make_article()
    article.see_also.add(make_article(title="चुना", language="hi"))
    assert page(client, article).select_one(".related h3")["lang"] == "hi"


def test_related_never_shows_what_is_not_public(client):
    now = timezone.now()
    topic = make_topic()
    article = citing(BOOK, topics=[topic])
    for changes in (
        {"status": "draft", "published_at": None},
        {"published_at": now + timedelta(days=1)},
        {"status": "withdrawn", "withdrawn_at": now},
        {"binned_at": now},
        {"draft_of": article},
    ):
        article.see_also.add(citing(BOOK, topics=[topic], **changes))
    article.see_also.add(article)
    assert related(client, article) == []


def test_related_is_of_one_language_unless_chosen(client):
    topic = make_topic()
    article = citing(BOOK, topics=[topic])
    citing(BOOK, topics=[topic], language="hi")
    assert related(client, article) == []


def test_cited_sources_follow_the_notes():
    article = citing(BOOK, f"See {LINK}")
    assert article.cited_sources.count() == 2
    first = set(article.cited_sources.values_list("pk", "key"))
    article.endnotes.filter(label="2").update(
        text="A third work, of another title, 2020"
    )
    rebuild(article)
    assert len(first & set(article.cited_sources.values_list("pk", "key"))) == 1
    article.endnotes.all().delete()
    rebuild(article)
    assert not CitedSource.objects.exists()


# Series


def in_series(*numbers, **changes):
    series = make_topic(axis="series", name="Gauges")
    return [
        make_article(
            title=f"Part {number}", topics=[series], series_number=number, **changes
        )
        for number in numbers
    ]


def beside(client, article):
    return [
        (a["rel"][0], a.text, a["href"])
        for a in page(client, article).select(".series a")
    ]


def test_series_leads_to_the_parts_before_and_after(client):
    last, first, middle = in_series(10, 1, 2)
    assert beside(client, middle) == [
        ("prev", "Part 1", first.get_absolute_url()),
        ("next", "Part 10", last.get_absolute_url()),
    ]
    assert [rel for rel, *_ in beside(client, first)] == ["next"]
    assert [rel for rel, *_ in beside(client, last)] == ["prev"]
    assert page(client, first).select_one(".series h2").text == "Series: Gauges"


def test_series_without_numbers_is_in_order_of_date_behind_the_numbered(client):
    series = make_topic(axis="series")
    new, old, numbered = (
        make_article(title=title, topics=[series], listed_on=day, series_number=number)
        for title, day, number in (
            ("New", date(2022, 1, 1), None),
            ("Old", date(2021, 1, 1), None),
            ("Numbered", date(2023, 1, 1), 7),
        )
    )
    assert [title for _, title, _ in beside(client, old)] == ["Numbered", "New"]
    assert [title for _, title, _ in beside(client, numbered)] == ["Old"]
    assert [title for _, title, _ in beside(client, new)] == ["Old"]


def test_series_of_equal_numbers_and_days_loses_nobody(client):
    moment = timezone.now() - timedelta(hours=1)
    parts = in_series(1, 1, 1, published_at=moment)
    following = [beside(client, part) for part in parts]
    assert [[rel for rel, *_ in links] for links in following] == [
        ["next"],
        ["prev", "next"],
        ["prev"],
    ]


def test_series_shows_what_is_public_in_this_language(client):
    series = make_topic(axis="series")
    article = make_article(topics=[series], series_number=2)
    make_article(topics=[series], series_number=1, language="hi")
    make_article(topics=[series], series_number=3, status="draft", published_at=None)
    assert beside(client, article) == []
    assert page(client, article).select_one(".series") is None


# Topics, translations, people


def test_topics_are_links_in_one_order(client):
    axes = ("programme", "topic", "series", "region")
    topics = [make_topic(axis=axis, name=axis) for axis in axes]
    shown = page(client, make_article(topics=topics))
    links = shown.select(".topics a")
    assert [a.text for a in links] == ["series", "region", "topic", "programme"]
    assert [a["href"] for a in links] == [
        topic.get_absolute_url() for topic in (*topics[2:], *topics[1::-1])
    ]
    assert page(client, make_article()).select_one(".topics") is None


def test_translation_is_named_in_its_own_language(client):
    article = make_article(slug="a")
    make_article(slug="b", language="hi", translation_key=article.translation_key)
    link = page(client, article).select_one(".facts .translation a")
    assert (link["lang"], link["hreflang"]) == ("hi", "hi")
    assert link["href"] == "/hi/articles/b/"
    assert link.text == "हिंदी"
    assert page(client, make_article()).select_one(".translation") is None


def test_translation_that_is_not_public_is_not_named(client):
    article = make_article()
    make_article(
        language="hi",
        translation_key=article.translation_key,
        status="draft",
        published_at=None,
    )
    assert page(client, article).select_one(".translation") is None


def test_author_card_has_role_and_way_to_all_work(client):
    present = make_author(biography="She *studies* accounts.")
    former = make_author(is_present=False, role="Director", affiliation="")
    cards = page(client, make_article(authors=[present, former])).select(".author-card")
    assert cards[0].select_one(".role").text == "Fellow, Meridian"
    assert cards[0].select("p")[-1].a["href"] == present.get_absolute_url()
    assert "All work by Asha" in cards[0].text
    assert cards[1].select_one(".role").text == "Formerly Director"
    assert cards[1].img is None


def test_sections_stand_in_order_with_everything(client):
    make_institution()
    series, topic = make_topic(axis="series"), make_topic()
    article = citing(BOOK, topics=[series, topic], picture_credit="A. Reader")
    make_article(topics=[series, topic])
    shown = page(client, article)
    marks = [".text", "#notes", ".series", "#about-the-authors", "#disclaimer"]
    marks += [".small-print:not(section)", "#topics", "#related", "#comments"]
    tags = list(shown.find_all())
    places = [tags.index(shown.select_one(mark)) for mark in marks]
    assert places == sorted(places)


@pytest.mark.parametrize("count", [1, 3])
def test_article_with_everything_takes_eleven_queries(
    client, count, django_assert_max_num_queries
):
    make_institution()
    make_page(slug="contact")
    now = timezone.now()
    topics = [make_topic(axis="series"), *(make_topic() for _ in range(count))]
    authors = [make_author() for _ in range(count)]
    article = citing(
        BOOK, topics=topics, authors=authors, revised_at=now, series_number=2
    )
    make_article(language="hi", translation_key=article.translation_key)
    Correction.objects.create(article=article, at=now, level="correction", text="C.")
    for number in range(count):
        article.see_also.add(make_article())
        citing(BOOK, topics=topics, series_number=number * 2)
    comment = make_comment(article, state=Comment.State.APPROVED)
    for _ in range(51):
        make_comment(article, state=Comment.State.APPROVED, in_reply_to=comment)
    with django_assert_max_num_queries(11):
        client.get(f"{article.get_absolute_url()}?comments=2")
