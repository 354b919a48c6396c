"""What the people who run the site type."""

import io
import json
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext

from articles.importing import READERS
from articles.management.commands import import_article
from articles.models import Article, Author, Decision, Institution, Page
from articles.publishing import StaleVersion, accept, rebuild, withdraw

from .factories import make_article, make_page

pytestmark = pytest.mark.django_db
TWIN = Path(__file__).parent / "samples" / "harbour-compact.txt"


def run(*arguments, fails=False):
    """Run a command; return what it printed, and what it said when it failed."""
    out, err, said = io.StringIO(), io.StringIO(), ""
    try:
        call_command(*arguments, stdout=out, stderr=err)
    except CommandError as error:
        said = str(error)
    assert bool(said) == fails
    return out.getvalue(), err.getvalue(), said


def report_on(path, *options):
    return json.loads(run("import_article", str(path), "--json", *options)[0])


# import_article


@pytest.fixture(params=["twin", "sample"])
def standing_test(request):
    """The page with all its faults: our twin of it, and itself where it is."""
    if request.param == "twin":
        return TWIN
    folder = request.getfixturevalue("samples")
    return folder / "articles" / "csto-collective-security.txt"


def test_import_article_reports_on_the_standing_test(standing_test):
    report = report_on(standing_test, "--publish")
    numbers = {key: report[key] for key in ("markers", "notes", "matched")}
    assert numbers == {"markers": 13, "notes": 12, "matched": 12}
    assert report["missing"] == ["3"]
    assert report["unused"] == []
    assert report["identical"] == [["2", "4"], ["8", "11", "13"]]
    assert report["without_link"] == [str(n) for n in (1, 2, *range(4, 14))]
    assert {warning["code"] for warning in report["warnings"]} >= {
        "disclaimer-cut-off",
        "image-source-empty",
        "no-date",
    }
    assert (report["outcome"], report["status"]) == ("created", "published")
    [author] = report["authors"]
    assert author["honorific"] == "Dr"
    assert author["role"] == "Associate Fellow"


def test_import_article_page_of_the_standing_test(standing_test, client):
    report = report_on(standing_test, "--publish")
    page = client.get(report["address"]).content.decode()
    article = Article.objects.get()
    assert page.count('role="doc-noteref"') == 13
    for label in range(1, 14):
        assert page.count(f'id="fn-{label}"') == 1
        assert f'href="#fn-{label}"' in page
    assert "Note 3 is missing from the source text." in page
    for dangling in ("Available at", "Image Source", "More &gt;", "More >"):
        assert dangling not in page
    assert not [line for line in page.splitlines() if " <sup" in line]
    assert "Date not recorded" in page
    assert "datePublished" not in page
    assert "citation_publication_date" not in page
    block = page.partition('<script type="application/ld+json">')[2]
    data = json.loads(block.partition("</script>")[0])
    assert len(data["citation"]) == 9
    assert article.plain


def test_import_article_twice_makes_one(standing_test):
    report_on(standing_test, "--publish")
    again = report_on(standing_test, "--publish")
    assert again["outcome"] == "unchanged"
    assert (Article.objects.count(), Author.objects.count()) == (1, 1)


def test_import_article_again_publishes_nothing():
    report_on(TWIN)
    again = report_on(TWIN, "--publish")
    assert (again["outcome"], again["status"]) == ("unchanged", "draft")


