"""The table of an article's fields leaves none out, and every face reads it."""

import json
import re
from dataclasses import fields, replace

import pytest
from bs4 import BeautifulSoup

from articles.content import FIELDS, KEYS, NOTE_FIELDS, TEXTS, Content, Texts
from articles.exporting.site_file import writing
from articles.importing.formats import read_here
from articles.importing.sites.formats import open_site
from articles.models import Article, Endnote
from articles.publishing import accept, content_of, undo_import
from articles.publishing.content import IMPORTED, TYPED
from articles.publishing.imports.comparison import compare
from articles.publishing.imports.undo import save_previous_content
from articles.publishing.saving import claim_version
from articles.publishing.transfer import export_site, import_site
from articles.publishing.versions import previous_content
from tests.admin.bringing import brought, press

from .factories import make_article

# What stands beside the table: the key, and rows that others own.
ROWS = {"bylines", "endnotes"}
WORD = "Zephyr"
EVERY_TEXT = [
    pytest.param(name, id=name)
    for name in ("title", "standfirst", "source", "picture_credit", "funding")
]
every_text = pytest.mark.parametrize("name", EVERY_TEXT)


def test_table_names_every_column_of_an_article():
    columns = {
        column.name
        for column in (*Article._meta.concrete_fields, *Article._meta.many_to_many)
    }
    told = [name for field in FIELDS for name in field.columns or [field.name]]
    assert sorted(told) == sorted((columns - {"id"}) | ROWS)


def test_table_of_notes_names_every_column_of_a_note():
    columns = {column.name for column in Endnote._meta.concrete_fields}
    assert set(NOTE_FIELDS) == columns - {"id", "article", "position"}


def test_content_is_what_the_table_says_it_is():
    content = {field.name for field in FIELDS if field.part == "content"}
    assert {field.name for field in fields(Content)} == content | {"schema"}
    assert [field.name for field in fields(Texts)] == [text.name for text in TEXTS]


def test_texts_are_those_of_this_list():
    assert [text.name for text in TEXTS] == [each.id for each in EVERY_TEXT]


def test_no_key_names_two_fields():
    assert len(KEYS) == sum(len(field.keys) for field in FIELDS)


@every_text
def test_no_text_is_longer_than_its_column(name):
    column = Article._meta.get_field(name)
    longest = {text.name: text.longest for text in TEXTS}[name]
    assert longest == (column.max_length or 0)


def test_columns_that_a_revision_keeps_beside_the_content():
    assert set(IMPORTED) == {
        "kind", "language", "dated", "dated_precision", "date_unknown", "listed_on",
        "disclaimer_choice", "disclaimer_id",
    }  # fmt: skip
    assert set(TYPED) == {
        "slug", "owner_id", "series_number", "report_number", "doi", "isbn",
        "lead_until", "comments_are", "comments_close_after",
    }  # fmt: skip


@pytest.fixture
def article(db, request):
    """An article whose text of this name says one word that stands nowhere else."""
    name = request.getfixturevalue("name")
    return make_article(slug="a", **{name: f"{WORD} is here."})


@every_text
def test_text_is_part_of_the_content(article, name):
    assert getattr(content_of(article), name) == f"{WORD} is here."


@every_text
def test_text_stands_on_the_page_in_markdown_and_in_feeds(client, article, name):
    assert WORD in client.get("/articles/a/").content.decode()
    assert WORD in client.get("/articles/a/article.md").content.decode()
    if name != "picture_credit":  # pictures come into feeds with their own
        assert WORD in client.get("/feeds/articles.atom").content.decode()


@every_text
def test_text_is_printed(client, article, name, monkeypatch):
    monkeypatch.setattr(
        "articles.publishing.pdf.typesetting.typeset",
        lambda paper, files: paper.encode(),
    )
    printed = client.get("/articles/a/article.pdf").content.decode()
    assert WORD in "".join(strings_in(json.loads(printed)))


