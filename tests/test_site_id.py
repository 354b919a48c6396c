"""The id that ties a data folder to its database."""

import os
import stat
import uuid

import pytest
from django.db import IntegrityError, transaction

from articles import site_id
from articles.models import SiteIdentity

ONE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


def test_folder_without_an_id_has_none(tmp_path):
    assert site_id.read(tmp_path) is None


def test_id_is_read_as_it_was_written_and_is_its_owners_alone(tmp_path):
    site_id.write(tmp_path, ONE)
    site_id.write(tmp_path, OTHER)
    assert site_id.read(tmp_path) == OTHER
    [path] = tmp_path.iterdir()
    assert path.name == "site-id.txt"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("text", [b"", b"\xff\xfe", b"not an id"])
def test_file_that_holds_something_else_is_no_id(tmp_path, text):
    (tmp_path / "site-id.txt").write_bytes(text)
    with pytest.raises(ValueError, match="UUID"):
        site_id.read(tmp_path)


def test_file_that_cannot_be_finished_leaves_the_former_one(tmp_path, monkeypatch):
    site_id.write(tmp_path, ONE)

    def fail(*args):
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        site_id.write(tmp_path, OTHER)
    assert site_id.read(tmp_path) == ONE


@pytest.mark.django_db
def test_id_of_a_database_is_made_once():
    assert SiteIdentity.current() is None
    made = SiteIdentity.settle()
    assert SiteIdentity.settle() == SiteIdentity.current() == made


@pytest.mark.django_db
def test_database_has_one_id():
    SiteIdentity.settle()
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteIdentity.objects.create(pk=2)