def test_import_article_leaves_a_withdrawn_article_withdrawn(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Tides\n\nDr Asha Verma, Fellow, Meridian\n\nThe sea rises.")
    report_on(path, "--publish")
    withdraw(Article.objects.get(), by=None, why="It was wrong.")
    path.write_text("# Tides\n\nDr Asha Verma, Fellow, Meridian\n\nThe sea falls.")
    report = report_on(path, "--publish", "--replace")
    assert (report["outcome"], report["status"]) == ("replaced", "withdrawn")


def test_import_article_dry_run_keeps_nothing():
    report = report_on(TWIN, "--publish", "--dry-run")
    assert (report["outcome"], report["status"]) == ("created", "published")
    assert not Article.objects.exists()
    assert not Author.objects.exists()
    assert not Decision.objects.exists()


def test_import_article_says_it_in_words():
    out, _err, _said = run("import_article", str(TWIN))
    assert "Markers: 13. Notes: 12. Matched: 12." in out
    assert "Missing: 3" in out
    assert "Identical: 2 = 4; 8 = 11 = 13" in out
    assert "Left out: Menu of the old page: Contact Us" in out
    assert "Draft: /articles/" in out


def test_import_article_one_bad_file_stops_no_other(tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\0\1\2")
    odd = tmp_path / "odd.xyz"
    odd.write_text("Text")
    long = tmp_path / "long.md"
    long.write_text(f"---\ntitle: {'Long ' * 100}\n---\n\nText.")
    nameless = tmp_path / "nameless.md"
    nameless.write_text(f"---\nkind: brief\n---\n\n{'Words in a paragraph. ' * 30}")
    files = [
        str(path) for path in (bad, tmp_path / "none.txt", odd, long, nameless, TWIN)
    ]
    out, err, said = run("import_article", *files, "--json", fails=True)
    reports = [json.loads(line) for line in out.splitlines()]
    assert [report.get("error") for report in reports] == [
        "The file is not text, although its name says so.",
        "No such file or directory.",
        f"Files ending in “.xyz” are not read; these are: {', '.join(READERS)}.",
        "title: Ensure this value has at most 300 characters (it has 499).",
        "title: none was found. Write it in the first line, alone.",
        None,
    ]
    failed = ", ".join(files[:5])
    assert said == f"5 of 6 files were not imported: {failed}"
    assert "6 of 6: harbour-compact.txt" in err
    assert Article.objects.count() == 1


def test_import_article_goes_on_after_a_note_that_is_too_long(tmp_path):
    path = tmp_path / "long.md"
    path.write_text(f"# Tides\n\nThe sea rises.[^1]\n\n[^1]: {'Word ' * 40_001}\n")
    out, _err, said = run("import_article", str(path), str(TWIN), "--json", fails=True)
    reports = [json.loads(line) for line in out.splitlines()]
    assert [report.get("error") for report in reports] == [
        "Note 1, text: The text has 200004 characters, and 200000 is the most."
        " Divide it into parts.",
        None,
    ]
    assert said == f"1 of 2 files were not imported: {path}"
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (DataError("value\ntoo long"), "The database refused it: value too long"),
        (
            StaleVersion(),
            "Somebody saved the article at this moment. Import the file once more.",
        ),
    ],
)
def test_import_article_goes_on_after_a_refused_file(monkeypatch, error, sentence):
    takes = iter([error, None])

    def accept_second(*args, **options):
        if refused := next(takes):
            raise refused
        return accept(*args, **options)

    monkeypatch.setattr(import_article, "accept", accept_second)
    files = [str(TWIN), str(TWIN)]
    out, _err, said = run("import_article", *files, "--json", fails=True)
    reports = [json.loads(line) for line in out.splitlines()]
    assert [report.get("error") for report in reports] == [sentence, None]
    assert said == f"1 of 2 files were not imported: {TWIN}"


def test_import_article_replaces_when_told(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Tides\n\nDr Asha Verma, Fellow, Meridian\n\nThe sea rises.")
    report_on(path)
    path.write_text("# Tides\n\nDr Asha Verma, Fellow, Meridian\n\nThe sea falls.")
    assert report_on(path)["outcome"] == "kept"
    assert report_on(path, "--replace")["outcome"] == "replaced"
    assert "falls" in Article.objects.get().html


# rerender_articles


def test_rerender_articles_makes_everything_derived_anew():
    article, page = make_article(notes={"1": "A note."}), make_page()
    derived = {field: getattr(article, field) for field in ("html", "plain", "outline")}
    Article.objects.update(html="", plain="", outline=[], notes_html="", word_count=0)
    Page.objects.update(html="")
    out, _err, _said = run("rerender_articles")
    article.refresh_from_db()
    page.refresh_from_db()
    assert {field: getattr(article, field) for field in derived} == derived
    assert page.html
    assert out.startswith(f"1 of 1: {article.pk} ")


def test_rerender_articles_goes_on_where_it_stopped():
    first, second = make_article(), make_article()
    Article.objects.update(html="")
    run("rerender_articles", "--after", str(first.pk))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.html, bool(second.html)) == ("", True)


class Deleting(io.StringIO):
    """An output on which the first line is followed by somebody's deletion."""

    def write(self, said):
        Article.objects.filter(title="Second").delete()
        return super().write(said)


def test_rerender_articles_leaves_out_what_is_deleted_meanwhile():
    first, _second = make_article(), make_article(title="Second")
    Article.objects.update(html="")
    call_command("rerender_articles", stdout=Deleting())
    first.refresh_from_db()
    assert first.html


def test_rerender_articles_holds_each_row_while_it_is_made_anew():
    make_article()
    make_page()
    with CaptureQueriesContext(connection) as asked:
        run("rerender_articles")
    locks = [q["sql"] for q in asked.captured_queries if "FOR UPDATE" in q["sql"]]
    held = {
        table
        for table in ("articles_article", "articles_page")
        if any(f'FROM "{table}"' in lock for lock in locks)
    }
    # SQLite has one writer at a time, and so no such words.
    assert len(held) == (2 if connection.features.has_select_for_update else 0)


def test_rebuilding_changes_neither_source_nor_version():
    article = make_article(source="A *text*.", version=4)
    rebuild(article)
    article.refresh_from_db()
    assert (article.source, article.version) == ("A *text*.", 4)


# set_up_groups


def test_set_up_groups_can_be_run_again():
    call_command("set_up_groups", verbosity=0)
    first = {g.name: set(g.permissions.all()) for g in Group.objects.all()}
    out, _err, _said = run("set_up_groups")
    again = {g.name: set(g.permissions.all()) for g in Group.objects.all()}
    assert first == again
    assert set(first) == {"Contributor", "Editor", "Moderator"}
    assert out.startswith("Contributor: ")


# set_up_demonstration, of which tests/test_demonstration.py tells the rest


def test_set_up_demonstration_leaves_a_site_alone_that_is_not_empty():
    make_article()
    out, _err, _said = run("set_up_demonstration")
    assert out == "The site is not empty: nothing was added.\n"
    assert not Institution.objects.exists()
