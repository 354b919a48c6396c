"""Acts on articles: each writes one Decision, and says only what readers can notice."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Decision, Edition
from articles.publishing import (
    CannotPublish,
    move_to_bin,
    publish,
    restore,
    send_back,
    submit,
    withdraw,
)
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None, "dated": None}
LATER = timedelta(days=3)


@pytest.fixture
def user():
    return make_user(first_name="Mira", last_name="Sen")


@pytest.fixture
def later(monkeypatch):
    """Return a function that lets time pass."""
    passed = [timedelta()]
    now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: now() + passed[0])

    def later(**time):
        passed[0] += timedelta(**time)

    return later


def acted(article, act, **options):
    """Act; return the one Decision it wrote and by how much the edition has grown."""
    before = Edition.current()
    act(article, **options)
    decisions = Decision.objects.all()
    assert len(decisions) <= 1
    return (decisions[0] if decisions else None), Edition.current() - before


def test_publish_now(user):
    article = make_article(**DRAFT)
    made, grown = acted(article, publish, by=user)
    article.refresh_from_db()
    assert article.is_published
    assert (article.dated, article.listed_on) == (timezone.localdate(),) * 2
    assert (made.what, made.by, made.by_name, made.before, grown) == (
        "publish", user, "Mira Sen", "draft", 1,
    )  # fmt: skip
    assert made.after == f"published {article.published_at.isoformat()}"
    assert (made.model, made.record, made.title) == (
        "article", str(article.pk), article.title,
    )  # fmt: skip


def test_publish_at_a_moment_to_come(user):
    article, at = make_article(**DRAFT), timezone.now() + LATER
    _made, grown = acted(article, publish, by=user, at=at)
    assert not article.is_published
    assert article.is_scheduled
    assert article.dated == timezone.localdate(at)
    # Pages that are kept must learn of the moment.
    assert grown == 1


def test_scheduling_anew_moves_the_date_and_publishing_now_too(user):
    article, now = make_article(**DRAFT), timezone.now()
    publish(article, by=user, at=now + LATER)
    publish(article, by=user, at=now + 2 * LATER)
    assert article.dated == timezone.localdate(now + 2 * LATER)
    publish(article, by=user)
    assert article.dated == timezone.localdate()


def test_date_that_was_typed_is_kept(user):
    article = make_article(**DRAFT | {"dated": date(2011, 3, 4)})
    publish(article, by=user)
    assert article.dated == article.listed_on == date(2011, 3, 4)


def test_unknown_date_stays_unknown(user):
    article = make_article(**DRAFT | {"date_unknown": True})
    publish(article, by=user)
    assert article.dated is None
    assert article.listed_on == timezone.localdate()


def test_publish_what_is_public_changes_nothing(user):
    article = make_article()
    before = article.published_at
    made, grown = acted(article, publish, by=user, at=timezone.now() + LATER)
    article.refresh_from_db()
    assert (article.published_at, made, grown) == (before, None, 0)


def test_publish_again_after_withdrawal_keeps_the_date(user):
    article = make_article(dated=date(2020, 1, 2))
    withdraw(article, by=user, why="Wrong.")
    publish(article, by=user)
    article.refresh_from_db()
    assert article.is_published
    assert (article.withdrawn_at, article.withdrawal_reason) == (None, "")
    assert article.dated == date(2020, 1, 2)


def test_withdrawn_and_scheduled_anew_was_still_seen(user):
    article = make_article(comments_are="closing", comments_close_after=1)
    first = timezone.now() - 5 * LATER
    Article.objects.update(published_at=first, first_published_at=first)
    withdraw(article, by=user, why="Wrong.")
    publish(article, by=user, at=timezone.now() + LATER)
    article.refresh_from_db()
    assert article.was_published
    assert (article.withdrawal_reason, article.first_published_at) == ("Wrong.", first)
    withdraw(article, by=user, why="Still wrong.")
    article.refresh_from_db()
    assert (article.status, article.published_at) == ("withdrawn", first)
    publish(article, by=user)
    article.refresh_from_db()
    assert article.is_published
    # Comments had closed long ago, and stay closed.
    assert not article.can_be_commented_on


def test_unscheduling_forgets_only_what_scheduling_filled_in(user):
    at = timezone.now() + LATER
    typed = make_article(**DRAFT | {"dated": timezone.localdate(at)})
    filled = make_article(**DRAFT)
    for article in (typed, filled):
        publish(article, by=user, at=at)
        withdraw(article, by=user, why="")
        article.refresh_from_db()
        assert (article.status, article.first_published_at) == ("draft", None)
        assert not article.was_published
    assert (typed.dated, filled.dated) == (timezone.localdate(at), None)


@pytest.mark.parametrize("act", ["unscheduled", "scheduled anew", "published now"])
def test_date_typed_over_the_one_that_scheduling_filled_in_is_kept(user, act):
    typed = date(2020, 1, 2)
    article = make_article(**DRAFT)
    publish(article, by=user, at=timezone.now() + LATER)
    article.dated = typed
    article.save()
    if act == "unscheduled":
        withdraw(article, by=user, why="")
    else:
        at = timezone.now() + 2 * LATER if act == "scheduled anew" else None
        publish(article, by=user, at=at)
    article.refresh_from_db()
    assert article.dated == typed


@pytest.mark.parametrize("act", ["unscheduled", "scheduled anew", "published now"])
def test_date_typed_before_scheduling_is_kept_though_it_is_that_day(user, act):
    at = timezone.now() + LATER
    typed = timezone.localdate(at)
    article = make_article(**DRAFT | {"dated": typed})
    publish(article, by=user, at=at)
    if act == "unscheduled":
        withdraw(article, by=user, why="")
    else:
        publish(article, by=user, at=at + LATER if act == "scheduled anew" else None)
    article.refresh_from_db()
    assert article.dated == typed


def test_date_that_readers_have_seen_is_never_lost(user, later):
    article = make_article(**DRAFT)
    publish(article, by=user, at=timezone.now() + timedelta(minutes=10))
    first = article.dated
    later(minutes=20)
    assert article.is_published
    withdraw(article, by=user, why="Wrong.")
    assert not article.dated_by_schedule
    publish(article, by=user, at=timezone.now() + timedelta(minutes=1))
    withdraw(article, by=user, why="Still wrong.")
    later(days=30)
    publish(article, by=user)
    article.refresh_from_db()
    assert (article.dated, article.listed_on) == (first, first)


def test_scheduling_anew_moves_no_date_of_what_was_seen(user):
    # As an earlier version of the site could leave it.
    now = timezone.now()
    dated = timezone.localdate(now + LATER)
    article = make_article(dated=dated, dated_by_schedule=True)
    Article.objects.update(status="withdrawn", withdrawn_at=now)
    publish(article, by=user, at=now + LATER)
    publish(article, by=user, at=now + 2 * LATER)
    article.refresh_from_db()
    assert article.dated == dated


def test_place_in_lists_that_an_editor_chose_stays(user):
    article, chosen = make_article(dated=date(2020, 1, 2)), date(2024, 5, 6)
    Article.objects.update(listed_on=chosen)
    withdraw(article, by=user, why="Wrong.")
    publish(article, by=user, at=timezone.now() + LATER)
    assert article.listed_on == chosen
    publish(article, by=user)
    article.refresh_from_db()
    assert (article.is_published, article.listed_on) == (True, chosen)


@pytest.mark.parametrize(
    ("changes", "place"),
    [({}, 0), ({"date_unknown": True}, 0), ({"dated": date(2011, 3, 4)}, None)],
)
def test_unscheduling_gives_back_the_place_in_lists(user, changes, place):
    article = make_article(**DRAFT | changes)
    publish(article, by=user, at=timezone.now() + LATER)
    withdraw(article, by=user, why="")
    article.refresh_from_db()
    today = timezone.localdate()
    assert article.listed_on == (date(2011, 3, 4) if place is None else today)


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"binned_at": timezone.now()}, [("binned", ())]),
        ({"source": " \n"}, [("empty", ())]),
        ({"source": "One.[^4] Two.[^5]"}, [("marker-without-note", ("4",)),
                                           ("marker-without-note", ("5",))]),
        ({"source": "One.[^3]", "notes": {"3": ""}}, []),
    ],
)  # fmt: skip
def test_unready_article_is_not_published(user, changes, problems):
    article = make_article(**DRAFT | changes)
    if not problems:
        assert publish(article, by=user).is_published
        return
    before = Article.objects.values().get()
    with pytest.raises(CannotPublish) as refused:
        publish(article, by=user)
    assert refused.value.problems == problems
    assert Article.objects.values().get() == before
    assert not Decision.objects.exists()


def test_draft_of_a_change_is_not_published(user):
    change = make_article(draft_of=make_article(), **DRAFT)
    with pytest.raises(CannotPublish, match="draft-of-another"):
        publish(change, by=user)


def test_stale_finding_does_not_stop_publication(user):
    article = make_article(source="One.[^4]", **DRAFT)
    article.endnotes.create(label="4", text="Now it is here.")
    assert publish(article, by=user).is_published


def test_act_does_not_overwrite_what_was_saved_meanwhile(user):
    article = make_article(**DRAFT)
    Article.objects.filter(pk=article.pk).update(source="Theirs.", version=5)
    publish(article, by=user)
    article.refresh_from_db()
    assert (article.source, article.version) == ("Theirs.", 6)
    assert "Theirs." in article.html


def test_withdraw_what_readers_have_seen(user):
    article = make_article()
    made, grown = acted(article, withdraw, by=user, why="Wrong figures.")
    article.refresh_from_db()
    assert (article.status, article.withdrawal_reason) == (
        "withdrawn",
        "Wrong figures.",
    )
    assert article.withdrawn_at
    assert (made.what, made.after, made.why, grown) == (
        "withdraw", "withdrawn", "Wrong figures.", 1,
    )  # fmt: skip


def test_withdraw_what_was_only_scheduled(user):
    article = make_article(**DRAFT)
    publish(article, by=user, at=timezone.now() + LATER)
    Decision.objects.all()._raw_delete("default")
    made, grown = acted(article, withdraw, by=user, why="")
    article.refresh_from_db()
    assert (article.status, article.published_at, article.dated) == (
        "draft",
        None,
        None,
    )
    assert (made.after, grown) == ("draft", 0)


def test_withdraw_what_is_not_published_changes_nothing(user):
    article = make_article(**DRAFT)
    assert acted(article, withdraw, by=user, why="x") == (None, 0)


def test_submit_and_send_back(user):
    article = make_article(**DRAFT)
    made, grown = acted(article, submit, by=user)
    assert (article.status, made.what, made.before, made.after, grown) == (
        "in_review", "submit", "draft", "in_review", 0,
    )  # fmt: skip
    Decision.objects.all()._raw_delete("default")
    made, grown = acted(article, send_back, by=user, why="Sources.")
    assert (article.status, made.what, made.why, grown) == (
        "draft", "send back", "Sources.", 0,
    )  # fmt: skip


@pytest.mark.parametrize("act", [submit, send_back])
def test_move_from_another_state_changes_nothing(user, act):
    article = make_article()
    assert acted(article, act, by=user) == (None, 0)
    assert article.status == "published"


@pytest.mark.parametrize(("changes", "grown"), [({}, 1), (DRAFT, 0)])
def test_bin_and_restore(user, changes, grown):
    article = make_article(**changes)
    made, by_bin = acted(article, move_to_bin, by=user)
    assert (made.what, made.after, by_bin) == ("bin", "binned", grown)
    assert not article.is_published
    assert acted(article, move_to_bin, by=user)[1] == 0
    Decision.objects.all()._raw_delete("default")
    made, by_restore = acted(article, restore, by=user)
    assert (made.what, made.before, by_restore) == ("restore", "binned", grown)
    assert (article.binned_at, article.is_published) == (None, not changes)
    assert acted(article, restore, by=user)[1] == 0


def test_moment_that_passes_in_the_bin_publishes_nothing(user, later):
    article = make_article(**DRAFT)
    publish(article, by=user, at=timezone.now() + LATER)
    move_to_bin(article, by=user)
    later(days=4)
    assert acted_last(article, withdraw, user, why="x") == "bin"
    article.refresh_from_db()
    assert (article.status, article.was_published) == ("published", False)
    before = Edition.current()
    assert acted_last(article, restore, user) == "restore"
    article.refresh_from_db()
    made = Decision.objects.first()
    assert (article.status, article.binned_at, article.was_published) == (
        "draft", None, False,
    )  # fmt: skip
    assert (article.published_at, article.first_published_at) == (None, None)
    assert (article.dated, article.listed_on) == (None, timezone.localdate())
    assert (made.before, made.after) == ("binned", "draft")
    assert "passed while it was in the bin" in made.why
    assert Edition.current() == before


def acted_last(article, act, user, **options):
    """Act; return what the newest Decision is of."""
    act(article, by=user, **options)
    return Decision.objects.first().what


def test_moment_that_passes_in_the_bin_leaves_withdrawn_what_was_seen(user, later):
    article = make_article(dated=date(2020, 1, 2))
    first = article.first_published_at
    withdraw(article, by=user, why="Wrong.")
    publish(article, by=user, at=timezone.now() + LATER)
    move_to_bin(article, by=user)
    later(days=4)
    restore(article, by=user)
    article.refresh_from_db()
    assert (article.status, article.withdrawal_reason) == ("withdrawn", "Wrong.")
    assert (article.published_at, article.dated) == (first, date(2020, 1, 2))


def test_moment_still_to_come_is_kept_through_the_bin(user, later):
    article = make_article(**DRAFT)
    publish(article, by=user, at=timezone.now() + LATER)
    move_to_bin(article, by=user)
    later(days=1)
    restore(article, by=user)
    article.refresh_from_db()
    assert article.is_scheduled
    assert Decision.objects.first().why == ""


@pytest.mark.parametrize(
    ("state", "act", "options"),
    [
        ("draft", publish, {}),
        ("published", withdraw, {"why": "x"}),
        ("draft", submit, {}),
        ("in_review", send_back, {}),
        ("draft", move_to_bin, {}),
    ],
)
def test_every_act_makes_open_forms_stale(user, state, act, options):
    moment = timezone.now() if state == "published" else None
    article = make_article(status=state, published_at=moment)
    act(article, by=user, **options)
    article.refresh_from_db()
    assert article.version == 2


def test_act_of_the_system_has_no_name():
    article = make_article(**DRAFT)
    made, _grown = acted(article, publish, by=None)
    assert (made.by, made.by_name) == (None, "")
