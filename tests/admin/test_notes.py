"""The box of notes: each button, its undo, and who may press it."""

import pytest
from bs4 import BeautifulSoup

from articles.importing.formats import read_here as read
from articles.models import Article, Revision
from articles.publishing import accept, content_of, link_references
from tests.factories import make_article, make_user

from .filling import fields_of, text_of

pytestmark = pytest.mark.django_db
GUPTA = "A. Gupta, Rivers of the North, 2019"
SEN = "B. Sen, Wells, 2020"
LINK = "https://example.org/a"
DRAFT = {"status": "draft", "published_at": None}
HOSTILE = "<script>alert(1)</script> {0} %(x)s"


def article_of(*texts, **changes):
    notes = {str(n): text for n, text in enumerate(texts, 1)}
    source = " ".join(f"Word[^{label}]." for label in notes)
    return make_article(**{"source": source, "notes": notes} | changes)


def page_of(article):
    return f"/admin/articles/article/{article.pk}/change/"


def door(article, name="notes"):
    return f"/admin/articles/article/{article.pk}/{name}/"


def box(client, article):
    return text_of(client.get(page_of(article)), "#notes-box")


def press(client, article, label, **typed):
    """Press the button with these words in the box, as a browser would."""
    page = BeautifulSoup(client.get(page_of(article)).content, "html.parser")
    buttons = page.select("#notes-box button")
    button = next(each for each in buttons if " ".join(each.text.split()) == label)
    form = button.find_parent("form")
    data = {each["name"]: each.get("value", "") for each in form.select("input")}
    data |= {button["name"]: button["value"]} | typed
    return client.post(form["action"], data, follow=True)


# What the box offers


def test_sample_is_merged_and_comes_back(editor, samples):
    file = samples / "articles" / "csto-collective-security.txt"
    article = accept(read(file.read_bytes(), file.name), by=None).article
    before = content_of(article).digest
    assert "2 = 4 “From the Treaty" in box(editor, article)
    answer = press(editor, article, "Merge 8 = 11 = 13")
    assert "The notes were changed and saved." in text_of(answer, ".messagelist")
    assert "Notes merged: 8 = 11 = 13." in box(editor, article)
    article.refresh_from_db()
    assert article.html.count('href="#fn-8"') == 3
    assert article.html.count('href="#fn-') == 13
    press(editor, article, "Undo")
    article.refresh_from_db()
    assert content_of(article).digest == before
    assert "8 = 11 = 13" in box(editor, article)


def test_group_is_left_alone_until_asked_again(editor):
    article = article_of(GUPTA, GUPTA)
    press(editor, article, "Leave")
    assert "1 thing was left as it is." in box(editor, article)
    assert "Merge" not in box(editor, article)
    press(editor, article, "Ask again")
    assert "Merge 1 = 2" in box(editor, article)
    assert Article.objects.get().version == 1


def test_other_page_is_told_and_not_merged(editor):
    article = article_of(f"{GUPTA}, p. 4", SEN, f"{GUPTA}, pp. 9–12", GUPTA)
    told = box(editor, article)
    assert "1 p. 4 3 pp. 9–12 4 no page" in told
    assert "Merge" not in told
    press(editor, article, "Leave")
    assert "pp. 9" not in box(editor, article)


def test_references_are_linked_and_one_is_taken_back(editor):
    article = article_of(GUPTA, "Ibid.", "supra note 1", "Rao, op. cit.")
    told = box(editor, article)
    assert "2 “Ibid.” seems to mean note 1" in told
    assert "4 “op. cit.”: it is not clear which note is meant." in told
    press(editor, article, "Link all 2 references")
    page = editor.get(page_of(article))
    assert "3 “supra note 1” leads to note 1" in text_of(page, "#notes-box")
    assert text_of(page, ".field-refers_to_note p").split() == ["→", "1", "→", "1"]
    press(editor, article, "Take back")
    assert [bool(note.refers_to) for note in article.endnotes.all()] == [
        False, False, True, False,
    ]  # fmt: skip
    press(editor, article, "Undo")
    assert article.endnotes.exclude(refers_to=None).count() == 2
    press(editor, article, "Link it", means="१")
    assert article.endnotes.exclude(refers_to=None).count() == 3


