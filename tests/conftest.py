"""What many tests share."""

import gc
import tempfile

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, settings

from articles.sandbox import Busy, running

from .sample_documents import ABSENT, FOLDER, told_in_one_line

# How long an example takes says how busy the machine is.
settings.register_profile(
    "suite", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")


def pytest_collection_finish():
    """Look for garbage less often: a sixth of the suite's time went into looking."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    return told_in_one_line((yield))


@pytest.fixture(scope="session")
def samples():
    """The folder of real and hostile documents, where it is present."""
    if not FOLDER.is_dir():
        pytest.skip(ABSENT)
    return FOLDER


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """Fill the database with the demonstration, once for all tests of a module.

    What a test changes is undone after it, as always. The other tests of the module
    meet the demonstration too, whether they ask for it or not.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("set_up_demonstration", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session", autouse=True)
def places_of_our_own(tmp_path_factory):
    """Keep the places for child processes apart from those of other runs and sites."""
    before, tempfile.tempdir = tempfile.tempdir, str(tmp_path_factory.mktemp("temp"))
    yield
    tempfile.tempdir = before


@pytest.fixture
def crowded(monkeypatch):
    """All places for child processes are taken, and nobody waits."""

    def place(*args, **options):
        raise Busy

    monkeypatch.setattr(running, "place", place)


@pytest.fixture
def tell(record_property):
    """Note for the table how often a fault was tried and what came of it.

    ``tell(tried=3, lost="nothing", readers="saw every page")``
    """

    def note(*, tried: int, lost: str, readers: str) -> None:
        record_property("tried", tried)
        record_property("lost", lost)
        record_property("readers", readers)

    return note
