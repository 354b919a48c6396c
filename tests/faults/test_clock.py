"""A clock that jumps, and two machines whose clocks differ."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Comment
from tests.factories import make_article, make_user
from tests.views.commenting import fields_of, get_form, post

pytestmark = pytest.mark.django_db
HOUR, YEAR = timedelta(hours=1), timedelta(days=365)
APART = timedelta(seconds=20)


@pytest.mark.parametrize("jump", [-HOUR, HOUR, YEAR], ids=["-1 h", "+1 h", "+1 year"])
def test_clock_that_jumps_has_no_sum_accepted_twice(client, time_machine, tell, jump):
    time_machine.move_to(timezone.now())
    article = make_article(slug="one", published_at=timezone.now() - 2 * HOUR)
    fields = fields_of(get_form(client, article))
    assert post(client, article, fields).status_code == 303
    time_machine.shift(jump)
    again = post(client, article, fields | {"text": "Once more."})
    assert again.status_code == 422
    assert "Once more." in again.content.decode()
    assert Comment.objects.get().text == fields["text"]
    tell(tried=1, lost="nothing", readers="the form again, with what they typed")


@pytest.mark.parametrize("jump", [-HOUR, HOUR, YEAR], ids=["-1 h", "+1 h", "+1 year"])
def test_clock_that_jumps_takes_no_article_away(client, time_machine, tell, jump):
    time_machine.move_to(timezone.now())
    make_article(slug="one", published_at=timezone.now() - 2 * HOUR)
    time_machine.shift(jump)
    assert client.get("/articles/one/").status_code == 200
    assert b"/articles/one/" in client.get("/articles/").content
    tell(tried=1, lost="nothing", readers="every page")


def test_clock_that_jumps_back_ends_no_session(client, time_machine, tell):
    time_machine.move_to(timezone.now())
    client.force_login(make_user("Editor"))
    time_machine.shift(-HOUR)
    assert client.get("/admin/").status_code == 200
    tell(tried=1, lost="no session", readers="every page")


def test_sum_shown_by_one_machine_is_accepted_by_the_other(client, time_machine, tell):
    time_machine.move_to(timezone.now())
    article = make_article(slug="one")
    time_machine.shift(APART)
    fields = fields_of(get_form(client, article))
    time_machine.shift(-APART)
    assert post(client, article, fields).status_code == 303
    time_machine.shift(APART)
    assert post(client, article, fields).status_code == 303
    assert Comment.objects.count() == 1
    tell(tried=2, lost="nothing", readers="every page")


def test_article_appears_on_both_machines_within_their_difference(
    client, time_machine, tell
):
    moment = timezone.now().replace(microsecond=0) + HOUR
    make_article(slug="one", published_at=moment)
    time_machine.move_to(moment - APART, tick=False)
    assert client.get("/articles/one/").status_code == 404
    time_machine.shift(APART)
    assert client.get("/articles/one/").status_code == 200
    tell(tried=1, lost="nothing", readers="the article up to 20 s later on one machine")
