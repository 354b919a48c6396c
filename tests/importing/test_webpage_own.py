"""An article page of this very site, read back, says what the article says."""

import pytest

from articles.importing.readers.web import read_webpage
from articles.models import Institution
from tests.factories import make_article, make_author, make_comment, make_topic

SOURCE = (
    "Pilots are *scarce* along the coast, and every port loses those it trains.[^1]"
    " More of them leave each year.[^2][^1]\n\n"
    "## The ports\n\n"
    "The figures are plain enough, and nobody has answered them since.[^3]\n\n"
    "- one thing;\n- another.[^2]\n\n"
    "> A quotation stands here, and is long enough to be one.\n\n"
    "| Port | Pilots |\n| --- | --- |\n| Sund | 12 |"
)
NOTES = {
    "1": "Port office, *Annual figures*, p. 4.",
    "2": "Ministry of Quays.\n\nA second paragraph, with [a link](https://example.org/a).",
    "3": "",
    "4": "Nobody cites this one.",
}


@pytest.fixture
def article():
    Institution.objects.create(
        name="Meridian", disclaimer="The paper is the author’s own."
    )
    authors = [
        make_author(given_names="Meera Anand", family_name="Joshi"),
        make_author(given_names="Lila", family_name="van der Meer", honorific="Ms"),
    ]
    topics = [make_topic(name="Ports")]
    article = make_article(
        title="Lanes at Sea",
        source=SOURCE,
        notes=NOTES,
        authors=authors,
        topics=topics,
        picture_credit="Quay Archive",
    )
    make_comment(article, state="approved", text="I read this twice, and more.")
    make_article(title="Another of the same", topics=topics)
    return article


@pytest.mark.django_db
def test_read_an_own_page(article, client):
    page = client.get(article.get_absolute_url()).content
    manuscript = read_webpage(page)
    assert manuscript.source == SOURCE
    assert {note.label: note.text for note in manuscript.notes} == NOTES
    assert manuscript.report.missing == ("3",)
    assert (manuscript.title, manuscript.standfirst) == (
        article.title,
        article.standfirst,
    )
    assert [
        (p.honorific, p.display_name, p.role, p.affiliation) for p in manuscript.people
    ] == [
        ("Dr", "Meera Anand Joshi", "Fellow", "Meridian"),
        ("Ms", "Lila van der Meer", "Fellow", "Meridian"),
    ]
    assert (manuscript.dated, manuscript.language) == (article.dated, "en")
    assert manuscript.disclaimer == "The paper is the author’s own."
    assert manuscript.picture_credit == "Quay Archive"
    assert manuscript.address.endswith(article.get_absolute_url())
    assert manuscript.report.warnings == ()
    assert manuscript.report.repaired == ()
