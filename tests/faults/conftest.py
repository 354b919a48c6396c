"""How a test says what it saw, for docs/reliability.md."""

import pytest


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


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT
