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
from django.db import transaction

from articles.models import Article

REMEMBERED = 3600  # seconds for which what cannot be made is not tried again
# What a process that was killed has left half written is as old at least.
ABANDONED = 3600  # seconds
FAILED, STOPGAP, UNFINISHED = ".failed", ".stopgap", ".part"
PAPERS, CARDS, SITE_CARDS = "papers", "cards", "site-cards"
SMALL_PICTURES = "small-pictures"
logger = logging.getLogger(__name__)


class CachedFile:
    """One file, made for ``owner`` from what ``key``, without a hyphen, is the sum of."""

    def __init__(self, shelf: str, owner: str, key: str) -> None:
        self.folder = Path(settings.VIF_MADE_DIR) / shelf
        self.owner = owner
        self.path = self.folder / f"{owner}-{key}"
        self.failure = self.path.with_name(self.path.name + FAILED)
        self.stopgap = self.path.with_name(self.path.name + STOPGAP)

    def read(self) -> bytes | None:
        """Return what was made, or nothing if it was not or is gone."""
        with suppress(OSError):
            return self.path.read_bytes() or None
        with suppress(OSError):
            if age(self.stopgap) < REMEMBERED:
                return self.stopgap.read_bytes() or None
        return None

    def write(self, made: bytes, *, for_now: bool = False) -> None:
        """Keep it in the place of all others of its owner.

        What is made ``for_now`` lacks something that may come back, and is kept no
        longer than a failure is remembered.
        """
        self.put(self.stopgap if for_now else self.path, made)

    def fail(self) -> None:
        """Remember that it cannot be made."""
        self.put(self.failure, b"")

    def has_failed(self) -> bool:
        """Whether it could not be made a short while ago."""
        with suppress(OSError):
            return age(self.failure) < REMEMBERED
        return False

    def put(self, path: Path, made: bytes) -> None:
        temporary = ""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(
                UNFINISHED, f"{self.owner}-", self.folder
            )
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

    def clear(self, but: Path | None = None) -> None:
        """Delete what was made for the same owner of what is no more.

        What another process writes at this moment is left to it.
        """
        for other in self.folder.glob(f"{self.owner}-*"):
            # Or "pt" would clear what "pt-br" owns.
            is_own = other.name.rpartition("-")[0] == self.owner
            with suppress(OSError):
                if is_own and other != but and not is_being_written(other):
                    other.unlink()


def age(path: Path) -> float:
    """Return how many seconds ago a file was written. Raises OSError."""
    return time.time() - path.stat().st_mtime


def is_being_written(path: Path) -> bool:
    return path.suffix == UNFINISHED and age(path) < ABANDONED


def dead_files() -> list[Path]:
    """Return what is half written, or was kept for a while that is over."""
    shelves = Path(settings.VIF_MADE_DIR)
    return sorted(
        path
        for suffix in (UNFINISHED, FAILED, STOPGAP)
        for path in shelves.glob(f"*/*{suffix}")
        if is_dead(path)
    )


def is_dead(path: Path) -> bool:
    try:
        return age(path) > max(ABANDONED, REMEMBERED)
    except OSError:  # another process was first
        return False


def clear_cached_files(article: Article) -> None:
    """Delete what was made of an article, once the transaction that deletes it ends."""
    for shelf in (PAPERS, CARDS):
        kept = CachedFile(shelf, str(article.uid), "")
        transaction.on_commit(kept.clear, robust=True)
