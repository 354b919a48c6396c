"""A manuscript becomes an article, once."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from articles.importing import ManuscriptNote
from articles.importing.formats import read_here as read
from articles.models import (
    Address,
    Article,
    Author,
    Decision,
    Disclaimer,
    Edition,
    Topic,
)
from articles.publishing import accept, move_to_bin, publish
from tests.factories import (
    make_article,
    make_author,
    make_institution,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

TEXT = """---
title: On tides
standfirst: They come and go.
author: Dr Asha Verma, Fellow, Meridian
author: Mr B. Rao, Director, Elsewhere
date: 2026-03-04
topic: Water
region: South Asia
---

The sea rises.[^1] It falls.[^3]

[^1]: Asha Verma, *Tides*, 2020. https://example.org/tides
[^3]: A second source.
"""


def manuscript(text=TEXT):
    return read(text.encode(), "tides.md")


def test_accept_makes_a_draft_with_everything_in_its_place():
    user = make_user("Editor")
    accepted = accept(manuscript(), by=user)
    article = Article.objects.get()
    assert (accepted.outcome, accepted.article) == ("created", article)
    assert (article.title, article.slug, article.status, article.owner) == (
        "On tides",
        "on-tides",
        "draft",
        user,
    )
    assert (article.dated, article.listed_on) == (date(2026, 3, 4), date(2026, 3, 4))
    assert [str(place) for place in article.bylines.all()] == [
        "Asha Verma, Fellow, Meridian",
        "B. Rao, Director, Elsewhere",
    ]
    notes = article.endnotes.values_list("label", "state")
    assert list(notes) == [("1", "present"), ("2", "missing"), ("3", "present")]
    assert {(t.axis, t.name) for t in article.topics.all()} == {
        ("topic", "Water"),
        ("region", "South Asia"),
    }
    assert 'href="#fn-3"' in article.html
    decision = Decision.objects.get(what="import")
    assert (decision.by, decision.title) == (user, "On tides")
    assert Edition.current() == 0


def test_accept_finds_people_and_topics_that_are_here_already():
    author = make_author(given_names="ASHA", family_name="verma")
    hindi = make_author(
        given_names="B.", family_name="Rao", translated={"hi": {"role": "निदेशक"}}
    )
    topic = make_topic(name="Water")
    article = accept(manuscript(), by=None).article
    assert list(article.authors.order_by("bylines__position")) == [author, hindi]
    assert topic in article.topics.all()
    assert (Author.objects.count(), Topic.objects.count()) == (2, 2)


def test_accept_the_same_again_changes_nothing():
    first = accept(manuscript(), by=None).article
    again = accept(manuscript(), by=None)
    assert (again.outcome, again.article) == ("unchanged", first)
    assert accept(manuscript(), by=None, replace=True).outcome == "unchanged"
    assert again.article.version == 1
    assert Decision.objects.count() == 1


def test_accept_another_text_of_the_same_title_only_replaces_when_told():
    first = accept(manuscript(), by=None).article
    first.endnotes.filter(label="1").update(
        archived_link="https://archive.example/1",
        archived_on=date(2022, 5, 16),
        link_is_dead=True,
    )
    uid = first.endnotes.get(label="1").uid
    changed = manuscript(TEXT.replace("It falls", "It sinks"))
    kept = accept(changed, by=None)
    assert (kept.outcome, "falls" in kept.article.source) == ("kept", True)
    assert Article.objects.get().version == 1
    replaced = accept(changed, by=None, replace=True)
    assert (replaced.outcome, "sinks" in replaced.article.html) == ("replaced", True)
    article = Article.objects.get()
    assert article.version == 2
    note = article.endnotes.get(label="1")
    assert (note.uid, note.archived_link) == (uid, "https://archive.example/1")
    assert (note.archived_on, note.link_is_dead) == (date(2022, 5, 16), True)


def test_accept_same_title_by_someone_else_is_another_article():
    accept(manuscript(), by=None)
    other = manuscript(TEXT.replace("Asha Verma, Fellow", "Nila Sen, Fellow"))
    assert accept(other, by=None).outcome == "created"
    assert {a.slug for a in Article.objects.all()} == {"on-tides", "on-tides-2"}


def test_accept_of_a_published_article_grows_the_edition():
    article = accept(manuscript(), by=None).article
    publish(article, by=None)
    before = Edition.current()
    accept(manuscript(TEXT.replace("falls", "sinks")), by=None, replace=True)
    assert Edition.current() == before + 1


@pytest.mark.parametrize(
    ("said", "is_cut", "choice"),
    [
        ("", False, "standard"),
        ("The VIEWS are the author’s own.", False, "standard"),
        ("Views differ", True, "standard"),
        ("Another text, and whole.", False, "other"),
    ],
)
def test_accept_chooses_the_disclaimer(said, is_cut, choice):
    make_institution(disclaimer="The views are the author’s own.")
    given = replace(manuscript(), disclaimer=said, disclaimer_is_cut=is_cut)
    article = accept(given, by=None).article
    assert article.disclaimer_choice == choice
    assert Disclaimer.objects.count() == (choice == "other")


def test_accept_shares_a_disclaimer_between_articles():
    for title in ("One", "Two"):
        given = replace(manuscript(), title=title, disclaimer="Another text.")
        accept(given, by=None)
    assert Disclaimer.objects.get().articles.count() == 2


def test_accept_without_a_date_says_so():
    article = accept(
        manuscript(TEXT.replace("date: 2026-03-04\n", "")), by=None
    ).article
    assert (article.date_unknown, article.dated) == (True, None)
    publish(article, by=None)
    assert (article.dated, article.status) == (None, "published")


def test_accept_keeps_what_the_file_is_silent_on():
    article = accept(manuscript(), by=None).article
    article.topics.add(make_topic(name="Added by an editor"))
    silent = TEXT.replace("topic: Water\nregion: South Asia\n", "")
    silent = silent.replace("date: 2026-03-04\n", "").replace(
        "standfirst", "kind: brief\nx"
    )
    replaced = accept(manuscript(silent), by=None, replace=True)
    article.refresh_from_db()
    assert (replaced.outcome, article.kind) == ("replaced", "brief")
    assert (article.dated, article.date_unknown) == (date(2026, 3, 4), False)
    assert (article.standfirst, article.topics.count()) == ("They come and go.", 3)


def test_accept_names_a_person_once():
    twice = TEXT.replace(
        "Mr B. Rao, Director, Elsewhere", "Dr Asha Verma, Director, VIF"
    )
    article = accept(manuscript(twice), by=None).article
    assert [str(place) for place in article.bylines.all()] == [
        "Asha Verma, Fellow, Meridian"
    ]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (
            "Fellow, Meridian",
            "Fellow, Meridian " + "of Everything " * 30,
            "affiliation",
        ),
        ("topic: Water", "topic: " + "Water " * 60, "name"),
    ],
)
def test_accept_says_which_field_is_too_long_and_keeps_nothing(old, new, field):
    with pytest.raises(ValidationError) as caught:
        accept(manuscript(TEXT.replace(old, new)), by=None)
    assert field in caught.value.message_dict
    assert not Article.objects.exists()
    assert not Author.objects.exists()


def test_accept_keeps_the_disclaimer_that_an_editor_chose():
    article = accept(manuscript(), by=None).article
    chosen = Disclaimer.objects.create(name="Guests", text="A guest wrote this.")
    article.disclaimer_choice, article.disclaimer = "other", chosen
    article.save()
    assert accept(manuscript(), by=None).outcome == "unchanged"
    changed = manuscript(TEXT.replace("falls", "sinks"))
    for said, is_cut in (("", False), ("The views ex", True)):
        given = replace(
            changed, disclaimer=said, disclaimer_is_cut=is_cut, kind="brief"
        )
        accept(given, by=None, replace=True)
        article.refresh_from_db()
        assert (article.disclaimer_choice, article.disclaimer) == ("other", chosen)


def test_accept_gives_a_disclaimer_the_first_free_name():
    Disclaimer.objects.create(name="On tides (2)", text="Something else.")
    for text in ("A text.", "A second text."):
        accept(replace(manuscript(), disclaimer=text), by=None, replace=True)
    names = Disclaimer.objects.values_list("name", flat=True)
    assert list(names) == ["On tides (1)", "On tides (2)", "On tides (3)"]


NAMES_ALONE = TEXT.replace("Verma, Fellow, Meridian", "Verma").replace(
    "B. Rao, Director, Elsewhere", "B. Rao"
)


def test_accept_keeps_what_the_byline_said_where_the_file_is_silent():
    article = accept(manuscript(), by=None).article
    article.bylines.filter(position=1).update(role="Dean", affiliation="")
    assert accept(manuscript(NAMES_ALONE), by=None).outcome == "unchanged"
    changed = manuscript(NAMES_ALONE.replace("falls", "sinks"))
    accept(changed, by=None, replace=True)
    assert [str(place) for place in article.bylines.all()] == [
        "Asha Verma, Fellow, Meridian",
        "B. Rao, Dean",
    ]


def test_accept_names_people_as_they_are_now_where_a_new_file_is_silent():
    make_author(
        given_names="Asha",
        family_name="Verma",
        translated={"hi": {"role": "अध्येता"}},
    )
    hindi = NAMES_ALONE.replace("title: On tides", "title: On tides\nlanguage: hi")
    article = accept(manuscript(hindi), by=None).article
    assert [(place.role, place.affiliation) for place in article.bylines.all()] == [
        ("अध्येता", "Meridian"),
        ("", ""),
    ]
    assert accept(manuscript(hindi), by=None).outcome == "unchanged"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Études", "ÉTUDES"),
        ("Études", "E\u0301tudes"),
        ("स\u095cक और शहर", "स\u0921\u093cक और शहर"),
        ("One title", "one   title"),
    ],
)
def test_accept_knows_a_title_in_any_spelling_of_its_letters(first, second):
    assert first != second
    accept(manuscript(TEXT.replace("On tides", first)), by=None)
    again = accept(manuscript(TEXT.replace("On tides", second)), by=None)
    assert (again.outcome, Article.objects.count()) == ("kept", 1)


def test_accept_takes_a_name_in_two_normal_forms_for_one_author():
    known = make_author(given_names="अनु", family_name="पहाड\u093cी")
    text = TEXT.replace("Dr Asha Verma, Fellow", "डॉ. अनु पहा\u095cी, अध्येता")
    article = accept(manuscript(text), by=None).article
    assert article.bylines.first().author == known


def test_accept_sees_that_a_date_is_exact_to_something_else():
    accept(manuscript(), by=None)
    vaguer = replace(manuscript(), dated_precision="month")
    assert accept(vaguer, by=None).outcome == "kept"
    assert accept(vaguer, by=None, replace=True).outcome == "replaced"
    assert Article.objects.get().dated_precision == "month"


def test_accept_refuses_a_text_that_cannot_be_rendered():
    given = replace(manuscript(), source="word " * 40_001)
    with pytest.raises(ValidationError) as caught:
        accept(given, by=None)
    assert caught.value.message_dict == {
        "source": [
            "text: The text has 200005 characters, and 200000 is the most."
            " Divide it into parts."
        ]
    }
    assert not Author.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "Fellow, Meridian",
            "Fellow, " + "Institute " * 30,
            "Asha Verma, affiliation: Ensure this value has at most 200 characters",
        ),
        (
            "topic: Water",
            "topic: " + "Water " * 60,
            f"Topic “{'Water ' * 9}Water…”, name: Ensure",
        ),
        ("On tides", "On " + "tides" * 60, "title: Ensure this value has at most 300"),
    ],
)
def test_accept_says_in_words_whose_field_cannot_hold_it(old, new, sentence):
    with pytest.raises(ValidationError) as caught:
        accept(manuscript(TEXT.replace(old, new)), by=None)
    [said] = caught.value.messages
    assert said.startswith(sentence)


def test_accept_names_the_note_whose_link_is_too_long():
    note = ManuscriptNote("1", "A source.", link=f"https://example.org/{'a' * 2000}")
    with pytest.raises(ValidationError, match="Note 1, link: Ensure this value"):
        accept(replace(manuscript(), notes=(note,)), by=None)


def test_accept_keeps_the_note_that_an_editor_found_and_the_file_lacks():
    article = accept(manuscript(), by=None).article
    article.endnotes.filter(label="2").update(
        text="Found since.", link="https://example.org/found", state="present"
    )
    assert accept(manuscript(), by=None).outcome == "unchanged"
    changed = manuscript(TEXT.replace("falls", "sinks"))
    assert accept(changed, by=None, replace=True).outcome == "replaced"
    note = article.endnotes.get(label="2")
    assert (note.text, note.link, note.state) == (
        "Found since.",
        "https://example.org/found",
        "present",
    )


def test_accept_leaves_what_lies_in_the_bin():
    article = accept(manuscript(), by=None).article
    move_to_bin(article, by=None)
    changed = manuscript(TEXT.replace("falls", "sinks"))
    for given in (manuscript(), changed):
        again = accept(given, by=None, replace=True)
        assert (again.outcome, again.article) == ("kept", article)
    article.refresh_from_db()
    assert (Article.objects.count(), "falls" in article.source) == (1, True)


def test_accept_takes_the_article_outside_the_bin_first():
    binned = accept(manuscript(), by=None).article
    Article.objects.filter(pk=binned.pk).update(title="Another")
    live = accept(manuscript(), by=None).article
    Article.objects.filter(pk=binned.pk).update(title=live.title)
    binned.refresh_from_db()
    move_to_bin(binned, by=None)
    again = accept(manuscript(), by=None)
    assert (again.outcome, again.article) == ("unchanged", live)


def test_import_says_that_the_article_is_in_the_bin(tmp_path, capsys):
    move_to_bin(accept(manuscript(), by=None).article, by=None)
    (tmp_path / "tides.md").write_text(TEXT)
    call_command("import_article", str(tmp_path / "tides.md"))
    assert "here already, but in the bin" in capsys.readouterr().out


def test_accept_of_the_same_date_keeps_the_place_in_lists():
    article, chosen = accept(manuscript(), by=None).article, date(2030, 1, 1)
    Article.objects.update(listed_on=chosen)
    changed = manuscript(TEXT.replace("falls", "sinks"))
    accept(changed, by=None, replace=True)
    article.refresh_from_db()
    assert article.listed_on == chosen
    moved = manuscript(TEXT.replace("2026-03-04", "2026-03-05"))
    accept(moved, by=None, replace=True)
    article.refresh_from_db()
    assert article.dated == article.listed_on == date(2026, 3, 5)


# Two articles of one title, by one author

EDITORIAL = """---
title: Editorial
author: Asha Verma
date: {}
---

