"""Real and hostile documents of others, which may be beside the project or not.

They are not ours to publish. Without them the tests that read them are skipped, and
the summary tells how many in one line (tests/conftest.py).
"""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "samples"
ABSENT = "they need the sample documents, which are not beside this checkout"
# For tests whose parameters are the documents themselves.
needs_samples = pytest.mark.skipif(not FOLDER.is_dir(), reason=ABSENT)


def sample(name: str) -> Path:
    """Return the path of one document, named from the folder; skip without it."""
    if not FOLDER.is_dir():
        pytest.skip(ABSENT)
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} is not among the sample documents")
    return path


def told_in_one_line(report: pytest.TestReport) -> pytest.TestReport:
    """Return the report; one of a missing folder without the place in our code.

    pytest counts skips of the same place and reason together.
    """
    if report.skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if reason == ABSENT:
            report.longrepr = (str(FOLDER), None, reason)
    return report