def test_unclear_reference_to_a_note_that_is_not_there_is_refused(editor):
    article = article_of(GUPTA, "Rao, op. cit.")
    answer = press(editor, article, "Link it", means=HOSTILE)
    assert answer.status_code == 422
    assert f"There is no note {HOSTILE} with a text." in text_of(answer, ".errornote")


def test_links_are_moved_one_or_all(editor):
    article = article_of(f"A. {LINK}", f"B. {LINK}, accessed 12 May 2022", f"C. {LINK}")
    told = box(editor, article)
    assert "Note 2 now B. https://example.org/a, accessed 12 May 2022" in told
    assert "Afterwards B. Link: https://example.org/a Accessed on: 12 May 2022" in told
    press(editor, article, "Move in note 2")
    assert [note.link for note in article.endnotes.all()] == ["", LINK, ""]
    press(editor, article, "Move all 2 links")
    assert [note.link for note in article.endnotes.all()] == [LINK] * 3
    press(editor, article, "Undo")
    press(editor, article, "Undo")
    assert article.endnotes.get(label="1").text == f"A. {LINK}"


def test_date_with_two_readings_is_told(editor):
    article = article_of(f"A. {LINK} accessed 5/6/2022")
    assert "1 The date 5/6/2022 can be read in two ways." in box(editor, article)


def test_box_without_anything_to_settle(editor):
    assert "There is nothing to settle." in box(editor, article_of(GUPTA))
    assert box(editor, make_article()) == ""


def test_words_of_a_note_are_never_markup(editor):
    article = article_of(f"{HOSTILE} 2019", f"{HOSTILE} 2019")
    page = editor.get(page_of(article)).content.decode()
    assert HOSTILE in text_of(editor.get(page_of(article)), "#notes-box")
    assert "<script>alert" not in page


def test_text_that_is_too_long_shows_no_box(editor):
    article = article_of(GUPTA, "Ibid.")
    Article.objects.update(source="a" * 200_001)
    assert box(editor, article) == ""


def test_refused_form_shows_no_box(editor):
    article = article_of(GUPTA, GUPTA)
    answer = editor.post(page_of(article), {"title": ""})
    assert text_of(answer, "#notes-box") == ""


# What the form does with a link


@pytest.fixture
def linked(editor):
    """An article whose second note leads to the first, and its form as data."""
    article = article_of(GUPTA, "Ibid., p. 4")
    link_references(article, by=None)
    return article, fields_of(editor.get(page_of(article)))


@pytest.mark.parametrize(
    ("typed", "is_kept"),
    [("Ibid., p. 5", True), ("Sen, op. cit.", False), ("A new source", False)],
)
def test_link_stays_while_the_reference_does(editor, linked, typed, is_kept):
    article, data = linked
    answer = editor.post(page_of(article), data | {"endnotes-1-text": typed})
    assert answer.status_code == 302
    assert bool(article.endnotes.get(label="2").refers_to) is is_kept


def test_preview_shows_the_link(editor, linked):
    article, data = linked
    more = {"content": article.source, "endnotes-0-label": "7"}
    answer = editor.post(door(article, "preview-text"), data | more)
    assert '<a href="#fn-7">Ibid.</a>' in answer.content.decode()


def test_number_follows_a_row_that_is_renumbered_by_hand(editor, linked):
    article, data = linked
    changes = {"endnotes-0-label": "9", "source": "Word[^9]. Word[^2]."}
    editor.post(page_of(article), data | changes)
    article.refresh_from_db()
    assert '<a href="#fn-9">Ibid.</a>' in article.notes_html


# Renumbering


def test_renumbering_is_shown_then_done_then_undone(editor):
    article = make_article(
        source="A[^4] b[^1]", notes={"1": SEN, "4": GUPTA, "5": "", "6": "supra note 4"}
    )
    page = editor.get(door(article, "renumber"))
    assert text_of(page, "tbody").startswith(f"4 1 {GUPTA} 1 2 {SEN} 5 3 Missing")
    assert "6 4 supra note 4 supra note 1" in text_of(page, "tbody")
    form = BeautifulSoup(page.content, "html.parser").select_one(
        "form[action$=notes\\/]"
    )
    data = {each["name"]: each["value"] for each in form.select("input[name]")}
    answer = editor.post(form["action"], data, follow=True)
    assert "Notes renumbered: 4 → 1, 1 → 2" in text_of(answer, "#notes-box")
    article.refresh_from_db()
    assert article.source == "A[^1] b[^2]"
    press(editor, article, "Undo")
    article.refresh_from_db()
    assert article.source == "A[^4] b[^1]"


