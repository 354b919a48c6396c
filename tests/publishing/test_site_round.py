"""A whole site out of the database, and back into an empty one."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.exporting.site_file import writing
from articles.importing.sites.formats import open_site
from articles.models import Article, Comment, Decision, Edition, Picture, SearchEntry
from articles.publishing import content_of
from articles.publishing.transfer import Outcome, export_site, import_site
from articles.publishing.transfer.kinds import KINDS
from tests.factories import make_article, make_comment, make_topic

from .filled_site import empty, fill

pytestmark = pytest.mark.django_db
SILENT = (None, "", [], {}, False, 0)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def sent(path, with_emails=True):
    """Export; return the lines as objects, the header first."""
    with writing(path) as file:
        lost = export_site(file, with_emails=with_emails, tell=lambda *_: None)
    assert lost == []
    return path


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def received(path, replace=False, is_trial=False):
    """Import; return what became of each entry, and the sum."""
    told = []
    with open_site(path) as site:
        tally = import_site(
            site,
            name=path.name,
            replace=replace,
            is_trial=is_trial,
            tell=lambda taken, _tally: told.append(taken),
        )
    assert tally.read == sum(tally.outcomes.values()) == len(told)
    return told, tally


def body(path):
    """The bytes of all lines but the header, whose time moves."""
    return path.read_bytes().partition(b"\n")[2]


@pytest.mark.parametrize("suffix", [".jsonl", ".zip"])
def test_site_comes_back_as_it_went(tmp_path, settings, suffix):
    fill()
    first = sent(tmp_path / "first.jsonl")
    path = first if suffix == ".jsonl" else sent(tmp_path / f"first{suffix}")
    empty()
    settings.MEDIA_ROOT = tmp_path / "other-media"
    told, tally = received(path)
    assert [each for each in told if each.why or each.remarks] == []
    assert tally.outcomes == {Outcome.CREATED: tally.read}
    second = sent(tmp_path / "second.jsonl")
    assert body(second) == body(first)
    names = sorted(file.name for file in (tmp_path / "first.media").iterdir())
    assert names
    for name in names:
        before, after = (
            (tmp_path / f"{stem}.media" / name).read_bytes()
            for stem in ("first", "second")
        )
        assert before == after


def test_site_in_the_test_says_something_in_every_column(tmp_path):
    fill()
    spoken = set()
    for line in lines(sent(tmp_path / "site.jsonl"))[1:]:
        kind = KINDS[line["record"]]
        spoken |= {
            (kind.name, name) for name in kind.columns if line[name] not in SILENT
        }
        for rows in kind.rows:
            for row in line[rows.name]:
                spoken |= {
                    (rows.name, name)
                    for name in rows.columns
                    if row[name] not in SILENT
                }
    wanted = {(kind.name, name) for kind in KINDS.values() for name in kind.columns}
    wanted |= {
        (rows.name, name)
        for kind in KINDS.values()
        for rows in kind.rows
        for name in rows.columns
    }
    assert wanted - spoken == set()


def test_what_is_derived_is_made_anew(tmp_path):
    fill()
    before = {
        article.uid: (article.html, article.notes_html, article.plain, article.status)
        for article in Article.objects.all()
    }
    path = sent(tmp_path / "site.zip")
    empty()
    received(path)
    after = {article.uid: article for article in Article.objects.all()}
    assert before.keys() == after.keys()
    stem = re.compile(r"pictures/[-0-9a-f]+")
    for uid, (html, notes, plain, status) in before.items():
        found = after[uid]
        assert stem.sub("", found.html) == stem.sub("", html)
        assert (found.notes_html, found.plain, found.status) == (notes, plain, status)
    assert SearchEntry.objects.count() == Article.objects.count()


def test_header_counts_what_follows(tmp_path):
    fill()
    header, *rest = lines(sent(tmp_path / "site.jsonl"))
    assert (header["format"], header["schema"]) == ("vif-site", 1)
    for kind, count in header["counts"].items():
        assert count == sum(line["record"] == kind for line in rest)


def test_secrets_and_users_never_leave(tmp_path):
    fill()
    comment = Comment.objects.exclude(sender="").get()
    written = sent(tmp_path / "site.jsonl").read_text(encoding="utf-8")
    for secret in (comment.key, comment.sender, comment.nonce, comment.ip):
        assert secret not in written
    assert "password" not in written
    assert "user1" not in written


def test_emails_leave_only_where_they_are_asked_for(tmp_path):
    fill()
    path = sent(tmp_path / "without.jsonl", with_emails=False)
    assert "reader@example.org" not in path.read_text(encoding="utf-8")
    assert lines(path)[0]["emails"] is False
    assert "reader@example.org" in sent(tmp_path / "with.jsonl").read_text(
        encoding="utf-8"
    )


def test_file_without_emails_takes_none_away(tmp_path):
    comment = make_comment()
    path = sent(tmp_path / "site.jsonl", with_emails=False)
    comment.text = "Another"
    comment.save()
    received(path, replace=True)
    comment.refresh_from_db()
    assert (comment.text, comment.email) == ("I read this twice.", "reader@example.org")


def test_second_import_changes_nothing(tmp_path):
    fill()
    path = sent(tmp_path / "site.zip")
    edition, decisions = Edition.current(), Decision.objects.count()
    told, tally = received(path)
    assert tally.outcomes == {Outcome.UNCHANGED: tally.read}
    assert [each for each in told if each.remarks] == []
    assert (Edition.current(), Decision.objects.count()) == (edition, decisions)


def test_stopped_import_goes_on_without_doubles(tmp_path):
    fill()
    path = sent(tmp_path / "site.jsonl")
    total = len(lines(path)) - 1
    empty()
    seen = []

    def stop(taken, _tally):
        seen.append(taken)
        if len(seen) == total // 2:
            raise KeyboardInterrupt

    with open_site(path) as site, pytest.raises(KeyboardInterrupt):
        import_site(site, name="x", replace=False, is_trial=False, tell=stop)
    assert Decision.objects.filter(what="import site").count() == 1
    _told, tally = received(path)
    assert tally.outcomes[Outcome.UNCHANGED] == total // 2
    assert tally.outcomes[Outcome.CREATED] == total - total // 2
    assert body(sent(tmp_path / "again.jsonl")) == body(path)


def test_trial_keeps_nothing(tmp_path, settings):
    fill()
    path = sent(tmp_path / "site.zip")
    empty()
    settings.MEDIA_ROOT = tmp_path / "other-media"
    decisions = Decision.objects.count()
    told, tally = received(path, is_trial=True)
    assert tally.outcomes == {Outcome.CREATED: len(told)}
    assert not Article.objects.exists()
    assert not Picture.objects.exists()
    assert Decision.objects.count() == decisions
    assert not (tmp_path / "other-media").exists()


def test_what_differs_is_left_and_said(tmp_path):
    article = make_article(notes={"1": "A note."})
    path = sent(tmp_path / "site.jsonl")
    article.endnotes.update(text="A better note.")
    Article.objects.filter(pk=article.pk).update(title="A better title")
    told, _tally = received(path)
    (left,) = [each for each in told if each.outcome == Outcome.SKIPPED]
    assert left.why == "It is here, and differs in title, endnotes."
    article.refresh_from_db()
    assert article.title == "A better title"


def test_what_is_replaced_is_kept(tmp_path):
    article = make_article(notes={"1": "A note."})
    path = sent(tmp_path / "site.jsonl")
    article.endnotes.update(text="Mended here.", link="https://example.org/here")
    Article.objects.filter(pk=article.pk).update(title="Mended", doi="10.5555/1")
    before = content_of(Article.objects.get())
    received(path, replace=True)
    kept = article.revisions.get()
    assert (kept.version, kept.value, kept.is_save) == (1, before, True)
    assert kept.value.notes[0].link == "https://example.org/here"
    assert kept.beside["doi"] == "10.5555/1"
    received(path, replace=True)
    assert article.revisions.count() == 1


def test_replace_takes_what_the_file_says(tmp_path):
    article = make_article(notes={"1": "A note."}, topics=[make_topic()])
    path = sent(tmp_path / "site.jsonl")
    uid = article.endnotes.get().uid
    article.endnotes.all().delete()
    article.topics.clear()
    Article.objects.filter(pk=article.pk).update(title="Another", version=7)
    edition = Edition.current()
    _told, tally = received(path, replace=True)
    assert tally.outcomes[Outcome.REPLACED] == 1
    assert Edition.current() > edition
    article.refresh_from_db()
    assert (article.title, article.version) == ("Article 1"[:7] + article.title[7:], 8)
    assert article.endnotes.get().uid == uid
    assert article.topics.count() == 1
    assert Decision.objects.filter(what="import", after="replaced").count() == 1


def test_every_record_and_the_run_leave_a_decision(tmp_path):
    fill()
    path = sent(tmp_path / "site.jsonl")
    empty()
    Decision.objects.all().delete()
    edition = Edition.current()
    _told, tally = received(path)
    assert Decision.objects.filter(what="import").count() == tally.read
    run = Decision.objects.get(what="import site")
    assert (run.after, run.why) == (str(tally), "site.jsonl")
    assert Edition.current() > edition


def test_export_asks_as_much_whatever_the_length(tmp_path):
    def asked(name):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            sent(tmp_path / name)
        return len(queries)

    make_comment(make_article(notes={"1": "A note."}, topics=[make_topic()]))
    one = asked("one.jsonl")
    for _number in range(3):
        make_comment(make_article(notes={"1": "A note."}, topics=[make_topic()]))
    assert asked("four.jsonl") == one
