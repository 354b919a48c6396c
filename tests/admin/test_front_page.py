"""The front page at the editors' desk: lead, announcement, blocks, menu."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.utils import timezone

from articles.models import Article, Decision, Edition, FrontPage
from tests.factories import make_article, make_front_page, make_topic, make_user

from .filling import add_row, fields_of, text_of

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/frontpage/"


def path_of(front_page):
    return f"{LIST}{front_page.pk}/change/"


def change(client, front_page, **changes):
    data = fields_of(client.get(path_of(front_page))) | changes
    return client.post(path_of(front_page), data)


def tomorrow():
    at = timezone.localtime(timezone.now() + timedelta(days=1))
    return {"lead_until_0": f"{at:%Y-%m-%d}", "lead_until_1": f"{at:%H:%M:%S}"}


def leading():
    return [a.title for a in Article.objects.filter(lead_until__gt=timezone.now())]


def test_editor_adds_a_front_page(editor, client):
    make_article()
    data = fields_of(editor.get(f"{LIST}add/")) | {"announcement": "We move."}
    add_row(data, "blocks", kind="authors", position="0")
    add_row(data, "menu", label="Work", leads_to="/articles/", position="0")
    before = Edition.current()
    answer = editor.post(f"{LIST}add/", data | {"language": "en"})
    assert answer.status_code == 302
    made = Decision.objects.get()
    assert (made.what, made.model, made.by) == ("add", "frontpage", editor.user)
    assert Edition.current() == before + 1
    home = client.get("/").content.decode()
    assert "We move." in home
    assert ">Work</a>" in home


def test_language_has_one_front_page(editor):
    make_front_page()
    data = fields_of(editor.get(f"{LIST}add/")) | {"language": "en"}
    answer = editor.post(f"{LIST}add/", data)
    assert "This language has a front page already." in text_of(answer)
    assert FrontPage.objects.count() == 1


def test_change_of_a_block_alone_is_written_down(editor):
    front_page = make_front_page(blocks=["latest", "authors"])
    before = Edition.current()
    assert change(editor, front_page).status_code == 302
    assert Decision.objects.count() == 0
    change(editor, front_page, **{"blocks-0-most": "3"})
    made = Decision.objects.get()
    assert (made.what, made.after) == ("change", "blocks")
    assert Edition.current() == before + 1


def test_blocks_change_places(editor):
    topic = make_topic()
    front_page = make_front_page(blocks=["latest", "authors", topic])
    places = {"blocks-0-position": "2", "blocks-2-position": "0"}
    assert change(editor, front_page, **places).status_code == 302
    kinds = [block.kind for block in front_page.blocks.all()]
    assert kinds == ["strip", "authors", "latest"]


def test_two_blocks_change_what_they_show(editor):
    front_page = make_front_page(blocks=["latest", "authors"])
    kinds = {"blocks-0-kind": "authors", "blocks-1-kind": "latest"}
    assert change(editor, front_page, **kinds).status_code == 302
    assert [b.kind for b in front_page.blocks.all()] == ["authors", "latest"]


def test_topics_stand_under_their_axes(editor):
    make_topic(name="Water", axis="programme")
    make_topic(name="Water", axis="region")
    page = BeautifulSoup(
        editor.get(path_of(make_front_page(blocks=["latest"]))).content, "html.parser"
    )
    groups = page.select("#id_blocks-0-topic optgroup")
    shown = [(g["label"], g.text.split()) for g in groups]
    assert shown == [("Region", ["Water"]), ("Programme", ["Water"])]


def test_rows_can_be_deleted(editor):
    front_page = make_front_page(blocks=["latest"], menu=[("A", "/a/")])
    deleted = {"blocks-0-DELETE": "on", "menu-0-DELETE": "on"}
    assert change(editor, front_page, **deleted).status_code == 302
    assert (front_page.blocks.count(), front_page.menu.count()) == (0, 0)
    assert Decision.objects.get().after == "blocks, menu"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("latest", ""), ("latest", "")], "Two blocks show the same. Delete one."),
        ([("strip", "T"), ("strip", "T")], "Two blocks show the same. Delete one."),
        ([("strip", "")], "Say which one for “One topic, region, programme or"),
        ([("latest", "T")], "Say which one for “One topic, region, programme or"),
        ([("", "T")], "This field is required."),
        ([("latest", "999")], "Select a valid choice."),
        ([("nonsense", "")], "Select a valid choice."),
    ],
)
def test_blocks_say_what_is_wrong(editor, rows, sentence):
    front_page, topic = make_front_page(), make_topic()
    data = fields_of(editor.get(path_of(front_page)))
    for kind, which in rows:
        which = str(topic.pk) if which == "T" else which
        add_row(data, "blocks", kind=kind, topic=which, position="0", most="")
    answer = editor.post(path_of(front_page), data)
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert not front_page.blocks.exists()


@pytest.mark.parametrize("most", ["0", "13", "-1", "x", "99999999999"])
def test_number_of_items_is_one_to_twelve(editor, most):
    front_page = make_front_page(blocks=["latest"])
    answer = change(editor, front_page, **{"blocks-0-most": most})
    assert answer.status_code == 200
    assert front_page.blocks.get().most is None


@pytest.mark.parametrize(
    ("label", "leads_to", "sentence"),
    [
        ("", "/a/", "This field is required."),
        ("A", "", "This field is required."),
        ("A", "about/", "Write a path on this site, as in /about/"),
        ("A", "//evil.example", "Write a path on this site, as in /about/"),
        ("A", "javascript:alert(1)", "Write a path on this site, as in /about/"),
        ("A", "http://example.org/", "Write a path on this site, as in /about/"),
        ("A" * 61, "/a/", "at most 60 characters"),
    ],
)
def test_menu_says_what_is_wrong(editor, label, leads_to, sentence):
    front_page = make_front_page()
    data = fields_of(editor.get(path_of(front_page)))
    add_row(data, "menu", label=label, leads_to=leads_to, position="0")
    answer = editor.post(path_of(front_page), data)
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert not front_page.menu.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"announcement_leads_to": "/a/"}, "Write the announcement, or clear where"),
        (
            {"announcement": "A", "announcement_leads_to": "//evil.example"},
            "Write a path on this site",
        ),
        (
            {
                "announced_from_0": "2030-01-02", "announced_from_1": "10:00",
                "announced_until_0": "2030-01-01", "announced_until_1": "10:00",
            },
            "The announcement must end after it begins.",
        ),
        ({"announcement": "A" * 301}, "at most 300 characters"),
    ],
)  # fmt: skip
def test_announcement_says_what_is_wrong(editor, changes, sentence):
    front_page = make_front_page()
    answer = change(editor, front_page, **changes)
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert FrontPage.objects.get().announcement == ""


# The lead


@pytest.fixture
def articles():
    return [
        make_article(title=f"Piece {day}", listed_on=date(2021, 1, day))
        for day in (1, 2, 3)
    ]


def test_page_says_what_leads_now_and_links_to_it(editor, articles):
    front_page = make_front_page()
    page = editor.get(path_of(front_page))
    assert "Piece 3 (the newest)" in text_of(page, ".field-leads_now")
    assert f"/admin/articles/article/{articles[2].pk}/change/" in page.content.decode()
    Article.objects.filter(title="Piece 1").update(
        lead_until=timezone.now() + timedelta(days=1)
    )
    page = editor.get(path_of(front_page))
    assert "Piece 1 (chosen, until " in text_of(page, ".field-leads_now")
    assert "Piece 1 (chosen, until " in text_of(editor.get(LIST))


def test_page_of_a_silent_language_says_so(editor):
    page = editor.get(path_of(make_front_page()))
    assert "Nothing has been published" in text_of(page, ".field-leads_now")


def test_title_is_escaped_where_it_leads(editor):
    make_article(title="<b>Bold</b>")
    page = editor.get(path_of(make_front_page()))
    assert b"<b>Bold" not in page.content


def test_editor_chooses_the_lead_and_takes_it_back(editor, articles, client):
    front_page = make_front_page()
    answer = change(editor, front_page, lead=articles[0].pk, **tomorrow())
    assert answer.status_code == 302
    assert leading() == ["Piece 1"]
    assert Decision.objects.get().what == "lead"
    assert client.get("/").content.index(b"Piece 1") < client.get("/").content.index(
        b"Piece 3"
    )
    change(editor, front_page)
    assert leading() == ["Piece 1"]
    change(editor, front_page, lead=articles[1].pk)
    assert leading() == ["Piece 2"]
    change(editor, front_page, lead="", lead_until_0="", lead_until_1="")
    assert leading() == []


def test_choice_holds_the_newest_of_the_language_and_what_leads(editor, articles):
    make_article(title="हिंदी", language="hi")
    make_article(title="Draft", status="draft", published_at=None)
    for number in range(50):
        make_article(title=f"New {number}")
    front_page = make_front_page()
    options = text_of(editor.get(path_of(front_page)), "#id_lead")
    assert options.count("(") == 50
    for title in ("हिंदी", "Draft", "Piece 3"):
        assert title not in options
    Article.objects.filter(title="Piece 1").update(
        lead_until=timezone.now() + timedelta(days=1)
    )
    page = editor.get(path_of(front_page))
    assert "Piece 1" in text_of(page, "#id_lead option[selected]")


@pytest.mark.parametrize("what", ["hindi", "draft", "withdrawn", "unknown"])
def test_what_cannot_lead_is_refused(editor, what):
    now = timezone.now()
    article = make_article(
        **{
            "hindi": {"language": "hi"},
            "draft": {"status": "draft", "published_at": None},
            "withdrawn": {"status": "withdrawn", "withdrawn_at": now},
            "unknown": {},
        }[what]
    )
    key = article.pk + 99 if what == "unknown" else article.pk
    answer = change(editor, make_front_page(), lead=key, **tomorrow())
    assert "This article cannot lead" in text_of(answer)
    assert leading() == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"lead": "1"}, "Say until when the article leads."),
        (
            {"lead_until_0": "2999-01-01", "lead_until_1": "10:00"},
            "Choose the article, or clear the time.",
        ),
        (
            {"lead": "1", "lead_until_0": "2020-01-01", "lead_until_1": "10:00"},
            "This moment is over. Choose a later one.",
        ),
        ({"lead": "1", "lead_until_0": "x", "lead_until_1": "y"}, "Enter a valid date"),
    ],
)
def test_lead_says_what_is_wrong(editor, changes, sentence, articles):
    if "lead" in changes:
        changes = changes | {"lead": articles[0].pk}
    answer = change(editor, make_front_page(), **changes)
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert leading() == []


def test_page_leads_to_the_home_page_of_its_language(editor):
    page = editor.get(path_of(make_front_page(language="hi")))
    assert b'href="/hi/" class="viewsitelink"' in page.content


@pytest.mark.parametrize("who", ["contributor", "moderator"])
def test_front_page_is_the_editors(request, who):
    client = request.getfixturevalue(who)
    front_page = make_front_page(blocks=["latest"])
    article = make_article()
    for path in (LIST, f"{LIST}add/", path_of(front_page)):
        assert client.get(path).status_code == 403
        data = {"announcement": "Mine", "lead": article.pk} | tomorrow()
        assert client.post(path, data).status_code == 403
    assert FrontPage.objects.get().announcement == ""
    assert leading() == []


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries(editor, count, django_assert_max_num_queries):
    topics = [make_topic() for _ in range(count)]
    for topic in topics:
        make_article(topics=[topic])
    front_page = make_front_page(blocks=topics, menu=[("A", "/")] * count)
    with django_assert_max_num_queries(13):
        editor.get(path_of(front_page))


def test_page_is_read_and_not_changed_with_that_right_alone(log_in):
    user = make_user()
    user.user_permissions.add(Permission.objects.get(codename="view_frontpage"))
    make_article(title="First")
    page = log_in(user).get(path_of(make_front_page()))
    assert "First (the newest)" in text_of(page)
    assert b'name="lead"' not in page.content


def test_lead_is_not_for_those_who_may_not_publish(log_in, articles):
    """It changes an article, and theirs is the front page alone."""
    user = make_user()
    rights = ["view_frontpage", "change_frontpage"]
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client, front_page = log_in(user), make_front_page()
    page = client.get(path_of(front_page))
    assert b'name="lead' not in page.content
    data = {"lead": articles[0].pk, "announcement": "We move."} | tomorrow()
    assert change(client, front_page, **data).status_code == 302
    assert FrontPage.objects.get().announcement == "We move."
    assert leading() == []


@pytest.mark.parametrize(
    "day", ["0001-01-01", "1899-12-31", "9001-01-01", "9999-12-31"]
)
@pytest.mark.parametrize("name", ["lead_until", "announced_from", "announced_until"])
def test_moment_that_nobody_means_is_refused(editor, articles, name, day):
    front_page = make_front_page()
    typed = {f"{name}_0": day, f"{name}_1": "00:00"}
    answer = change(editor, front_page, lead=articles[0].pk, **typed)
    assert answer.status_code == 200
    assert "The year must lie between 1900 and 9000." in text_of(answer)
    assert FrontPage.objects.get().announced_from is None


def test_article_leads_until_no_moment_that_nobody_means(editor, articles):
    path = f"/admin/articles/article/{articles[0].pk}/change/"
    typed = {"lead_until_0": "0001-01-01", "lead_until_1": "00:00"}
    answer = editor.post(path, fields_of(editor.get(path)) | typed)
    error = text_of(answer, ".field-lead_until .errorlist")
    assert error == "The year must lie between 1900 and 9000."
    assert Article.objects.get(pk=articles[0].pk).lead_until is None
