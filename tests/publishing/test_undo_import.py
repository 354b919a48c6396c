"""An import is taken back: the article says again all that it said before."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from articles.importing.formats import read_here as read
from articles.models import (
    Address,
    Article,
    Author,
    Byline,
    Decision,
    Disclaimer,
    Endnote,
    Revision,
)
from articles.publishing import (
    CannotUndoImport,
    Reviewed,
    StaleVersion,
    accept,
    accept_reviewed,
    changes_in_force,
    changes_to_undo,
    content_of,
    last_change,
    merge_notes,
    publish,
    rebuild,
    receive,
    undo_import,
    undo_notes,
    withdraw,
)
from articles.publishing.imports.serialization import to_manuscript
from tests.factories import make_article, make_author, make_topic, make_user

pytestmark = pytest.mark.django_db
MOVING = {"version", "changed_at"}
NEWER = """---
title: On ebbs
standfirst: Another.
author: B. Rao, Director, Elsewhere
date: March 2031
topic: Water
---

It falls.[^1] It rises.[^2] It falls again.[^7]

[^1]: A source, 2019.
[^2]: A source, 2019.
[^7]: Something new.
"""


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.VIF_DATA_DIR = tmp_path


@pytest.fixture
def user():
    return make_user("Editor")


@pytest.fixture
def article():
    """One that says something in everything that an import changes."""
    article = make_article(
        title="On tides",
        slug="tides",
        standfirst="They come and go.",
        kind="paper",
        source="The sea rises.[^1] It falls.[^3a] Ibid.[^4]",
        notes={"1": "A source, 2019.", "2": "", "3a": "Another.", "4": "Ibid."},
        picture_credit="A photographer",
        authors=[make_author(given_names="Asha", family_name="Verma"), make_author()],
        topics=[make_topic(name="Silt")],
        dated=date(2020, 5, 1),
        dated_precision="month",
        listed_on=date(2020, 6, 7),
        disclaimer_choice="other",
        disclaimer=Disclaimer.objects.create(name="standard", text="Of its own."),
    )
    Byline.objects.filter(position=0).update(role="Fellow then", affiliation="There")
    notes = {note.label: note for note in article.endnotes.all()}
    article.endnotes.filter(label="1").update(
        link="https://example.org/1",
        archived_link="https://web.archive.org/web/2020/https://example.org/1",
        archived_on=date(2020, 2, 3),
        link_is_dead=True,
        accessed_on=date(2020, 1, 2),
    )
    article.endnotes.filter(label="4").update(refers_to=notes["3a"].uid)
    return rebuild(Article.objects.get(pk=article.pk))


def bring(article, user, text=NEWER, merges=(), **changes):
    incoming = receive(text.encode(), "tides.md", by=user, article=article)
    manuscript = replace(to_manuscript(incoming.understood), **changes)
    people = tuple((None, person) for person in manuscript.people)
    said = Reviewed(manuscript, people, merges=merges)
    accept_reviewed(incoming, said, by=user)
    article.refresh_from_db()


def all_of(article):
    """Return every column of the article, its notes, byline and topics."""
    columns = Article.objects.filter(pk=article.pk).values().get()
    rows = [
        [
            {name: value for name, value in row.items() if name != "id"}
            for row in kind.objects.filter(article=article).values()
        ]
        for kind in (Endnote, Byline)
    ]
    said = {name: value for name, value in columns.items() if name not in MOVING}
    return said, rows, set(article.topics.all())


def test_everything_is_exactly_as_before(article, user):
    before = all_of(article)
    bring(article, user)
    after = all_of(article)
    assert all(one != other for one, other in zip(before, after, strict=True))
    undo_import(article, by=user)
    assert all_of(article) == before
    told = Decision.objects.latest("pk")
    assert (told.what, told.after, told.by) == (
        "take back import", "import: tides.md", user,
    )  # fmt: skip
    assert Revision.objects.get(remark="import: tides.md").undone_at


def test_what_was_brought_in_is_kept_when_it_is_taken_back(article, user):
    bring(article, user)
    brought = content_of(article)
    undo_import(article, by=user)
    kept = Revision.objects.latest("pk")
    assert (kept.remark, kept.value) == ("undo: import: tides.md", brought)
    assert kept.beside["dated"] == "2031-03-01"


def test_mergers_of_the_import_and_later_ones_go_with_it(article, user):
    before = all_of(article)
    bring(article, user, merges=(("1", "2"),))
    merge_notes(article, "1", ["7"], by=user)
    codes = [each.remark.partition(":")[0] for each in changes_to_undo(article)]
    assert codes == ["merge notes", "merge notes", "import"]
    undo_import(article, by=user)
    assert all_of(article) == before
    in_force = Revision.objects.filter(undone_at=None)
    assert [each.is_undoing for each in in_force] == [True]


def test_undo_of_notes_stops_before_the_import(article, user):
    bring(article, user, merges=(("1", "2"),))
    undo_notes(article, by=user)
    assert article.endnotes.count() == 7
    assert last_change(changes_in_force(article)) is None
    undo_import(article, by=user)
    assert article.title == "On tides"


def test_what_was_done_before_the_import_can_be_undone_afterwards(article, user):
    article.endnotes.filter(label="3a").update(text="A source, 2019.")
    before = all_of(article)
    merge_notes(article, "1", ["3a"], by=user)
    bring(article, user, merges=(("1", "2"),))
    undo_import(article, by=user)
    undo_notes(article, by=user)
    assert all_of(article)[1] == before[1]
    assert article.source == before[0]["source"]


def test_import_by_command_can_be_taken_back(user):
    article = accept(read(NEWER.encode(), "tides.md"), by=None).article
    before = all_of(article)
    newer = read(NEWER.replace("falls again", "sinks").encode(), "tides.md")
    assert accept(newer, by=None, replace=True).outcome == "replaced"
    article.refresh_from_db()
    undo_import(article, by=user)
    assert all_of(article) == before
    assert Revision.objects.get(version=1).remark == "import: On ebbs"


def test_two_imports_are_taken_back_one_after_the_other(article, user):
    before = all_of(article)
    bring(article, user)
    between = all_of(article)
    bring(article, user, NEWER.replace("On ebbs", "On moons"))
    undo_import(article, by=user)
    assert all_of(article) == between
    undo_import(article, by=user)
    assert all_of(article) == before


# Addresses


def test_address_of_another_language_leads_home_there_and_back(article, user, client):
    bring(article, user, language="hi")
    answer = client.get("/articles/tides/")
    assert (answer.status_code, answer["Location"]) == (301, "/hi/articles/tides/")
    undo_import(article, by=user)
    assert client.get("/articles/tides/").status_code == 200
    answer = client.get("/hi/articles/tides/")
    assert (answer.status_code, answer["Location"]) == (301, "/articles/tides/")


def test_old_address_that_came_with_the_text_goes_with_it(article, user, client):
    Address.objects.create(path="/node/1", article=article)
    bring(article, user, address="https://old.example/node/7")
    assert client.get("/node/7").status_code == 301
    undo_import(article, by=user)
    assert [address.path for address in Address.objects.all()] == ["/node/1"]


# Refusals


def refused(article, code, **options):
    before = all_of(article)
    with pytest.raises(CannotUndoImport) as error:
        undo_import(article, by=None, **options)
    assert error.value.code == code
    assert all_of(article) == before
    return error.value.parameters


def test_refuses_where_nothing_was_imported(article, user):
    refused(article, "none")
    draft = accept(read(NEWER.encode(), "tides.md"), by=None).article
    refused(draft, "none")
    bring(article, user)
    undo_import(article, by=None)
    refused(article, "none")


def test_refuses_what_was_saved_since(article, user):
    bring(article, user)
    withdraw(article, by=None, why="Wrong.")
    publish(article, by=None)
    refused(article, "saved-since")
    assert changes_to_undo(article) == []


def test_refuses_a_page_that_is_stale(article, user):
    bring(article, user)
    with pytest.raises(StaleVersion):
        undo_import(article, by=None, seen=1)


def test_refuses_without_the_author_or_the_disclaimer_of_before(article, user):
    bring(article, user)
    Author.objects.get(given_names="Asha", family_name="Verma").delete()
    assert refused(article, "author-gone") == ("Dr Asha Verma",)
    Disclaimer.objects.all().delete()
    assert refused(article, "disclaimer-gone") == ("standard",)


def test_refuses_a_language_that_another_text_has_by_now(article, user):
    bring(article, user, language="hi")
    make_article(translation_key=article.translation_key)
    with pytest.raises(ValidationError):
        undo_import(article, by=user)
