"""What many tests share."""

from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"


@pytest.fixture(scope="session")
def samples():
    """The folder of real and hostile documents, where it is present."""
    if not SAMPLES.is_dir():
        pytest.skip("the folder of sample documents is not beside the project")
    return SAMPLES
