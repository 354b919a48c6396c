"""What is derived: pictures in notes, and what is made anew with a picture."""

import uuid
from datetime import date

import pytest

from articles.models import Picture
from articles.publishing import content_of, rebuild, rebuild_where_used
from tests.factories import make_article, make_page

pytestmark = pytest.mark.django_db


def make_picture(**changes):
    fields = {"file": "pictures/a.webp", "width": 8, "height": 6, "alt": "A chart"}
    return Picture.objects.create(**fields | changes)


def test_picture_in_a_note_is_told_of_by_the_notes_number():
    picture, lost = make_picture(), uuid.uuid4()
    article = make_article(
        source=f"![](picture:{picture.uid})\n\nOne.[^1] Two.[^2] Three.[^3]",
        notes={
            "1": f"See ![the chart](picture:{picture.uid}) ![](picture:{picture.uid}).",
            "2": f"![](picture:{lost})",
            "3": f"And ![again](picture:{picture.uid}).",
        },
    )
    assert article.html.count("<img") == 1
    assert "See the chart" in article.notes_html
    assert "<img" not in article.notes_html
    found = [(each["code"], each["parameters"]) for each in article.findings]
    assert found == [
        ("picture-in-note", ["1"]),
        ("picture-in-note", ["3"]),
        ("picture-unknown", [str(lost)]),
    ]


def test_picture_s_articles_are_found_by_text_and_by_notes():
    picture = make_picture()
    named = f"![](picture:{picture.uid})"
    articles = [
        make_article(source=named),
        make_article(notes={"1": named, "2": named}),
    ]
    page, other = make_page(source=named), make_article()
    for row in (*articles, page, other):
        type(row).objects.filter(pk=row.pk).update(html="old")
    rebuild_where_used(picture)
    for row in (*articles, page, other):
        row.refresh_from_db()
    assert [row.html == "old" for row in (*articles, page, other)] == [
        False,
        False,
        False,
        True,
    ]


LIVE = "https://example.org/report"
COPY = f"https://web.archive.org/web/20220516093000/{LIVE}"


@pytest.mark.parametrize(
    ("archived_on", "told"),
    [(None, "archived 16 May 2022"), (date(2020, 1, 3), "archived 3 January 2020")],
)
def test_day_of_an_archived_copy_is_what_was_typed_or_stands_in_its_address(
    archived_on, told
):
    article = make_article(source="One.[^1]", notes={"1": "A report."})
    article.endnotes.update(
        link=LIVE,
        archived_link=COPY,
        archived_on=archived_on,
        accessed_on=date(2022, 5, 5),
    )
    rebuild(article)
    assert f">{told}</a>)" in article.notes_html
    assert "(accessed 5 May 2022)" in article.notes_html
    assert content_of(article).notes[0].link_is_dead is False


def test_dead_link_is_told_on_the_page_and_in_the_content():
    article = make_article(source="One.[^1]", notes={"1": "A report."})
    article.endnotes.update(
        link=LIVE,
        archived_link=COPY,
        archived_on=date(2022, 5, 16),
        link_is_dead=True,
    )
    rebuild(article)
    assert "original link no longer works" in article.notes_html
    assert f'data-originalurl="{LIVE}"' in article.notes_html
    (note,) = content_of(article).notes
    assert (note.archived_on, note.link_is_dead) == ("2022-05-16", True)


def test_note_takes_the_day_from_the_address_when_it_is_cleaned():
    note = make_article(source="One.[^1]", notes={"1": "A report."}).endnotes.get()
    note.archived_link = COPY
    note.full_clean()
    assert note.archived_on == date(2022, 5, 16)
