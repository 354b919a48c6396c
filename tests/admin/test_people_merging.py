"""Merging in the admin: chosen in a list, seen first, done, undone."""

import pytest
from bs4 import BeautifulSoup

from articles.models import Author, Merge
from articles.publishing.people import merging
from tests.factories import make_article, make_author, make_topic

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/author/"


@pytest.fixture
def people():
    kept = make_author(given_names="Asha", family_name="Verma", slug="asha-verma")
    other = make_author(given_names="A.", family_name="Verma", slug="a-verma")
    make_article(title="On water", authors=[kept])
    make_article(title="On silt", authors=[kept])
    make_article(title="On rain", authors=[other])
    return kept, other


def choose(client, *people):
    data = {"action": "merge_chosen", "_selected_action": [each.pk for each in people]}
    return client.post(LIST, data)


def test_list_leads_to_the_page_that_asks(editor, people):
    response = choose(editor, *people)
    kept, other = people
    assert response["Location"] == f"{LIST}{kept.pk}-{other.pk}/merge/"
    page = BeautifulSoup(editor.get(response["Location"]).content, "html.parser")
    assert page.select_one("input[checked]")["value"] == str(kept.pk)
    told = page.select_one(".told").get_text(" ", strip=True)
    assert "On rain" in told
    assert "On water" not in told
    assert "/authors/a-verma/ leads to the one that is kept" in told


def test_list_asks_for_two(editor, people):
    response = editor.post(
        LIST,
        {"action": "merge_chosen", "_selected_action": [people[0].pk]},
        follow=True,
    )
    assert "Choose two or more that are one" in response.content.decode()


def test_contributor_is_not_offered_to_merge(contributor, people):
    assert "merge_chosen" not in contributor.get(LIST).content.decode()
    choose(contributor, *people)
    kept, other = people
    url = f"{LIST}{kept.pk}-{other.pk}/merge/"
    assert contributor.post(url, {"kept": kept.pk, "merge": "1"}).status_code == 403
    assert Author.objects.filter(pk=other.pk).exists()


def test_choice_is_shown_before_it_is_made(editor, people):
    kept, other = people
    url = f"{LIST}{kept.pk}-{other.pk}/merge/"
    response = editor.post(url, {"kept": other.pk, "look": "1"})
    told = BeautifulSoup(response.content, "html.parser").select_one(".told")
    assert "On silt" in told.text
    assert Author.objects.filter(pk=kept.pk).exists()


def test_editor_merges_and_undoes_it(editor, people):
    kept, other = people
    url = f"{LIST}{kept.pk}-{other.pk}/merge/"
    response = editor.post(url, {"kept": kept.pk, "merge": "1"}, follow=True)
    assert "part of “Asha Verma” now" in response.content.decode()
    assert not Author.objects.filter(pk=other.pk).exists()
    made = Merge.objects.get()
    page = editor.get(f"/admin/articles/merge/{made.pk}/change/").content.decode()
    assert "Undo this merge" in page
    undo = f"/admin/articles/merge/{made.pk}/undo/"
    response = editor.post(undo, follow=True)
    assert "“A. Verma” is there again" in response.content.decode()
    assert "Undo this merge" not in response.content.decode()
    assert Author.objects.get(pk=other.pk).articles.get().title == "On rain"
    again = editor.post(undo, follow=True)
    assert "has been undone already" in again.content.decode()


def test_second_press_of_the_button_is_answered_in_words(editor, people):
    kept, other = people
    url = f"{LIST}{kept.pk}-{other.pk}/merge/"
    for _press in range(2):
        answer = editor.post(url, {"kept": kept.pk, "merge": "1"}, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "perhaps merged a moment ago" in answer.content.decode()
    assert Merge.objects.count() == 1


def test_press_that_comes_a_moment_too_late_merges_nothing(editor, people, monkeypatch):
    """The page still found both; the other press then held them first."""
    kept, other = people
    third = make_author(given_names="A. S.", family_name="Verma")
    held = merging.held
    calls = []

    def late(*pair):
        calls.append(pair)
        if len(calls) == 2:
            Author.objects.filter(pk=third.pk).delete()
        return held(*pair)

    monkeypatch.setattr(merging, "held", late)
    url = f"{LIST}{kept.pk}-{other.pk}-{third.pk}/merge/"
    answer = editor.post(url, {"kept": kept.pk, "merge": "1"}, follow=True)
    assert "Nothing has been changed." in answer.content.decode()
    assert not Merge.objects.exists()
    assert Author.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("kept", ["", "0", "x"])
def test_choice_of_nothing_changes_nothing(editor, people, kept):
    first, other = people
    url = f"{LIST}{first.pk}-{other.pk}/merge/"
    assert editor.post(url, {"kept": kept, "merge": "1"}).status_code == 200
    assert Author.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize(
    "keys", ["1", "0-0", "x", "999-998", "9" * 31 + "-1", "9" * 5000 + "-1"]
)
def test_address_without_two_records_is_unknown(editor, keys):
    assert editor.get(f"{LIST}{keys}/merge/").status_code == 404


def test_undo_is_for_those_who_may(contributor, editor):
    editor.post(
        f"/admin/articles/topic/{make_topic().pk}-{make_topic().pk}/merge/",
        {"kept": "1", "merge": "1"},
    )
    made = Merge.objects.first()
    if made:
        url = f"/admin/articles/merge/{made.pk}/undo/"
        assert contributor.post(url).status_code == 403
        assert editor.get(url).status_code == 405
