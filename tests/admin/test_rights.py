"""Every address of the admin, and who is let in."""

from contextlib import suppress

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, get_resolver, resolve, reverse
from django.utils import timezone

from articles.importing.formats import read_here as read
from articles.models import (
    Address,
    Article,
    Comment,
    Decision,
    Disclaimer,
    Edition,
    Endnote,
    Incoming,
    Picture,
    Preview,
    Spelling,
    User,
)
from articles.publishing import merge
from articles.publishing.imports.serialization import to_values
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_front_page,
    make_institution,
    make_page,
    make_topic,
    make_user,
)

from .filling import fields_of
from .rights import TABLE

pytestmark = pytest.mark.django_db
ADMIN = "/admin/"
KEPT = (Article, Comment, Decision, Edition, Endnote, Preview, User, Group)
WHO = ("anonymous", "nobody", "contributor", "editor", "moderator", "superuser")


def all_patterns(resolver=None, start=""):
    """Yield (route, name) of every address below /admin/."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = start + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from all_patterns(pattern, route)
        elif route.startswith("admin/"):
            yield route, pattern.name


@pytest.fixture
def world(db):
    """Make one record of each kind; return the numbers that stand in addresses."""
    people = {name: make_user(name.title()) for name in WHO[2:5]}
    people["nobody"] = make_user()
    people["superuser"] = make_user(is_superuser=True)
    owner = people["contributor"]
    draft = {"status": "draft", "published_at": None}
    keys = {
        "own": make_article(owner=owner, **draft).pk,
        "other": make_article(**draft).pk,
        "published": make_article(owner=owner).pk,
        "comment": make_comment().pk,
        "author": make_author().pk,
        "topic": make_topic().pk,
        "author2": make_author().pk,
        "topic2": make_topic().pk,
        "page": make_page().pk,
        "picture": make_picture().pk,
        "disclaimer": Disclaimer.objects.create(name="A", text="B").pk,
        "spelling": Spelling.objects.create(words="Tokayev, Tokaev").pk,
        "frontpage": make_front_page(blocks=["latest"]).pk,
        "address": Address.objects.create(path="/old/", is_gone=True).pk,
        "user": people["nobody"].pk,
        "group": Group.objects.first().pk,
    }
    keys["merge"] = merge(make_topic(), make_topic(), by=None).pk
    understood = to_values(read(b"On tides\n\nThe sea rises.", "a.txt"))
    incoming = Incoming.objects.create(owner=owner, name="a", understood=understood)
    keys["incoming"] = incoming.uid
    make_institution()
    keys["institution"] = 1
    keys["preview"] = Preview.objects.create(article_id=keys["own"]).pk
    keys["decision"] = Decision.objects.create(what="save", model="a", record="1").pk
    return people, keys


def make_picture():
    return Picture.objects.create(file="pictures/a.webp", width=1, height=1, alt="A")


def rows():
    for statuses, lines in TABLE.items():
        for line in lines.split("\n"):
            if line.strip():
                method, _space, path = line.strip().partition(" ")
                yield method, path, [int(status) for status in statuses.split()]


@pytest.mark.parametrize("who", WHO)
def test_each_address_lets_in_whom_it_should(world, who):
    people, keys = world
    client = Client(raise_request_exception=False)
    if who in people:
        client.force_login(people[who])
    logged_in = client.cookies.output(header="")
    answers, expected = {}, {}
    for method, path, statuses in rows():
        client.cookies.load(logged_in)
        savepoint = transaction.savepoint()
        response = client.generic(method, ADMIN + path.format(**keys))
        transaction.savepoint_rollback(savepoint)
        answers[method, path] = response.status_code
        expected[method, path] = statuses[WHO.index(who)]
        if who == "anonymous" and path not in {"login/", "logout/"}:
            assert response["Location"].startswith("/admin/login/?next="), path
    assert answers == expected


def test_the_table_leaves_out_no_address(world):
    _people, keys = world
    seen = set()
    for _method, path, _statuses in rows():
        whole = ADMIN + path.format(**keys).partition("?")[0]
        with suppress(Resolver404):
            seen.add(resolve(whole).route)
    # Django asks for this one by a pattern, not by a route.
    missing = {route for route, _name in all_patterns()} - seen
    assert missing == {r"admin/^(?P<app_label>articles|auth)/$"}
    assert resolve("/admin/articles/").url_name == "app_list"


def test_a_visitor_is_never_shown_anything(world):
    for method, path, statuses in rows():
        assert statuses[0] in {302, 405} or path == "login/", (method, path)


@pytest.mark.parametrize(
    "name", ["markdownx_upload", "markdownx_markdownify", "markdownx"]
)
def test_markdownx_has_no_address_of_its_own(client, name):
    with pytest.raises(NoReverseMatch):
        reverse(name)
    for path in ("/markdownx/upload/", "/markdownx/markdownify/", "/markdownx/"):
        assert client.post(path, {"content": "x"}).status_code in {404, 405}


def test_every_post_needs_a_token(world):
    people, keys = world
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["superuser"])
    before = Decision.objects.count()
    for method, path, _statuses in rows():
        if method == "POST":
            answer = client.post(ADMIN + path.format(**keys), {"post": "yes"})
            assert answer.status_code == 403, path
    assert Decision.objects.count() == before
    assert Article.objects.filter(binned_at=None).count() == 4


def test_nothing_is_changed_by_asking(world):
    people, keys = world
    client = Client(raise_request_exception=False)
    client.force_login(people["superuser"])
    before = [list(model.objects.values()) for model in KEPT]
    for path in sorted({path for _method, path, _statuses in rows()} - {"logout/"}):
        client.get(ADMIN + path.format(**keys) + "?_decide=approved&post=yes")
        client.head(ADMIN + path.format(**keys))
    assert [list(model.objects.values()) for model in KEPT] == before


# What somebody else owns


def test_contributor_sees_only_what_they_own(contributor):
    mine = make_article(owner=contributor.user, title="Mine", status="draft",
                        published_at=None)  # fmt: skip
    make_article(title="Theirs", status="draft", published_at=None)
    page = contributor.get("/admin/articles/article/").content.decode()
    assert ("Mine" in page, "Theirs" in page) == (True, False)
    found = contributor.get(
        "/admin/autocomplete/",
        {"app_label": "articles", "model_name": "address", "field_name": "article"},
    )
    assert [each["id"] for each in found.json()["results"]] == [str(mine.pk)]
    assert "Theirs" not in contributor.get("/admin/").content.decode()


def test_contributor_s_actions_reach_nothing(contributor):
    theirs = make_article(title="Theirs")
    for action in ("move_to_bin", "delete_selected", "decide_approved"):
        for query in ("", "?state=bin"):
            chosen = {"action": action, "_selected_action": [theirs.pk], "post": "yes"}
            contributor.post(f"/admin/articles/article/{query}", chosen)
    assert Article.objects.get().binned_at is None


def test_actions_reach_only_what_the_list_shows(editor):
    comment = make_comment(state="approved")
    chosen = {"action": "decide_spam", "_selected_action": [comment.pk]}
    editor.post("/admin/articles/comment/?state=declined", chosen)
    comment.refresh_from_db()
    assert comment.state == "approved"


@pytest.fixture
def own_draft(contributor):
    return make_article(
        owner=contributor.user, status="draft", published_at=None,
        source="One.[^1]", notes={"1": "Mine."},
    )  # fmt: skip


def form_of(client, article):
    return fields_of(client.get(f"/admin/articles/article/{article.pk}/change/"))


def post(client, article, data):
    return client.post(f"/admin/articles/article/{article.pk}/change/", data)


def test_note_of_another_article_is_not_touched(contributor, own_draft):
    other = make_article(source="Two.[^1]", notes={"1": "Theirs."})
    theirs = other.endnotes.values().get()
    data = form_of(contributor, own_draft)
    for changes in (
        {"endnotes-0-id": theirs["id"], "endnotes-0-text": "Hijacked."},
        {"endnotes-0-id": theirs["id"], "endnotes-0-DELETE": "on"},
        {"endnotes-0-article": other.pk, "endnotes-0-text": "Moved."},
        {"endnotes-0-id": "x"},
        {"endnotes-INITIAL_FORMS": "9"},
        {"endnotes-TOTAL_FORMS": "99999999999"},
        {"bylines-0-id": other.bylines.get().pk, "bylines-0-role": "Hijacked."},
    ):
        assert post(contributor, own_draft, data | changes).status_code < 500
        assert Endnote.objects.values().get(pk=theirs["id"]) == theirs
        assert other.bylines.get().role == "Fellow"


@pytest.mark.parametrize("count", ["99999999999", "9" * 5000])
def test_count_of_rows_that_were_not_sent_makes_none(contributor, own_draft, count):
    changes = {"endnotes-TOTAL_FORMS": count, "title": "Saved"}
    notes = list(own_draft.endnotes.values())
    data = form_of(contributor, own_draft) | changes
    assert post(contributor, own_draft, data).status_code == 302
    own_draft.refresh_from_db()
    assert own_draft.title == "Saved"
    assert list(own_draft.endnotes.values()) == notes


def test_key_in_the_form_changes_no_other_article(contributor, own_draft):
    other = make_article(title="Theirs")
    data = form_of(contributor, own_draft) | {"id": other.pk, "pk": other.pk}
    post(contributor, own_draft, data | {"title": "Mine now"})
    assert list(Article.objects.order_by("pk").values_list("title", flat=True)) == [
        "Mine now",
        "Theirs",
    ]


def test_contributor_publishes_nothing_by_field(contributor, own_draft):
    before = Article.objects.values().get(pk=own_draft.pk)
    data = form_of(contributor, own_draft) | {
        "standfirst": "Mine to change.",
        "status": "published", "published_at": "2020-01-01", "published_at_0": "2020-01-01",
        "published_at_1": "10:00", "owner": make_user().pk, "approved_by": "1",
        "lead_until_0": "2030-01-01", "lead_until_1": "10:00", "binned_at": "2020-01-01",
        "version": "77", "draft_of": "1", "html": "<script>", "uid": "x",
    }  # fmt: skip
    assert post(contributor, own_draft, data).status_code == 302
    after = Article.objects.values().get(pk=own_draft.pk)
    changed = {"standfirst": "Mine to change.", "version": 2}
    assert after == before | changed | {"changed_at": after["changed_at"]}
    data = fields_of(contributor.get("/admin/articles/article/add/")) | {
        "title": "New", "status": "published", "owner": make_user().pk,
        "published_at_0": "2020-01-01", "published_at_1": "10:00",
    }  # fmt: skip
    contributor.post("/admin/articles/article/add/", data)
    made = Article.objects.get(title="New")
    assert (made.status, made.owner) == ("draft", contributor.user)


@pytest.mark.parametrize("status", ["in_review", "published", "withdrawn"])
def test_contributor_only_reads_what_has_left_their_hands(
    contributor, own_draft, status
):
    now = timezone.now()
    Article.objects.update(
        status=status, published_at=now, first_published_at=now, withdrawn_at=now
    )
    page = contributor.get(f"/admin/articles/article/{own_draft.pk}/change/")
    assert page.status_code == 200
    assert b'name="title"' not in page.content
    assert b'name="_save"' not in page.content
    assert post(contributor, own_draft, {"title": "X"}).status_code == 403


def test_binned_draft_is_closed_to_its_owner(contributor, own_draft):
    Article.objects.update(binned_at=timezone.now())
    assert post(contributor, own_draft, {"title": "X"}).status_code == 403


def test_moderator_reads_articles_and_changes_none(moderator):
    article = make_article(source="One.[^1]", notes={"1": "A note to read."})
    page = moderator.get(f"/admin/articles/article/{article.pk}/change/")
    assert page.status_code == 200
    assert b"A note to read." in page.content
    assert b"<textarea" not in page.content
    assert b"seen_version" not in page.content
    assert b"/publish/" not in page.content


def test_preview_link_is_told_to_no_one_else(world):
    people, keys = world
    token = Preview.objects.get().token
    type_key = Preview.objects.get()._meta.label_lower
    for who in WHO[1:]:
        client = Client()
        client.force_login(people[who])
        for path in (f"r/1/{keys['preview']}/", f"r/{type_key}/{keys['preview']}/",
                     f"articles/preview/{keys['preview']}/change/", "articles/preview/",
                     f"articles/preview/?token__startswith={token[:3]}"):  # fmt: skip
            answer = client.get(ADMIN + path, follow=True)
            assert token not in answer.content.decode()
            assert token not in str(answer.redirect_chain)


# Lists that answer questions nobody may ask

ORACLES = (
    "article/?owner__password__startswith=p",
    "article/?previews__token__startswith=a",
    "article/?comments__email__startswith=a",
    "comment/?email__startswith=r",
    "comment/?key__startswith=a",
    "comment/?sender=a",
    "comment/?ip=192.0.2.1",
    "comment/?decided_by__password__startswith=p",
    "comment/?article__owner__password__startswith=p",
    "decision/?by__password__startswith=p",
    "user/?password__startswith=p",
)


@pytest.mark.parametrize("path", ORACLES)
def test_list_is_no_oracle(log_in, path):
    client = log_in(make_user(is_superuser=True))
    client.raise_request_exception = False
    assert client.get(f"/admin/articles/{path}").status_code == 400


@pytest.mark.parametrize(
    ("path", "statuses"),
    [
        ("article/?e=1", {200}),
        ("article/?o=99.-1", {200}),
        ("article/?o=x", {200}),
        ("article/?p=9999", {200, 302}),
        ("article/?nonsense=1", {302}),
        ("article/?state=nonsense", {200}),
        ("article/?listed_on__year=x", {302}),
        ("article/?listed_on__year=99999999999999999999", {302}),
        ("article/?listed_on__year=99999", {302}),
        ("article/?listed_on__year__gte=99999999999999999999", {302}),
        ("article/?id__in=99999999999999999999", {200, 302}),
        ("article/?id__in=1,-99999999999999999999", {200, 302}),
        ("article/?listed_on__year=99999999999999999999&e=1", {200}),
        ("comment/?created_at__year=99999999999999999999", {302}),
        ("decision/?at__year=99999999999999999999", {302}),
        ("decision/?at__year=2026&at__month=99999999999999999999", {302}),
        ("article/?q=%00", {200}),
        ("article/?q=" + "a" * 20_000, {200}),
        ("comment/?q=" + "%F0%9F%98%80" * 50, {200}),
        ("article/99999999999999999999/change/", {302}),
        ("article/99999999999999999999/publish/", {404}),
        ("article/x/change/", {302}),
        ("article/1%00/change/", {302}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_odd_addresses_are_no_errors(editor, path, statuses):
    assert editor.get(f"/admin/articles/{path}").status_code in statuses


@pytest.mark.parametrize("page", [each._meta for each in admin.site._registry], ids=str)
def test_number_that_is_too_large_is_a_wrong_filter_in_every_list(log_in, page):
    path = f"/admin/{page.app_label}/{page.model_name}/"
    answer = log_in(make_user(is_superuser=True)).get(f"{path}?id__in={'9' * 20}")
    # PostgreSQL finds nothing instead; a page with a single record leads to it.
    assert answer.status_code in {200, 302}
    assert answer.get("Location", path).startswith(path)
