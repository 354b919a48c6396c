"""Files are read in a child process, and what was understood comes back as values.

``read_in_sandbox`` hands a file to the sandbox and takes back what a function of this room
made of it, or its ``Unreadable``. Whatever the file does to the child, this process
goes on.
"""

import importlib
import io
import pickle
from collections.abc import Callable, Iterator
from typing import Any

from articles.sandbox import Busy as AllPlacesTaken
from articles.sandbox import Job, NoAnswer, run

from .unreadable import Unreadable

LONGEST_SECONDS = 20
LONGEST_WAIT = 5.0  # seconds

# All that an answer is made of: a spoilt one can name nothing else.
_VALUES = {
    "articles.importing.manuscript": (
        *("LeftOut", "Manuscript", "ManuscriptNote", "Person", "RawPicture"),
        *("Remark", "Report"),
    ),
    "articles.importing.unreadable": ("Unreadable",),
    "datetime": ("date",),
}


class Busy(Unreadable):
    """Nothing is wrong with the file; it may be read a minute later."""


def read_in_sandbox(
    module: str,
    function: str,
    data: bytes,
    *words: str,
    seconds: int = LONGEST_SECONDS,
    patience: float = LONGEST_WAIT,
) -> object:
    """Return what ``articles.importing.MODULE.FUNCTION(data, *words)`` makes of a file.

    That is a manuscript, words or bytes. ``patience`` is how many seconds a place is
    waited for. Raises ``Unreadable``, also for what takes too long or too much memory,
    and where the function itself fails; ``Busy`` where no place comes free.
    """
    job = Job(f"{__name__}.answer", seconds)
    try:
        said = run(job, data, module, function, *words, patience=patience)
    except AllPlacesTaken as error:
        raise Busy("busy") from error
    except NoAnswer as error:
        raise refusal(error, job) from error
    answered = _answered(said)
    if isinstance(answered, Unreadable):
        raise answered
    return answered


def refusal(error: NoAnswer, job: Job) -> Unreadable:
    """Say why a child ended without an answer."""
    limits = {
        "too-slow": {"limit": job.seconds},
        "too-much-memory": {"limit": job.memory // 2**20},
    }
    return Unreadable(error.code, limits.get(error.code))


def _answered(said: bytes) -> object:
    try:
        return _Answer(io.BytesIO(said)).load()
    except (pickle.UnpicklingError, EOFError, AttributeError, TypeError) as error:
        raise Unreadable("failed") from error


class _Answer(pickle.Unpickler):
    """Unpickles manuscripts and refusals, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if name not in _VALUES.get(module, ()):
            raise Unreadable("failed")
        return super().find_class(module, name)


def answer(data: bytes, module: str, function: str, *words: str) -> Iterator[bytes]:
    """Read a file, and yield what is to be said of it; run by ``read_in_sandbox``."""
    said: object
    try:
        read: Callable[..., object]
        read = getattr(
            importlib.import_module(f"articles.importing.{module}"), function
        )
        said = read(data, *words)
    except Unreadable as error:
        said = error
    yield pickle.dumps(said)
