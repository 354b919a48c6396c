"""What the public sees is one rule, written twice, held equal here."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.models import Article
from tests.factories import make_article, make_author

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def states():
    now = timezone.now()
    live = make_article(title="published")
    make_article(title="scheduled", published_at=now + HOUR)
    make_article(title="draft", status="draft", published_at=None)
    make_article(title="in review", status="in_review", published_at=None)
    make_article(title="withdrawn", status="withdrawn", withdrawn_at=now)
    make_article(title="binned", binned_at=now)
    make_article(title="binned draft", status="draft", published_at=None, binned_at=now)
    make_article(title="binned before its time", published_at=now + HOUR, binned_at=now)
    make_article(title="draft of a live article", draft_of=live)


def test_published_and_is_published_agree():
    states()
    published = set(Article.objects.published())
    assert {article.title for article in published} == {"published"}
    for article in Article.objects.all():
        assert article.is_published == (article in published), article.title


def test_was_published_tells_gone_from_unknown():
    states()
    gone = {a.title for a in Article.objects.all() if a.was_published}
    assert gone == {"published", "withdrawn", "binned"}


def test_what_was_binned_before_its_moment_was_never_published(time_machine, client):
    now = timezone.now()
    make_article(slug="unseen", published_at=now + HOUR, binned_at=now)
    make_article(slug="seen", published_at=now - HOUR, binned_at=now)
    time_machine.move_to(now + 2 * HOUR, tick=False)
    assert {a.slug: a.was_published for a in Article.objects.all()} == {
        "unseen": False, "seen": True,
    }  # fmt: skip
    # Nobody is told that there was anything.
    answers = [client.get(f"/articles/{slug}/") for slug in ("unseen", "absent")]
    assert [answer.status_code for answer in answers] == [404, 404]
    pages = [answer.content.replace(b"absent", b"unseen") for answer in answers]
    assert pages[0] == pages[1]
    assert client.get("/articles/seen/").status_code == 410


def test_scheduled_article_appears_at_its_moment(time_machine):
    now = timezone.now()
    article = make_article(published_at=now + HOUR)
    time_machine.move_to(now + HOUR - timedelta(milliseconds=1), tick=False)
    assert (article.is_published, Article.objects.published().count()) == (False, 0)
    time_machine.move_to(now + HOUR, tick=False)
    assert (article.is_published, Article.objects.published().count()) == (True, 1)


@pytest.mark.parametrize(
    ("words", "language", "minutes"),
    [
        (0, "en", 0),
        (1, "en", 1),
        (238, "en", 1),
        (239, "en", 2),
        (1636, "en", 7),
        (180, "hi", 1),
        (181, "hi", 2),
    ],
)
def test_reading_minutes(words, language, minutes):
    article = Article(word_count=words, language=language)
    assert article.reading_minutes == minutes


def test_comments_close_on_their_day(time_machine):
    article = make_article(comments_are="closing", comments_close_after=10)
    assert article.can_be_commented_on
    time_machine.move_to(article.published_at + timedelta(days=10), tick=False)
    assert not article.can_be_commented_on


def test_comments_are_closed_where_nobody_can_read():
    assert not make_article(comments_are="closed").can_be_commented_on
    assert not make_article(status="draft", published_at=None).can_be_commented_on


def test_order_of_lists_is_by_listed_on_then_publication():
    now = timezone.now()
    day = timezone.localdate()
    old = make_article(listed_on=day - timedelta(days=2))
    late = make_article(listed_on=day, published_at=now - HOUR)
    early = make_article(listed_on=day, published_at=now - 2 * HOUR)
    assert list(Article.objects.published().newest_first()) == [late, early, old]


def test_address_stands_under_the_articles_own_language():
    english, hindi = make_article(slug="one"), make_article(slug="do", language="hi")
    assert english.get_absolute_url() == "/articles/one/"
    assert hindi.get_absolute_url() == "/hi/articles/do/"


def test_by_and_for_lists_take_few_queries(django_assert_num_queries):
    author = make_author()
    for _ in range(3):
        make_article(authors=[author, make_author()])
    with django_assert_num_queries(2):
        found = Article.objects.published().by(author).for_lists().newest_first()
        names = [[str(b.author) for b in article.bylines.all()] for article in found]
    assert [len(each) for each in names] == [2, 2, 2]


@pytest.mark.parametrize("name", ["dated", "listed_on"])
def test_date_lies_between_1900_and_ten_years_to_come(name, time_machine):
    time_machine.move_to("2026-11-24 12:00+00:00")
    for day in (date(1900, 1, 1), date(2036, 12, 31)):
        make_article(**{name: day}).full_clean()
    for day in (date(1, 1, 1), date(202, 6, 1), date(1899, 12, 31), date(2037, 1, 1)):
        with pytest.raises(ValidationError) as refused:
            make_article(**{name: day}).full_clean()
        assert refused.value.message_dict == {
            name: ["The year must lie between 1900 and 2036."]
        }
