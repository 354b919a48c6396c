"""Two records that are one: what follows, what is kept to part them, and parting."""

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from articles.models import (
    Address,
    Article,
    Author,
    Block,
    Byline,
    Decision,
    MenuItem,
    Merge,
    Topic,
)
from articles.publishing import CannotMerge, CannotUndo, merge, plan_merge, undo_merge
from tests.factories import (
    make_article,
    make_author,
    make_front_page,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


def rows(*kinds: type[models.Model]):
    """Return all rows of these models, but for what every save counts or dates."""
    moving = {"version", "changed_at"}
    return {
        kind.__name__: [
            {name: value for name, value in row.items() if name not in moving}
            for row in kind._base_manager.order_by("pk").values()
        ]
        for kind in kinds
    }


WORLD = (Article, Author, Topic, Byline, Block, MenuItem, Address)


@pytest.fixture
def people():
    """One person twice, with an article each and one that names both."""
    kept = make_author(given_names="Asha", family_name="Verma", slug="asha-verma")
    other = make_author(
        given_names="A.", family_name="Verma", slug="a-verma", role="Intern"
    )
    make_article(slug="one", authors=[kept])
    make_article(slug="two", authors=[make_author(), other])
    make_article(slug="both", authors=[other, kept])
    return kept, other


@pytest.fixture
def topics():
    kept, other = make_topic(slug="water"), make_topic(slug="waters", name="Waters")
    make_article(slug="one", topics=[kept])
    make_article(slug="two", topics=[other])
    make_article(slug="both", topics=[kept, other])
    make_front_page(blocks=[kept, other], menu=[("Waters", "/topics/topic/waters/")])
    make_front_page(blocks=[other], language="hi")
    return kept, other


def test_merge_moves_bylines_as_they_were(people):
    kept, other = people
    place = Byline.objects.get(article__slug="two", author=other)
    merge(kept, other, by=make_user())
    assert not Author.objects.filter(slug="a-verma").exists()
    place.refresh_from_db()
    assert (place.author, place.role, place.position) == (kept, "Intern", 1)
    both = Byline.objects.filter(article__slug="both")
    assert [each.author for each in both] == [kept]


def test_merge_lets_search_find_articles_by_the_name_that_is_kept(people):
    kept, other = people
    merge(kept, other, by=None)
    entry = Article.objects.get(slug="two").search_entry
    assert "asha" in entry.people.split()


def test_merge_refuses_a_form_that_was_opened_before(people):
    before = Article.objects.get(slug="two").version
    merge(*people, by=None)
    assert Article.objects.get(slug="two").version == before + 1
    assert Article.objects.get(slug="one").version == 1


def test_merge_is_written_down(people):
    kept, other = people
    user = make_user()
    name = str(other)
    made = merge(kept, other, by=user)
    told = Decision.objects.get(what="merge")
    assert (told.by, told.before, told.after) == (user, name, str(kept))
    assert (made.kept_title, made.removed_title) == (str(kept), name)


def test_old_address_of_a_merged_author_leads_to_the_kept_one(client, people):
    Address.objects.create(path="/staff/verma/", leads_to="/authors/a-verma/")
    merge(*people, by=None)
    for path, target in {
        "/authors/a-verma/": "/authors/asha-verma/",
        "/hi/authors/a-verma/": "/hi/authors/asha-verma/",
        "/feeds/authors/a-verma.atom": "/feeds/authors/asha-verma.atom",
        "/staff/verma/": "/authors/asha-verma/",
    }.items():
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, target)


def test_address_that_the_merged_one_had_from_another_leads_to_the_kept_one(
    client, people
):
    # Somebody else moved from there before, so a line says so still.
    Address.objects.create(path="/authors/a-verma/", leads_to="/authors/b-verma/")
    made = merge(*people, by=None)
    response = client.get("/authors/a-verma/")
    assert response["Location"] == "/authors/asha-verma/"
    undo_merge(made, by=None)
    address = Address.objects.get(path="/authors/a-verma/")
    assert address.leads_to == "/authors/b-verma/"


@pytest.mark.parametrize("path", ["/authors/asha-verma/", "/authors/asha-verma"])
def test_address_of_the_kept_one_leads_nowhere_else(client, people, path):
    Address.objects.create(path=path, leads_to="/authors/a-verma/")
    merge(*people, by=None)
    Byline.objects.all().delete()
    assert client.get("/authors/asha-verma/").status_code == 404


def test_merge_leaves_an_address_that_is_gone_for_good(client, people):
    Address.objects.create(path="/authors/a-verma/", is_gone=True)
    merge(*people, by=None)
    assert client.get("/authors/a-verma/").status_code == 410


def test_merge_moves_topics_blocks_and_menu(topics):
    kept, other = topics
    merge(kept, other, by=None)
    assert not Topic.objects.filter(slug="waters").exists()
    assert set(kept.articles.values_list("slug", flat=True)) == {"one", "two", "both"}
    assert [block.topic for block in Block.objects.all()] == [kept, kept]
    assert MenuItem.objects.get().leads_to == "/topics/topic/water/"


