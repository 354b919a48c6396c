"""A loaded site and a backup of it, made once."""

import pytest
from django.db import connection

from .site import FILL, Site


@pytest.fixture(scope="package", autouse=True)
def checkpoint(django_db_setup, django_db_blocker):
    """Have PostgreSQL write out what many databases have left it to write.

    Dropping the suite's own would wait for that, longer than a statement may take.
    """
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("CHECKPOINT")


@pytest.fixture(scope="package")
def loaded(tmp_path_factory, django_db_setup, django_db_blocker):
    """A site that holds one of everything, in the database that the suite runs on."""
    with django_db_blocker.unblock():
        site = Site.of(connection.vendor, tmp_path_factory.mktemp("loaded"))
    site.manage("migrate", "-v0")
    site.manage("set_up_groups", "-v0")
    site.shell(FILL)
    own = site.folder / "media" / "logo.svg"
    own.write_text("<svg/>", encoding="utf-8")
    for made in ("made/papers", "static"):
        (site.folder / made).mkdir(parents=True)
        (site.folder / made / "file").write_text("made")
    (site.folder / "secret-key.txt").write_text("secret")
    return site


@pytest.fixture(scope="package")
def backup(loaded, tmp_path_factory):
    path = tmp_path_factory.mktemp("backups") / "kept.zip"
    loaded.manage("backup", path)
    return path


@pytest.fixture(scope="package")
def kept(loaded, backup):
    """The rows of the loaded site."""
    return loaded.rows()


@pytest.fixture(scope="package")
def pattern(tmp_path_factory, django_db_setup, django_db_blocker):
    """A site with two articles and their comments, to be copied."""
    with django_db_blocker.unblock():
        site = Site.of(connection.vendor, tmp_path_factory.mktemp("pattern"))
    site.manage("migrate", "-v0")
    site.shell("from tests.factories import *; make_comment(); make_comment()")
    return site


@pytest.fixture
def small(pattern, tmp_path, db):
    """A site of one's own that is not empty."""
    return pattern.copy(tmp_path / "small")


@pytest.fixture
def empty(tmp_path, db):
    """A site that nobody has filled, in the database that the suite runs on."""
    return Site.of(connection.vendor, tmp_path / "empty")
