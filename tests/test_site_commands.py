"""What the people who run the site type to bring a whole one in or out."""

import io
import json
import stat

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.management.commands import import_site as command
from articles.models import Article, Decision
from articles.publishing import transfer
from tests.publishing.filled_site import empty

from .factories import make_article, make_comment, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def run(*arguments, fails=False):
    """Run a command; return what it printed, and what it said when it failed."""
    out, err, said = io.StringIO(), io.StringIO(), ""
    try:
        call_command(*map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        said = str(error)
    assert bool(said) == fails
    return out.getvalue(), err.getvalue(), said


# export_site


def test_export_site_writes_a_file_for_its_owner_alone(tmp_path):
    make_comment()
    path = tmp_path / "site.jsonl"
    out, _err, _said = run("export_site", path)
    assert "records, without commenters’ e-mail addresses." in out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(file.name for file in tmp_path.iterdir()) == ["site.jsonl"]


def test_export_site_says_that_emails_are_in_it(tmp_path):
    make_comment()
    out, _err, _said = run("export_site", tmp_path / "x.jsonl", "--with-emails")
    assert "with commenters’ e-mail addresses." in out
    assert "reader@example.org" in (tmp_path / "x.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["site.tar", "site", "missing/site.zip"])
def test_export_site_refuses_what_it_cannot_write(tmp_path, name):
    _out, _err, said = run("export_site", tmp_path / name, fails=True)
    assert "must end in .jsonl or .zip" in said or "Nothing was written" in said
    assert not list(tmp_path.iterdir())


def test_export_site_that_is_stopped_leaves_the_file_of_before(tmp_path, monkeypatch):
    make_article()
    path = tmp_path / "site.jsonl"
    path.write_text("before", encoding="utf-8")

    def stop(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(transfer.site_export, "line_of", stop)
    with pytest.raises(KeyboardInterrupt):
        run("export_site", path)
    assert path.read_text(encoding="utf-8") == "before"
    assert [file.name for file in tmp_path.iterdir()] == ["site.jsonl"]


def test_export_site_takes_no_strange_folder_away(tmp_path):
    (tmp_path / "site.media").mkdir()
    (tmp_path / "site.media" / "mine").write_text("mine", encoding="utf-8")
    _out, _err, said = run("export_site", tmp_path / "site.jsonl", fails=True)
    assert "site.media is there" in said
    assert (tmp_path / "site.media" / "mine").exists()


@pytest.mark.django_db(transaction=True)
def test_export_site_keeps_nobody_from_writing(tmp_path, monkeypatch):
    make_article(title="Known")
    line_of = transfer.site_export.line_of
    made = []

    def disturbed(*arguments, **options):
        # Within the snapshot no transaction of Django's is open.
        made.append(connection.in_atomic_block)
        return line_of(*arguments, **options)

    monkeypatch.setattr(transfer.site_export, "line_of", disturbed)
    run("export_site", tmp_path / "site.jsonl")
    assert made
    assert not any(made)
    make_article(title="Afterwards")
    assert Article.objects.count() == 2


# import_site


def exported(tmp_path):
    make_comment(make_article(topics=[make_topic()]))
    path = tmp_path / "site.jsonl"
    run("export_site", path)
    return path


def test_import_site_brings_a_site_in_and_balances(tmp_path):
    path = exported(tmp_path)
    empty()
    out, _err, _said = run("import_site", path)
    assert out == "4 read: 4 created, 0 unchanged, 0 replaced, 0 skipped, 0 failed\n"
    assert Article.objects.count() == 1


def test_import_site_reports_on_each_record(tmp_path):
    path = exported(tmp_path)
    Article.objects.update(title="Another")
    report = tmp_path / "report.jsonl"
    out, _err, _said = run("import_site", path, "--report", report)
    told = [
        json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()
    ]
    assert len(told) == 4
    (left,) = [each for each in told if each["outcome"] == "skipped"]
    assert left["why"] == "It is here, and differs in title."
    assert left["record"] == "article"
    assert f"Line {left['line']}, article Article" in out
    assert out.endswith(
        "4 read: 0 created, 3 unchanged, 0 replaced, 1 skipped, 0 failed\n"
    )


def test_import_site_replaces_where_it_is_told_to(tmp_path):
    path = exported(tmp_path)
    Article.objects.update(title="Another")
    out, _err, _said = run("import_site", path, "--replace")
    assert "1 replaced" in out
    assert not Article.objects.filter(title="Another").exists()


def test_import_site_tries_without_keeping(tmp_path):
    path = exported(tmp_path)
    empty()
    out, _err, _said = run("import_site", path, "--dry-run")
    assert out.endswith("0 failed (dry run: nothing is kept)\n")
    assert not Article.objects.exists()


def test_import_site_fails_when_a_line_does(tmp_path):
    path = exported(tmp_path)
    with path.open("a", encoding="utf-8") as file:
        file.write("{\n" * 50)
    out, _err, said = run("import_site", path, fails=True)
    assert said == "50 of 54 were not imported."
    assert "Line 6, unreadable: failed. It is not JSON" in out
    assert "… and 10 more; --report FILE lists them all." in out


def test_import_site_that_is_stopped_says_how_to_go_on(tmp_path, monkeypatch):
    path = exported(tmp_path)
    empty()
    tell = command.Command.tell

    def stop(self, taken, tally):
        tell(self, taken, tally)
        if tally.read == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(command.Command, "tell", stop)
    out, _err, said = run("import_site", path, fails=True)
    assert said == "Stopped. Start the same command again to go on."
    assert out.startswith("2 read: 2 created")
    assert Decision.objects.filter(what="import site").exists()
    monkeypatch.undo()
    out, _err, _said = run("import_site", path)
    assert out.startswith("4 read: 2 created, 2 unchanged")


def test_import_site_tells_how_far_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "EVERY", 0)
    _out, err, _said = run("import_site", exported(tmp_path))
    assert err.splitlines() == ["1 of 4", "2 of 4", "3 of 4", "4 of 4"]


@pytest.mark.parametrize("name", ["none.jsonl", "none.zip", "none.tar"])
def test_import_site_refuses_what_is_not_there(tmp_path, name):
    _out, _err, said = run("import_site", tmp_path / name, fails=True)
    assert name in said
    assert "Traceback" not in said
