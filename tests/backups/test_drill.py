"""A loaded site is kept, lost, and had back, record by record and file by file."""

import pytest
from django.db import connection

from .site import FILL, Site, differences, rewritten

PAIRS = {
    "sqlite": [("sqlite", "sqlite")],
    "postgresql": [
        ("postgresql", "postgresql"),
        ("sqlite", "postgresql"),
        ("postgresql", "sqlite"),
    ],
}[connection.vendor]
SEARCH = """
from articles.models import *
from django.test import Client
page = Client(SERVER_NAME="127.0.0.1").get("/search/?q=harbours").content.decode()
print("/articles/harbours/" in page)
print(Topic.objects.create(name="New", slug="new").pk > max(
    Topic.objects.exclude(slug="new").values_list("pk", flat=True)))
"""


@pytest.fixture
def source(request, tmp_path, db):
    vendor = request.param
    if vendor == connection.vendor:
        return request.getfixturevalue("loaded")
    site = Site.of(vendor, tmp_path / "source")
    site.manage("migrate", "-v0")
    site.shell(FILL)
    return site


def assert_same(before, after):
    """Nothing differs but that the site now says it was restored."""
    found = differences(before, after)
    gone, new = found.pop("articles.Decision")
    assert gone == []
    assert [(row["what"], row["by_id"]) for row in new] == [("restore backup", None)]
    (former,), (latter,) = found.pop("articles.Edition")
    assert latter["number"] == former["number"] + 1
    assert found == {}


@pytest.mark.parametrize(("source", "vendor"), PAIRS, indirect=["source"])
def test_restored_site_is_the_same_record_by_record_and_file_by_file(
    source, vendor, tmp_path
):
    path = tmp_path / "kept.zip"
    source.manage("backup", path)
    before = source.rows()
    assert len([label for label, rows in before.items() if rows]) >= 30
    assert len(source.files()) >= 6

    target = Site.of(vendor, tmp_path / "target")
    said = target.manage("restore", path)

    assert said.startswith("Restored: ")
    assert_same(before, target.rows())
    assert target.files() == source.files()
    uid = before["articles.SiteIdentity"][0]["uid"]
    assert (target.folder / "site-id.txt").read_text().strip() == uid
    # The index is filled again, and new rows are numbered on.
    assert target.shell(SEARCH).split()[-2:] == ["True", "True"]


def test_backup_holds_no_secret_and_nothing_that_is_made(loaded, backup, tmp_path):
    names = []
    rewritten(backup, tmp_path / "x.zip", lambda name, data: names.append(name))
    assert "media/logo.svg" in names
    assert {name.split("/")[0] for name in names} == {
        "manifest.json",
        "tables",
        "media",
        "incoming",
    }
    assert not [name for name in names if "session" in name or "axes" in name]


def test_backup_of_an_older_version_is_migrated(loaded, kept, empty, tmp_path):
    old = loaded.copy(tmp_path / "old")
    old.manage("migrate", "articles", "0016", "-v0")
    old.manage("backup", tmp_path / "old.zip")
    # What is younger than that version is in none of its rows.
    articles = [row | {"funding": ""} for row in kept["articles.Article"]]
    before = kept | {"articles.Article": articles}

    empty.manage("restore", tmp_path / "old.zip")

    assert empty.manage("migrate", "--check") == ""
    after = empty.rows()
    (gone,), (made,) = (rows.pop("articles.SiteIdentity") for rows in (before, after))
    assert gone["uid"] != made["uid"]
    assert (empty.folder / "site-id.txt").read_text().strip() == made["uid"]
    for model in ("contenttypes.ContentType", "auth.Permission"):
        # Some are made anew by the migration, under numbers of their own.
        assert len(before.pop(model)) == len(after.pop(model))
    assert_same(before, after)


def test_backup_of_a_newer_version_is_refused_by_name(backup, empty, tmp_path):
    def add(name, data):
        if name != "manifest.json":
            return data
        return data.replace(
            b'"0016_revision_beside"', b'"0016_revision_beside", "0999_x"'
        )

    newer = rewritten(backup, tmp_path / "newer.zip", add)
    status, said = empty.run("restore", newer)
    assert status == 1
    assert "made by version 0.1.0, which is later than this one" in said
    assert "articles.0999_x" in said
    assert not (empty.folder / "media").exists()


def test_site_that_is_not_empty_is_replaced_only_when_told(backup, loaded, small, kept):
    (small.folder / "made" / "papers").mkdir(parents=True)
    (small.folder / "made" / "papers" / "old").write_text("made of what is gone")
    before, files = small.rows(), small.files()

    status, said = small.run("restore", backup)
    assert status == 1
    assert "There is a site here already (articles: 2, comments: 2, " in said
    assert "With --replace all of it is lost" in said
    status, said = small.run("restore", backup, "--replace")
    assert (status, "Nobody can be asked here: add --yes." in said) == (1, True)
    assert (small.rows(), small.files()) == (before, files)

    small.manage("restore", backup, "--replace", "--yes")
    assert_same(kept, small.rows())
    assert small.files() == loaded.files()
    assert not (small.folder / "made" / "papers" / "old").exists()


def test_lost_file_is_told_and_no_reason_to_keep_nothing(loaded, empty, tmp_path):
    site = loaded.copy(tmp_path / "copy")
    (lost, *_others) = sorted((site.folder / "media" / "pictures").iterdir())
    lost.unlink()
    path = tmp_path / "kept.zip"
    said = site.manage("backup", path)
    assert f"media/pictures/{lost.name} was not found, and a record names it." in said
    said = site.manage("verify_backup", path)
    assert f"{lost.name} was missing when the backup was made." in said
    if connection.vendor == "sqlite":
        # An empty file is no site, as a volume that was never mounted leaves it.
        (empty.folder / "site.sqlite3").touch()
    empty.manage("restore", path)
    assert empty.files() == site.files()
