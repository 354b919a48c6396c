"""An article to keep: its PDF and its Markdown, and the links that lead there."""

import html
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from articles.exporting.pdf.typesetter import CannotTypeset
from articles.importing.formats import read_here as read
from articles.models import Article
from articles.publishing import accept, content_of, move_to_bin, withdraw
from articles.publishing.derived import rebuild
from articles.text import MAXIMUM_SOURCE
from articles.views.article import files
from tests.exporting.paper_tools import INNER_LINK, about, needs_poppler, words_in
from tests.factories import (
    PDF,
    make_article,
    make_attachment,
    make_author,
    make_institution,
    make_topic,
)

pytestmark = pytest.mark.django_db
SOURCE = "The first paragraph.[^1]\n\n## Heading\n\nThe second.[^3]"
NOTES = {"1": "One. https://example.org/one", "2": "", "3": "Three."}
every_file = pytest.mark.parametrize("name", ["article.pdf", "article.md"])


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.VIF_MADE_DIR = tmp_path / "made"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def quick(monkeypatch):
    """Set no paper in truth: that takes a while, and is tested elsewhere."""
    monkeypatch.setattr(files, "typeset_article", lambda *args, **kwargs: PDF)


def soup_of(response):
    return BeautifulSoup(response.content, "html.parser")


# As a PDF


@needs_poppler
def test_article_pdf_holds_what_the_page_holds(client):
    make_institution()
    make_article(
        slug="a",
        source=SOURCE,
        notes=NOTES,
        title="Reservoirs",
        doi="10.5555/a",
        authors=[make_author(given_names="Asha", family_name="Verma")],
        topics=[make_topic(name="Water")],
    )
    response = client.get("/articles/a/article.pdf")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    words = words_in(response.content)
    assert "2 Note 2 is missing from the source text." in words
    assert "<https://example.org/one>" in words
    assert "Verma, Asha. “Reservoirs.”" in words
    assert "The views are the author’s own." in words
    told = about(response.content)
    assert (told["Title"], told["Author"]) == ("Reservoirs", "Asha Verma")
    assert told["Keywords"] == "Water"
    assert told["Tagged"] == "yes"


@needs_poppler
def test_article_pdf_links_a_back_reference_as_the_page_does(client):
    article = make_article(
        slug="a", source="One.[^1] Two.[^2]", notes={"1": "Pask.", "2": "Ibid."}
    )
    before = client.get("/articles/a/article.pdf").content
    first, second = article.endnotes.order_by("position")
    second.refers_to = first.uid
    second.save()
    rebuild(article)
    assert 'href="#fn-1">Ibid.' in client.get("/articles/a/").content.decode()
    after = client.get("/articles/a/article.pdf").content
    links = [len(INNER_LINK.findall(pdf)) for pdf in (before, after)]
    assert links[1] == links[0] + 1


@every_file
@pytest.mark.usefixtures("quick")
def test_file_is_sent_as_public_pages_are(client, name):
    make_article(slug="a")
    response = client.get(f"/articles/a/{name}")
    suffix = name.rpartition(".")[2]
    page = "http://127.0.0.1:8000/articles/a/"
    assert response["Content-Disposition"] == f'inline; filename="a.{suffix}"'
    assert response["Link"] == f'<{page}>; rel="canonical"'
    assert response["Cache-Control"].startswith("public, max-age=60")
    assert "Set-Cookie" not in response
    head = client.head(f"/articles/a/{name}")
    assert (head.status_code, head.content) == (200, b"")
    again = client.get(f"/articles/a/{name}", headers={"If-None-Match": head["ETag"]})
    assert again.status_code == 304
    assert client.post(f"/articles/a/{name}").status_code == 405


@every_file
@pytest.mark.usefixtures("quick")
def test_file_of_what_readers_cannot_see_is_not_found(client, name):
    draft = {"status": Article.Status.DRAFT, "published_at": None, "dated": None}
    make_article(slug="draft", first_published_at=None, **draft)
    later = timezone.now() + timedelta(hours=1)
    make_article(slug="scheduled", published_at=later)
    withdraw(make_article(slug="withdrawn"), by=None, why="So.")
    move_to_bin(make_article(slug="binned"), by=None)
    for slug, status in {
        "draft": 404,
        "scheduled": 404,
        "unknown": 404,
        "withdrawn": 410,
        "binned": 410,
    }.items():
        assert client.get(f"/articles/{slug}/{name}").status_code == status, slug


@every_file
@pytest.mark.usefixtures("quick")
def test_file_lives_under_its_own_language(client, name):
    make_article(slug="en")
    make_article(slug="hi", language="hi")
    wrong = client.get(f"/hi/articles/en/{name}")
    assert (wrong.status_code, wrong["Location"]) == (301, f"/articles/en/{name}")
    wrong = client.get(f"/articles/hi/{name}")
    assert (wrong.status_code, wrong["Location"]) == (301, f"/hi/articles/hi/{name}")
    assert client.get(f"/hi/articles/hi/{name}").status_code == 200


@pytest.mark.usefixtures("quick")
def test_article_pdf_is_the_designed_report_where_there_is_one(client):
    article = make_article(slug="a")
    designed = PDF + b"designed %%EOF"
    report = make_attachment(article, designed)
    assert client.get("/articles/a/article.pdf").content == designed
    page = client.get("/articles/a/").content.decode()
    assert 'name="citation_pdf_url" content="http://127.0.0.1:8000/articles/a/' in page
    report.file.storage.delete(report.file.name)
    assert client.get("/articles/a/article.pdf").content == PDF