def test_renumbering_with_nothing_to_do_or_no_way(editor):
    page = editor.get(door(article_of(GUPTA, SEN), "renumber"))
    assert "The notes are in order already." in text_of(page)
    unclear = make_article(
        source="[a][2] b[^2] c[^1]\n\n[2]: https://example.org/",
        notes={"1": GUPTA, "2": SEN},
    )
    page = editor.get(door(unclear, "renumber"))
    assert page.status_code == 422
    assert "Change them by hand." in text_of(page, ".errornote")


# Who may, and when


def data_of(article, **more):
    return {"seen_version": article.version, "labels": "1 2", "act": "merge"} | more


def test_stale_version_is_refused_with_a_sentence(editor):
    article = article_of(GUPTA, GUPTA)
    for act in ("merge", "link-all", "lift", "undo", "renumber", "leave"):
        data = data_of(article, seen_version=7, act=act, key="k")
        answer = editor.post(door(article), data)
        assert answer.status_code == 409, act
        assert "Someone else has saved this article" in text_of(answer, ".errornote")
    assert article.endnotes.count() == 2
    assert not Revision.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"act": "x"}, {"act": ""}, {"labels": ""}, {"labels": "  "},
        {"seen_version": "x"}, {"seen_version": ""}, {"act": "leave", "key": "k" * 61},
        {"act": "unlink"}, {"act": "link", "label": "2"},
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(editor, changes):
    article = article_of(GUPTA, GUPTA)
    answer = editor.post(door(article), data_of(article) | changes)
    assert answer.status_code == 400
    assert "not understood" in text_of(answer, ".errornote")
    assert Article.objects.get().version == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"labels": "1"}, {"labels": "1 9"}, {"act": "lift"}, {"act": "undo"},
        {"act": "link-all"}, {"act": "unlink", "label": "1"}, {"act": "renumber"},
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_with_a_reason(editor, changes):
    article = article_of(GUPTA, GUPTA)
    answer = editor.post(door(article), data_of(article) | changes)
    assert answer.status_code == 422
    assert text_of(answer, ".errornote")
    assert Article.objects.get().version == 1


def test_contributor_settles_their_own_draft(contributor):
    article = article_of(GUPTA, GUPTA, owner=contributor.user, **DRAFT)
    press(contributor, article, "Merge 1 = 2")
    assert article.endnotes.count() == 1
    press(contributor, article, "Undo")
    assert article.endnotes.count() == 2


@pytest.mark.parametrize(
    ("who", "status"), [("nobody", 404), ("contributor", 404), ("moderator", 403)]
)
def test_others_are_refused(log_in, who, status):
    groups = [] if who == "nobody" else [who.title()]
    client = log_in(make_user(*groups))
    article = article_of(GUPTA, GUPTA, **DRAFT)
    assert client.post(door(article), data_of(article)).status_code == status
    assert client.get(door(article, "renumber")).status_code == status
    assert text_of(client.get(page_of(article)), "#notes-box") == ""
    assert article.endnotes.count() == 2


@pytest.mark.parametrize("state", ["in_review", "published"])
def test_contributor_no_more_changes_what_left_their_hands(contributor, state):
    article = article_of(GUPTA, GUPTA, owner=contributor.user, status=state)
    assert contributor.post(door(article), data_of(article)).status_code == 403
    assert contributor.get(door(article, "renumber")).status_code == 403
    assert box(contributor, article) == ""


def test_visitor_is_led_to_the_log_in_page(client):
    article = article_of(GUPTA, GUPTA)
    for answer in (
        client.post(door(article), data_of(article)),
        client.get(door(article, "renumber")),
    ):
        assert answer["Location"].startswith("/admin/login/")


def test_address_takes_only_a_press(editor):
    article = article_of(GUPTA, GUPTA)
    assert editor.get(door(article)).status_code == 405
    assert editor.post("/admin/articles/article/999/notes/").status_code == 404


@pytest.mark.parametrize("count", [2, 30])
def test_box_asks_two_queries_whatever_it_shows(
    editor, count, django_assert_max_num_queries
):
    article = article_of(*[GUPTA, "Ibid."] * count)
    link_references(article, by=None)
    editor.get(page_of(article))
    with django_assert_max_num_queries(19):
        answer = editor.get(page_of(article))
    assert "seems to mean" not in text_of(answer, "#notes-box")
