"""Files that are made of records and kept, so that they need not be made again.

They may be deleted at any time. Several processes may write them at once. A folder
that cannot be written, on a full disk, costs time and nothing else.
"""

import logging
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

REMEMBERED = 3600  # seconds for which what cannot be made is not tried again
FAILED = ".failed"
logger = logging.getLogger(__name__)


class KeptFile:
    """One file, made for ``owner`` from what ``key`` is the sum of."""

    def __init__(self, shelf: str, owner: str, key: str) -> None:
        self.folder = Path(settings.VIF_MADE_DIR) / shelf
        self.owner = owner
        self.path = self.folder / f"{owner}-{key}"
        self.failure = self.path.with_name(self.path.name + FAILED)

    def read(self) -> bytes | None:
        """Return what was made, or nothing if it was not or is gone."""
        with suppress(OSError):
            return self.path.read_bytes() or None
        return None

    def write(self, made: bytes) -> None:
        """Keep it in the place of all others of its owner."""
        self.put(self.path, made)

    def fail(self) -> None:
        """Remember that it cannot be made."""
        self.put(self.failure, b"")

    def has_failed(self) -> bool:
        """Whether it could not be made a short while ago."""
        with suppress(OSError):
            return time.time() - self.failure.stat().st_mtime < REMEMBERED
        return False

    def put(self, path: Path, made: bytes) -> None:
        temporary = ""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=".")
            with os.fdopen(handle, "wb") as file:
                file.write(made)
                file.flush()
                os.fsync(file.fileno())
            # Whole or not at all, whoever else writes or reads it now.
            Path(temporary).replace(path)
            self.clear(path)
        except OSError as error:
            logger.warning("%s is not kept: %s", path.name, error)
            with suppress(OSError):
                Path(temporary).unlink()

    def clear(self, but: Path) -> None:
        """Delete what was made for the same owner of what is no more."""
        for other in self.folder.glob(f"{self.owner}-*"):
            if other != but:
                with suppress(OSError):
                    other.unlink()