def strings_in(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [part for each in value for part in strings_in(each)]
    return [str(value)]


@every_text
def test_text_travels_to_another_site(article, name, tmp_path):
    with writing(tmp_path / "site.jsonl") as file:
        export_site(file, with_emails=False, tell=lambda *_: None)
    Article.objects.filter(pk=article.pk).update(**{name: "Else."})
    with open_site(tmp_path / "site.jsonl") as site:
        import_site(site, name="a", replace=True, is_trial=False, tell=print)
    article.refresh_from_db()
    assert getattr(article, name) == f"{WORD} is here."


@every_text
def test_text_in_a_file_becomes_that_of_the_article(db, name):
    key = next((key for key, field in KEYS.items() if field.name == name), "")
    lines = [f"{key}: {WORD} is here."] if key else []
    title = [] if name == "title" else ["title: On tides"]
    source = f"{WORD} is here." if name == "source" else "Some text."
    text = "\n".join(["---", *title, *lines, "---", "", source, ""])
    article = accept(read_here(text.encode(), "a.md"), by=None).article
    assert getattr(article, name) == f"{WORD} is here."


@every_text
def test_text_is_given_back_when_an_import_is_undone(article, name):
    former = previous_content(article)
    claim_version(article, article.version)
    save_previous_content(article, former, by=None, name="a.md", address="")
    Article.objects.filter(pk=article.pk).update(**{name: "Else."})
    article.refresh_from_db()
    undo_import(article, by=None)
    article.refresh_from_db()
    assert getattr(article, name) == f"{WORD} is here."


@every_text
def test_text_can_be_typed_at_the_desk(admin_client, article, name):
    path = f"/admin/articles/article/{article.pk}/change/"
    page = BeautifulSoup(admin_client.get(path).content, "html.parser")
    assert WORD in str(page.find(attrs={"name": name}))


@every_text
def test_text_that_came_in_can_be_corrected_before_it_is_an_article(
    admin_client, article, name
):
    author = article.bylines.get().author
    text = f"---\ntitle: On tides\nauthor: {author.name}\n---\n\nSome text.\n"
    page = brought(
        admin_client, text, path=f"/admin/articles/article/{article.pk}/import/"
    )
    changes = {name: f"{WORD} was corrected."}
    assert press(admin_client, page, **changes).status_code == 302
    article.refresh_from_db()
    assert getattr(article, name) == f"{WORD} was corrected."


@pytest.mark.parametrize("name", ["title", "standfirst", "source", "funding"])
def test_difference_is_shown_by_the_word(article, name):
    now = content_of(article)
    then = replace(now, **{name: "Mistral is here."})
    (change,) = compare(now, then)
    assert ("-", WORD) in [(piece.sign, piece.words) for piece in change.pieces]


def test_statement_stands_under_the_article_and_in_its_data(client, db):
    make_article(slug="a", language="hi", funding="जल न्यास ने इसका ख़र्च उठाया।")
    page = BeautifulSoup(client.get("/hi/articles/a/").content, "html.parser")
    heading = page.find("h2", string="वित्तपोषण")
    assert heading.find_next("p").text == "जल न्यास ने इसका ख़र्च उठाया।"
    data = json.loads(page.find("script", type="application/ld+json").string)
    assert data["funder"] == {
        "@type": "Organization",
        "description": "जल न्यास ने इसका ख़र्च उठाया।",
    }


def test_article_without_a_statement_says_nothing_of_it(client, db):
    make_article(slug="a")
    page = client.get("/articles/a/").content.decode()
    assert "Funding" not in page
    assert "funder" not in page


PARAGRAPHS = {
    "plain": "Funding: The Water Trust paid\nfor all of it.",
    "bold": "**Funding:** The Water Trust paid for all of it.",
    "Hindi": "वित्तपोषण: The Water Trust paid for all of it.",
}


@pytest.mark.parametrize("suffix", ["txt", "md"])
@pytest.mark.parametrize("paragraph", PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_paragraph_at_the_end_becomes_the_statement(paragraph, suffix):
    text = (
        "On tides\n\nDr Asha Verma, Fellow, Meridian\n\nThe sea rises.[1] It falls.[2]\n\n"
        "Funding of dams: it grows every year.\n\n"
        f"[1] A source.\n[2] Another.\n\n{paragraph}\n\nDisclaimer: Her own views.\n"
    )
    if suffix == "md":
        text = re.sub(r"\[(\d)\] (?=A)", r"[^\1]: ", text)
        text = re.sub(r"\[(\d)\]", r"[^\1]", text)
    read = read_here(text.encode(), f"a.{suffix}")
    assert " ".join(read.funding.split()) == "The Water Trust paid for all of it."
    assert read.disclaimer == "Her own views."
    assert "Funding of dams" in read.source
    assert "Water Trust" not in read.source
    assert [note.text for note in read.notes] == ["A source.", "Another."]
    assert not [each for each in read.report.left_out if "Trust" in each.text]


HEAD = (
    "On tides\n\nDr Asha Verma, Fellow, Meridian\n\nThe sea rises.[1] It falls.[2]\n\n"
)
IN_A_NOTE = (
    "[1] World Bank, Terrorist\nFunding: trends and outlook, 2020.\n[2] Another.\n"
)
PART_OF_THE_TEXT = {
    "a note": HEAD + IN_A_NOTE,
    "a heading": HEAD + "## Funding: the gap\n\nIt grows.\n\n[1] A.\n[2] B.\n",
    "citing": HEAD + "Funding: it must rise.[2]\n\n[1] A.\n[2] B.\n",
    "one of several": (
        HEAD + "Staff: hire more.\n\nFunding: spend more.\n\n[1] A.\n[2] B.\n"
    ),
    "within a paragraph": HEAD + "They want\nFunding: more of it.\n\n[1] A.\n[2] B.\n",
}


@pytest.mark.parametrize("text", PART_OF_THE_TEXT.values(), ids=PART_OF_THE_TEXT)
@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_what_is_no_statement_stays_where_it_was(text, suffix):
    read = read_here(text.encode(), f"a.{suffix}")
    assert read.funding == ""
    said = " ".join([read.source, *(note.text for note in read.notes)])
    assert "unding" in said
    assert [note.label for note in read.notes] == ["1", "2"]


def test_editor_is_told_of_a_statement_that_was_read():
    text = f"{HEAD}Funding: The Trust paid.\n\n[1] A.\n[2] B.\n"
    read = read_here(text.encode(), "a.txt")
    assert read.funding == "The Trust paid."
    assert "statement-found" in [warning.code for warning in read.report.warnings]


@pytest.mark.parametrize("label", ["Funding_statement", "FUND\u0130NG", "Fund\u0131ng"])
def test_label_that_is_nearly_one_spoils_no_file(label):
    text = f"{HEAD}[1] A.\n[2] B.\n\n{label}: The Trust paid.\n"
    assert read_here(text.encode(), "a.txt").title == "On tides"


def test_statement_told_twice_is_kept_once_and_in_words():
    text = (
        "---\ntitle: On tides\nfunding: The Trust paid.\n---\n\nIt falls.\n\n"
        "Funding: [The *Trust*](https://example.org/) paid.\n"
    )
    assert read_here(text.encode(), "a.md").funding == "The Trust paid."


def test_hindi_key_names_the_statement_in_front_matter():
    text = "---\ntitle: On tides\nवित्तपोषण: न्यास\n---\n\nIt falls.\n"
    assert read_here(text.encode(), "a.md").funding == "न्यास"
