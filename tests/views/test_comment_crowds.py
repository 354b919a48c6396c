"""Robots, and one network, come in crowds: they shut out themselves and nobody else."""

import pytest
from django.db.models import Count
from django.utils import timezone

from articles import client as who
from articles.models import Comment, Counter, Spent
from articles.moderation import decide, is_queue_full
from tests.factories import make_article, make_comment

from .commenting import HOSTILE, assert_given_back, fields_of, get_form, page

pytestmark = pytest.mark.django_db
Rank = Comment.Rank


@pytest.fixture
def article(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    return make_article(slug="one")


def send(client, article, fields, address="192.0.2.1"):
    path = f"/articles/{article.slug}/comment/"
    headers = {"Sec-Fetch-Site": "same-origin"}
    return client.post(path, fields, headers=headers, REMOTE_ADDR=address)


def fill_queue(article, number, **changes):
    """Let so many comments wait, which nobody could send so quickly."""
    fields = {"article": article, "name": "A", "text": "Buy."} | changes
    Comment.objects.bulk_create(Comment(**fields) for _ in range(number))


# Robots


def test_robots_that_wait_do_not_close_the_form(client, article):
    fill_queue(article, 1500, queue_rank=Rank.ROBOT)
    assert page(client.get("/articles/one/")).select_one("#comments form")
    fields = fields_of(get_form(client, article))
    assert send(client, article, fields).status_code == 303
    fill_queue(article, 998)
    assert not is_queue_full()
    fill_queue(article, 1, queue_rank=Rank.SUSPECT)
    assert is_queue_full()


def test_robots_do_not_use_up_what_an_article_and_the_site_take(
    client, article, settings
):
    one = [(1, 600)]
    settings.VIF_LIMITS = settings.VIF_LIMITS | {"article": one, "site": one}
    fields = fields_of(page(client.get("/articles/one/")))
    for number in range(5):
        robot = fields | {"subject": "x", "text": f"Buy {number}."}
        assert send(client, article, robot).status_code == 303
    # By address they are held back as anyone is.
    robot = fields | {"subject": "x", "text": "Buy more."}
    assert send(client, article, robot).status_code == 429
    assert send(client, article, fields, "198.51.100.1").status_code == 303
    ranks = Comment.objects.values_list("queue_rank").annotate(Count("pk"))
    assert dict(ranks.order_by()) == {Rank.ROBOT: 5, Rank.PLAIN: 1}


def test_no_more_than_a_thousand_robots_are_kept_and_no_word_of_a_person_is_lost(
    client, article
):
    """A browser, too, may fill in the field that people do not see."""
    fill_queue(article, 999, queue_rank=Rank.ROBOT)
    fields = fields_of(page(client.get("/articles/one/")), subject="x", text=HOSTILE)
    first = send(client, article, fields, "198.51.100.1")
    assert first.status_code == 303
    counts = Comment.objects.count(), Spent.objects.count()
    soup = assert_given_back(
        send(client, article, fields), "perhaps by your browser", fields
    )
    assert (Comment.objects.count(), Spent.objects.count()) == counts
    assert not Counter.objects.filter(key__startswith="wrong").exists()
    # The robot that was taken is answered as before.
    again = send(client, article, fields, "198.51.100.1")
    assert (again.status_code, again["Location"]) == (303, first["Location"])
    # Nothing but the hidden field need be sent otherwise, and it is empty.
    assert not soup.select_one("#subject").get("value")
    assert soup.select_one("input[name=token]")["value"] == fields["token"]
    assert soup.select_one("#answer")["value"] == fields["answer"]
    assert send(client, article, fields | {"subject": ""}).status_code == 303
    assert Comment.objects.exclude(queue_rank=Rank.ROBOT).get().text == HOSTILE


# One network


def test_flood_from_one_network_closes_neither_the_article_nor_the_site(
    client, article
):
    """The site's 120 in ten minutes are four times 30; so each /48 has 30 of them."""
    others = [make_article(slug=f"other-{number}") for number in range(6)]
    pages = {
        each: fields_of(page(client.get(f"/articles/{each.slug}/")))
        for each in [article, *others]
    }
    taken = dict.fromkeys(pages, 0)
    for number in range(140):
        each = [article, *others][number // 20]
        answer = send(client, each, pages[each], f"2001:db8:77:{number:x}::1")
        assert answer.status_code in {303, 429}
        taken[each] += answer.status_code == 303
        if answer.status_code == 429:
            assert "the network you are in" in answer.content.decode()
            assert 0 < int(answer["Retry-After"]) <= 600
    assert list(taken.values()) == [7, 7, 7, 7, 2, 0, 0]
    for number, (each, fields) in enumerate(pages.items()):
        response = send(client, each, fields, f"2001:db8:78:{number}::1")
        assert response.status_code == 303


def test_no_network_may_fill_more_than_a_quarter_of_the_queue(client, article):
    flood = who.code(who.network("2001:db8:77::1"))
    fill_queue(article, 250, network=flood)
    fields = fields_of(page(client.get("/articles/one/")), text=HOSTILE)
    response = send(client, article, fields, "2001:db8:77:ffff::1")
    assert_given_back(response, "the network you are in", fields, status=429)
    assert response["Retry-After"] == "86400"
    assert send(client, article, fields, "2001:db8:78::1").status_code == 303
    decide(Comment.objects.filter(network=flood)[:1], "spam", by=None)
    assert send(client, article, fields, "2001:db8:77:ffff::1").status_code == 303


def test_network_is_kept_as_a_code_and_only_while_the_comment_waits(client, article):
    fields = fields_of(page(client.get("/articles/one/")))
    send(client, article, fields, "2001:db8:77:1::1")
    send(client, article, fields | {"subject": "x", "text": "Buy."}, "192.0.2.1")
    person, robot = Comment.objects.oldest_first()
    assert (len(person.network), robot.network) == (32, "")
    assert "2001" not in person.network
    decide([person], "declined", by=None)
    person.refresh_from_db()
    assert person.network == ""


def test_comments_without_a_network_are_nobodys_share(client, article):
    make_comment(article)
    fill_queue(article, 600)
    fields = fields_of(page(client.get("/articles/one/")))
    assert send(client, article, fields).status_code == 303
