"""Commands that could do harm ask whether database and data folder are of one site."""

import uuid

import pytest
from django.core.management import CommandError, call_command

from articles import site_id
from articles.models import SiteIdentity

pytestmark = pytest.mark.django_db
COMMANDS = (["tidy", "--now"], ["backup", "x.zip"], ["import_site", "x.jsonl"])


@pytest.fixture
def folder(settings, tmp_path):
    settings.VIF_DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "media" / "pictures").mkdir(parents=True)
    (tmp_path / "media" / "pictures" / "a.webp").write_bytes(b"a picture")
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("is_there", [True, False])
def test_database_of_another_site_is_refused(folder, command, is_there):
    site_id.write(folder, uuid.uuid4())
    if is_there:
        SiteIdentity.settle()
    with pytest.raises(CommandError, match="not that of the site in"):
        call_command(*command, verbosity=0)
    assert (folder / "media" / "pictures" / "a.webp").exists()


def test_site_of_its_own_is_tidied(folder):
    site_id.write(folder, SiteIdentity.settle())
    call_command("tidy", verbosity=0)


def test_site_of_before_ids_is_tidied(folder):
    call_command("tidy", verbosity=0)