@pytest.mark.parametrize("kind", ["people", "topics"])
def test_undo_brings_back_what_was(request, kind):
    kept, other = request.getfixturevalue(kind)
    key = other.pk
    before = rows(*WORLD)
    searched = rows(Article.search_entry.related.related_model)
    made = merge(kept, other, by=None)
    assert rows(*WORLD) != before
    assert undo_merge(made, by=None).pk == key
    after = rows(*WORLD)
    # Places that were given up come back as new rows, with the same words.
    for name in ("Byline", "Block"):
        for side in (before, after):
            for row in side[name]:
                row.pop("id")
            side[name].sort(key=str)
    assert after == before
    assert rows(Article.search_entry.related.related_model) == searched
    through = Article.topics.through.objects.values_list("article", "topic")
    assert len(set(through)) == (4 if kind == "topics" else 0)


def test_undo_finds_bylines_that_were_written_anew(people):
    kept, other = people
    made = merge(kept, other, by=None)
    place = Byline.objects.get(article__slug="two", author=kept)
    place.delete()
    Byline.objects.create(article=place.article, author=kept, position=1)
    other = undo_merge(made, by=None)
    assert Byline.objects.filter(article__slug="two", author=other).exists()
    assert Byline.objects.get(article__slug="one").author == kept


def test_undo_leaves_what_editors_have_changed_since(people):
    kept, other = people
    made = merge(kept, other, by=None)
    Byline.objects.filter(article__slug="two", author=kept).delete()
    Article.objects.get(slug="both").delete()
    other = undo_merge(made, by=None)
    assert not Byline.objects.filter(article__slug="two", author=other).exists()
    assert Byline.objects.filter(author=kept).count() == 1


def test_undo_does_without_a_user_who_is_named_elsewhere_now(people):
    kept, other = people
    other.user = make_user()
    other.save()
    user = other.user
    made = merge(kept, other, by=None)
    kept.user = user
    kept.save()
    assert undo_merge(made, by=None).user is None


def test_undo_happens_once(people):
    made = merge(*people, by=None)
    undo_merge(made, by=None)
    with pytest.raises(CannotUndo, match="undone"):
        undo_merge(Merge.objects.get(), by=None)


def test_undo_is_refused_where_the_kept_record_is_gone(topics):
    kept, other = topics
    made = merge(kept, other, by=None)
    kept.delete()
    with pytest.raises(CannotUndo, match="kept-gone"):
        undo_merge(made, by=None)


def test_undo_is_refused_where_its_address_is_taken(people):
    made = merge(*people, by=None)
    make_author(slug="a-verma")
    with pytest.raises(CannotUndo, match="taken"):
        undo_merge(made, by=None)
    assert Author.objects.filter(slug="a-verma").count() == 1
    assert Merge.objects.get().undone_at is None


def test_plan_says_what_merge_does(topics):
    kept, other = topics
    plan = plan_merge(kept, other)
    assert [article.slug for article in plan.articles] == ["two"]
    assert [article.slug for article in plan.shared] == ["both"]
    assert (plan.blocks, plan.menu_items) == (2, 1)
    assert plan.paths == ["/topics/topic/waters/", "/hi/topics/topic/waters/"]


def test_merge_refuses_a_record_with_itself_or_another_kind(people):
    kept, _other = people
    with pytest.raises(CannotMerge, match="same"):
        merge(kept, Author.objects.get(pk=kept.pk), by=None)
    with pytest.raises(CannotMerge, match="other-kind"):
        plan_merge(kept, make_topic())


# Two presses at once


@pytest.mark.parametrize("gone", [0, 1])
def test_record_that_is_gone_is_merged_no_more(people, gone):
    """What the page holds in its hands may have been merged a moment ago."""
    Byline.objects.all().delete()
    Author.objects.filter(pk=people[gone].pk).delete()
    with pytest.raises(CannotMerge, match="gone"):
        merge(*people, by=None)
    assert not Merge.objects.exists()
    assert not Decision.objects.exists()


def test_second_merge_of_the_same_two_is_refused(people):
    kept, other = people
    merge(kept, other, by=None)
    with pytest.raises(CannotMerge, match="gone"):
        merge(kept, other, by=None)
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("act", ["merge", "undo"])
def test_both_records_are_held_while_they_change(people, act):
    kept, other = people
    made = merge(kept, make_author(), by=None)
    with CaptureQueriesContext(connection) as asked:
        if act == "merge":
            merge(kept, other, by=None)
        else:
            undo_merge(made, by=None)
    if not connection.features.has_select_for_update:
        pytest.skip("SQLite holds the whole file instead")
    held = [query["sql"] for query in asked if "FOR UPDATE" in query["sql"]]
    assert any('"articles_author"' in query for query in held)