{}
"""
ABOUT = {
    "2026-01-01": "The year begins with a flood, and the river has no plan for it.",
    "2026-02-01": "A month later the wells are dry. Nobody had asked where water goes.",
}


def editorial(day, text=""):
    return manuscript(EDITORIAL.format(day, text or ABOUT[day]))


def test_accept_never_replaces_what_may_be_another_article():
    january = accept(editorial("2026-01-01"), by=None).article
    second = accept(editorial("2026-02-01"), by=None, replace=True)
    assert (second.outcome, second.article) == ("unsure", january)
    january.refresh_from_db()
    assert january.source == ABOUT["2026-01-01"]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2026-02-01", ABOUT["2026-01-01"]),
        ("2026-02-01", f"{ABOUT['2026-01-01']} It is deep."),
        ("2026-01-01", ABOUT["2026-02-01"]),
    ],
)
def test_accept_replaces_a_text_or_a_date_that_was_corrected(day, text):
    accept(editorial("2026-01-01"), by=None)
    again = accept(editorial(day, text), by=None, replace=True)
    assert again.outcome == "replaced"


def test_accept_replaces_neither_of_two_that_are_alike():
    first = accept(editorial("2026-01-01"), by=None).article
    twin = Article.objects.create(title="Editorial", slug="twin", source="Text.")
    twin.bylines.create(author=first.authors.get())
    new = editorial("2026-01-01", "Something else.")
    assert accept(new, by=None, replace=True).outcome == "unsure"
    move_to_bin(twin, by=None)
    assert accept(new, by=None, replace=True).outcome == "replaced"


def test_import_says_that_an_editor_must_choose(tmp_path, capsys):
    for day, text in ABOUT.items():
        (tmp_path / f"{day}.md").write_text(EDITORIAL.format(day, text))
    files = [str(tmp_path / f"{day}.md") for day in ABOUT]
    call_command("import_article", *files, "--replace")
    assert "with another date and text" in capsys.readouterr().out
    assert Article.objects.get().source == ABOUT["2026-01-01"]


# The place where a text stood on the web


def test_accept_leads_the_old_address_of_a_saved_page_home(client):
    there = replace(manuscript(), address="https://old.example/node/7")
    article = accept(there, by=None).article
    assert client.get("/node/7").status_code == 404
    publish(article, by=None)
    response = client.get("/node/7")
    assert (response.status_code, response["Location"]) == (301, "/articles/on-tides/")


def test_accept_takes_no_address_from_another_article():
    other = make_article()
    Address.objects.create(path="/node/7/", article=other)
    there = replace(manuscript(), address="https://old.example/node/7")
    accept(there, by=None)
    assert Address.objects.get().article == other
    article = Article.objects.get(slug="on-tides")
    there = replace(there, title="On rain", address="https://x.org/articles/on-tides/")
    accept(there, by=None)
    assert not article.addresses.exists()
    assert Address.objects.count() == 1


# Dates before 1900


@pytest.mark.parametrize("day", ["1899-12-31", "0850-03-04", "0001-01-01"])
def test_accept_refuses_in_words_a_year_that_no_article_can_have(day):
    with pytest.raises(ValidationError, match="The year must lie between 1900 and"):
        accept(replace(manuscript(), dated=date.fromisoformat(day)), by=None)
    assert not Article.objects.exists()
