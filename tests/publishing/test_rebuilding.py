"""What is derived: pictures in notes, and what is made anew with a picture."""

import uuid

import pytest

from articles.models import Picture
from articles.publishing import rebuild_where_used
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
