"""The smaller records: people, pages, the institution, addresses, users, the audit."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group

from articles.models import (
    Address,
    Author,
    Decision,
    Edition,
    Institution,
    Page,
    SearchEntry,
)
from tests.factories import (
    make_article,
    make_author,
    make_institution,
    make_page,
    make_topic,
    make_user,
)

from .filling import fields_of, text_of

pytestmark = pytest.mark.django_db
ROOM = "/admin/articles/"


@pytest.fixture
def chief(log_in):
    return log_in(make_user(is_superuser=True))


def change(client, path, **changes):
    data = fields_of(client.get(path)) | changes
    return client.post(path, data)


@pytest.mark.parametrize(
    ("make", "field", "value"),
    [
        (make_author, "role", "Director"),
        (make_topic, "name", "Energy"),
        (make_page, "title", "About us"),
        (make_institution, "tagline", "Sourced."),
    ],
)
def test_change_is_written_down_once_and_readers_may_notice(editor, make, field, value):
    row = make()
    before = Edition.current()
    path = f"{ROOM}{row._meta.model_name}/{row.pk}/change/"
    assert change(editor, path, **{field: value}).status_code == 302
    made = Decision.objects.get()
    assert (made.what, made.after, made.by) == ("change", field, editor.user)
    assert Edition.current() == before + 1
    assert LogEntry.objects.count() == 1
    change(editor, path)
    assert Decision.objects.count() == 1


def test_addition_and_deletion_are_written_down(editor):
    data = fields_of(editor.get(f"{ROOM}disclaimer/add/"))
    editor.post(f"{ROOM}disclaimer/add/", data | {"name": "Ours", "text": "Views."})
    key = Decision.objects.get().record
    editor.post(f"{ROOM}disclaimer/{key}/delete/", {"post": "yes"})
    assert list(Decision.objects.values_list("what", "title", "record")) == [
        ("delete", "Ours", key),
        ("add", "Ours", key),
    ]


def test_many_deleted_at_once_are_written_down_one_by_one(editor):
    topics = [make_topic() for _ in range(3)]
    chosen = {"action": "delete_selected", "_selected_action": [t.pk for t in topics]}
    editor.post(f"{ROOM}topic/", chosen | {"post": "yes"})
    assert Decision.objects.filter(what="delete").count() == 3


def test_author_of_an_article_is_not_deleted(editor):
    article = make_article()
    author = article.bylines.get().author
    page = editor.post(f"{ROOM}author/{author.pk}/delete/", {"post": "yes"})
    assert "Cannot delete author" in text_of(page)
    assert Author.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("links", "javascript:alert(1)", "“javascript:alert(1)” is not an address."),
        ("orcid", "0000-0002-1825-0098", "Write the sixteen characters as in"),
        ("slug", "a b", "valid"),
        ("translated", '{"hi": {"salary": "1"}}', "Write {&quot;hi&quot;"),
        ("translated", "[1]", "with these fields"),
        ("translated", "{", "valid JSON"),
        ("biography", "x" * 200_001, "200000 is the most"),
    ],
)
def test_author_s_form_says_what_is_wrong(editor, field, value, sentence):
    author = make_author()
    page = change(editor, f"{ROOM}author/{author.pk}/change/", **{field: value})
    assert page.status_code == 200
    assert sentence in text_of(page) or sentence in page.content.decode()


@pytest.mark.parametrize(
    ("make", "field", "is_indexed"),
    [
        (make_author, "family_name", True),
        (make_author, "biography", False),
        (make_topic, "name", True),
        (make_topic, "scope_note", False),
    ],
)
def test_new_name_is_found_and_other_words_cost_nothing(
    editor, make, field, is_indexed
):
    row = make()
    named = {"authors": [row]} if make is make_author else {"topics": [row]}
    article = make_article(**named)
    SearchEntry.objects.update(people="old", topics="old")
    path = f"{ROOM}{row._meta.model_name}/{row.pk}/change/"
    assert change(editor, path, **{field: "Zanzibar"}).status_code == 302
    entry = SearchEntry.objects.get(article=article)
    assert ("zanzibar" in f"{entry.people} {entry.topics}") == is_indexed
    assert (entry.people == "old") == (not is_indexed)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"slug": "admin"}, "“admin” is an address of the site itself."),
        ({"slug": "taken"}, "Another page has this address."),
        ({"source": "x" * 200_001}, "200000 is the most"),
        ({"source": ""}, "This field is required."),
    ],
)
def test_page_s_form_says_what_is_wrong(editor, changes, sentence):
    make_page(slug="taken")
    page = make_page()
    answer = change(editor, f"{ROOM}page/{page.pk}/change/", **changes)
    assert sentence in text_of(answer)


def test_page_is_rendered_when_saved(editor):
    data = fields_of(editor.get(f"{ROOM}page/add/"))
    words = {"title": "Contact", "slug": "contact", "source": "Write to *us*."}
    editor.post(f"{ROOM}page/add/", data | words)
    assert "<em>us</em>" in Page.objects.get().html


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Name an article, or a path, or mark the address as gone."),
        ({"leads_to": "//evil.example"}, "Write a path on this site, as in /about/."),
        ({"leads_to": "https://evil.example"}, "Write a path on this site"),
        ({"leads_to": "javascript:alert(1)"}, "Write a path on this site"),
    ],
)
def test_address_leads_nowhere_but_here(editor, changes, sentence):
    data = fields_of(editor.get(f"{ROOM}address/add/")) | {"path": "/old/"}
    answer = editor.post(f"{ROOM}address/add/", data | changes)
    assert sentence in text_of(answer)
    assert not Address.objects.exists()


def test_institution_is_one_row_that_the_list_leads_to(editor):
    assert editor.get(f"{ROOM}institution/")["Location"].endswith("institution/add/")
    data = fields_of(editor.get(f"{ROOM}institution/add/")) | {"name": "Meridian"}
    answer = editor.post(f"{ROOM}institution/add/", data, follow=True)
    assert "was added successfully" in text_of(answer, ".messagelist")
    assert Institution.objects.get().name == "Meridian"
    change_page = f"{ROOM}institution/1/change/"
    assert editor.get(f"{ROOM}institution/")["Location"] == change_page
    assert editor.get(f"{ROOM}institution/add/").status_code == 403
    answer = change(editor, change_page, licence_url="javascript:alert(1)")
    assert "Enter a valid URL." in text_of(answer)


def test_change_of_rights_is_written_down(chief):
    make_user("Editor")
    user = make_user()
    path = f"{ROOM}user/{user.pk}/change/"
    group = Group.objects.get(name="Editor")
    assert change(chief, path, groups=[group.pk]).status_code == 302
    made = Decision.objects.get()
    assert (made.what, made.after, made.title) == ("change", "groups", user.username)


def test_new_password_is_written_down_without_it(chief):
    user = make_user()
    before = Edition.current()
    words = {"usable_password": "true"}
    words |= dict.fromkeys(("password1", "password2"), "a quite long canary")
    answer = chief.post(f"{ROOM}user/{user.pk}/password/", words)
    assert answer.status_code == 302
    made = Decision.objects.get()
    assert (made.what, made.title) == ("password", user.username)
    assert "canary" not in str(Decision.objects.values().get())
    assert Edition.current() == before


def test_audit_is_read_by_editors_and_changed_by_nobody(editor, chief):
    made = Decision.objects.create(
        what="publish", model="article", record="1", title="T"
    )
    assert "publish" in text_of(editor.get(f"{ROOM}decision/"), "#result_list")
    page = chief.get(f"{ROOM}decision/{made.pk}/change/")
    assert b"_save" not in page.content
    chosen = {"action": "delete_selected", "_selected_action": [made.pk]}
    chief.post(f"{ROOM}decision/", chosen | {"post": "yes"})
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("language", ["en", "hi"])
def test_every_list_and_empty_form_opens(chief, language):
    chief.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    names = "article comment picture author topic page disclaimer address preview decision user"
    for name in names.split():
        assert chief.get(f"{ROOM}{name}/").status_code == 200
    for name in [
        "article",
        "picture",
        "author",
        "topic",
        "page",
        "disclaimer",
        "address",
        "user",
    ]:
        assert chief.get(f"{ROOM}{name}/add/").status_code == 200


@pytest.mark.parametrize(
    ("make", "old", "new"),
    [
        (make_author, "/authors/before/", "/authors/after/"),
        (make_topic, "/topics/topic/before/", "/topics/topic/after/"),
        (make_page, "/before/", "/after/"),
    ],
)
def test_renamed_record_is_found_at_its_old_address(editor, client, make, old, new):
    row = make(slug="before")
    named = {make_author: {"authors": [row]}, make_topic: {"topics": [row]}}
    make_article(**named.get(make, {}))
    path = f"{ROOM}{row._meta.model_name}/{row.pk}/change/"
    assert change(editor, path, slug="after").status_code == 302
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, new)
    assert client.get(new).status_code == 200
