"""The places on the machine: two, however many processes the site has.

Each is a file in a folder that is this user's alone, and whoever holds its lock has
the place. A lock goes with its process, so nobody who is killed keeps one.
"""

import fcntl
import logging
import os
import stat
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from .job import Busy

# The first is for all, the second for the desk alone: no number of readers who ask
# for a PDF each keeps editors from their work.
PLACES = (0, 1)
# How many threads of one process may have a place or wait for one; the others of the
# four that it has by default go on serving pages.
MOST_FOR_READERS, MOST_FOR_DESK = 1, 2
PAUSE = 0.05  # seconds between two looks for a free place
PATIENTLY = 900.0  # seconds that a command waits, at which nobody looks

logger = logging.getLogger(__name__)
_for_readers = threading.BoundedSemaphore(MOST_FOR_READERS)
_for_desk = threading.BoundedSemaphore(MOST_FOR_DESK)
_least_patience = ContextVar("_least_patience", default=0.0)


@contextmanager
def patiently() -> Iterator[None]:
    """Let all that is run in here wait for a place as long as it takes."""
    before = _least_patience.set(PATIENTLY)
    try:
        yield
    finally:
        _least_patience.reset(before)


@contextmanager
def place(patience: float, *, is_for_readers: bool) -> Iterator[Path]:
    """Have one of the places; yield a folder that is this place's own, and empty.

    Raises ``Busy`` where none is free within so many seconds, and at once where
    threads enough of this process have one or wait.
    """
    threads = _for_readers if is_for_readers else _for_desk
    is_patient = bool(_least_patience.get())
    if not threads.acquire(blocking=is_patient):
        raise Busy
    try:
        wanted = PLACES[:1] if is_for_readers else PLACES[::-1]
        with _locked(wanted, max(patience, _least_patience.get())) as files:
            yield files
    finally:
        threads.release()


@contextmanager
def _locked(wanted: tuple[int, ...], patience: float) -> Iterator[Path]:
    try:
        number, lock = _first_free(private_folder(), wanted, patience)
    except OSError as error:
        logger.error("No place can be had: %s", error)
        raise Busy from error
    try:
        yield private_folder() / f"{number}-files"
    finally:
        os.close(lock)


def _first_free(
    folder: Path, wanted: tuple[int, ...], patience: float
) -> tuple[int, int]:
    """Return the number of a place, and the open file whose lock is held. Raises Busy."""
    end = time.monotonic() + patience
    while True:
        for number in wanted:
            lock = _lock(folder / f"{number}")
            if lock is not None:
                return number, lock
        if time.monotonic() >= end:
            raise Busy
        time.sleep(PAUSE)


def _lock(path: Path) -> int | None:
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return None
    return file


def private_folder() -> Path:
    """Return the folder of the places, made if it is not there.

    Raises OSError where it cannot be made, or belongs to somebody else.
    """
    path = Path(tempfile.gettempdir()) / f"vif-sandbox-{os.geteuid()}"
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)
    told = path.lstat()
    is_private = stat.S_ISDIR(told.st_mode) and not told.st_mode & 0o077
    if not is_private or told.st_uid != os.geteuid():
        raise PermissionError(f"{path} is not this user's alone")
    return path


def cannot_be_kept() -> str:
    """Say why there are no places to be had on this machine, or nothing."""
    try:
        private_folder()
    except OSError as error:
        return str(error)
    return ""
