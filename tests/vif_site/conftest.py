"""One site that has been made, for tests that start it again in a copy."""

import shutil
import signal

import pytest

from .running import Site


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The data folder of a site with the demonstration, which has been stopped."""
    data = tmp_path_factory.mktemp("made") / "data"
    site = Site(data, VIF_EMPTY="off")
    try:
        site.wait_until_ready()
        site.process.send_signal(signal.SIGTERM)
        site.wait_for_end()
    finally:
        site.close()
    return data


@pytest.fixture
def data(made, tmp_path):
    """A copy of that folder."""
    return shutil.copytree(made, tmp_path / "data")