@pytest.mark.parametrize(
    ("code", "seconds", "said"),
    [
        ("busy", "10", "Ask again in a few seconds."),
        ("refused", "3600", "The article itself is complete"),
        ("slow", "3600", "The article itself is complete"),
        ("too-long", "3600", "The text is too long for a PDF."),
    ],
)
def test_article_pdf_that_cannot_be_made_is_told_of(
    client, monkeypatch, code, seconds, said
):
    def refuse(*args, **kwargs):
        raise CannotTypeset(code)

    monkeypatch.setattr(files, "typeset_article", refuse)
    make_article(slug="a", title="Reservoirs & silt")
    response = client.get("/articles/a/article.pdf")
    assert response.status_code == 503
    assert response["Retry-After"] == seconds
    assert response["Cache-Control"] == "no-store"
    soup = soup_of(response)
    assert said in soup.select_one("main").text
    link = soup.select_one("main a")
    assert (link["href"], link.text) == ("/articles/a/", "Reservoirs & silt")
    assert "print" in soup.select_one("main").text


@pytest.mark.parametrize("where", ["source", "note"])
def test_article_pdf_of_a_text_too_long_is_told_of(client, where):
    article = make_article(slug="a", source=SOURCE, notes=NOTES)
    # No act stores so much; a database may have been filled by another hand.
    longer = "x" * (MAXIMUM_SOURCE + 1)
    if where == "source":
        Article.objects.filter(pk=article.pk).update(source=longer)
    else:
        article.endnotes.filter(label="1").update(text=longer)
    response = client.get("/articles/a/article.pdf")
    assert response.status_code == 503
    assert "The text is too long for a PDF." in response.content.decode()


# As Markdown


def test_article_markdown_is_read_back_as_the_same_article(client):
    author = make_author(family_name="Verma", role="Fellow", affiliation="VIF")
    article = make_article(
        slug="a",
        source=SOURCE,
        notes=NOTES,
        authors=[author],
        topics=[make_topic(name="Water"), make_topic(name="Asia", axis="region")],
        kind="paper",
    )
    before = content_of(article)
    response = client.get("/articles/a/article.md")
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    found = accept(read(response.content, "a.md"), by=None)
    assert (found.outcome, found.article) == ("unchanged", article)
    assert content_of(found.article) == before


@pytest.mark.parametrize("name", ["", "article.md"])
def test_article_markdown_says_no_more_than_the_page(client, name):
    source = "Text.[^1]\n\n[//]: # (unsaid)\n\n<!-- shown -->"
    make_article(slug="a", source=source, notes={"1": "One.\n\n[todo]: x 'unsaid'"})
    said = html.unescape(client.get(f"/articles/a/{name}").content.decode())
    assert "<!-- shown -->" in said
    assert "unsaid" not in said


def test_article_markdown_in_hindi_keeps_its_words(client):
    make_article(
        slug="a", language="hi", title="पानी", source="पहुँचती है।[^2]", standfirst=""
    )
    text = client.get("/hi/articles/a/article.md").content.decode()
    assert 'title: "पानी"' in text
    assert "पहुँचती है।[^2]" in text


# Where they are found


def test_links_stand_above_the_text_and_below_it(client):
    make_article(slug="a")
    soup = soup_of(client.get("/articles/a/"))
    above = soup.select_one(".article-header .to-pdf a")
    assert (above["href"], above.text) == ("/articles/a/article.pdf", "PDF")
    below = {link.text: link["href"] for link in soup.select(".downloads a")}
    assert below == {
        "PDF": "/articles/a/article.pdf",
        "Markdown": "/articles/a/article.md",
    }


def test_other_attachments_are_told_with_type_and_size(client):
    article = make_article(slug="a")
    make_attachment(article)
    data = make_attachment(
        article, b"a,b\n" * 3000, ".csv", kind="file", title="Data of 38 wells"
    )
    items = soup_of(client.get("/articles/a/")).select(".downloads li")
    assert [" ".join(item.text.split()) for item in items] == [
        "PDF",
        "Markdown",
        "Data of 38 wells (CSV, 11.7\xa0KB)".replace("\xa0", " "),
    ]
    assert items[2].a["href"] == data.file.url


@pytest.mark.parametrize("count", [1, 3])
def test_attachments_cost_one_query(client, count, django_assert_num_queries):
    article = make_article(slug="a", notes=NOTES, source=SOURCE)
    with django_assert_num_queries(7):
        client.get("/articles/a/")
    for _ in range(count):
        make_attachment(article, b"a,b", ".csv", kind="file", title="Data")
    with django_assert_num_queries(8):
        client.get("/articles/a/")


@pytest.mark.parametrize("count", [1, 3])
def test_files_take_the_same_queries(
    client, quick, count, django_assert_max_num_queries
):
    make_article(
        slug="a",
        notes=NOTES,
        source=SOURCE,
        authors=[make_author() for _ in range(count)],
        topics=[make_topic() for _ in range(count)],
    )
    for name in ("article.pdf", "article.md"):
        with django_assert_max_num_queries(6):
            client.get(f"/articles/a/{name}")
