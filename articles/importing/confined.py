"""A reader run in a process of its own, which may take so much time and memory.

``read_apart`` starts a fresh interpreter without Django, hands it the file, and takes
back a ``Manuscript`` or an ``Unreadable``. Whatever the file does to that process,
this one goes on. Two of them run at once, and others wait a little for their turn.
"""

import importlib
import io
import logging
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, NoReturn

from .manuscript import Manuscript
from .unreadable import Unreadable

LONGEST_SECONDS = 20
MOST_MEMORY = 300 * 2**20
# Of one server process: each may take a whole core and all of that memory.
MOST_AT_ONCE = 2
LONGEST_WAIT = 5
ROOT = Path(__file__).parents[2]

logger = logging.getLogger(__name__)

_START = (
    "import sys; sys.path.insert(0, {root!r});"
    "from articles.importing.confined import answer;"
    "answer({module!r}, {function!r}, {seconds}, {memory})"
)
# All that an answer is made of: a spoilt one can name nothing else.
_VALUES = {
    "articles.importing.manuscript": (
        *("Manuscript", "ManuscriptNote", "Person", "RawPicture"),
    ),
    "articles.importing.report": ("LeftOut", "Remark", "Report"),
    "articles.importing.unreadable": ("Unreadable",),
    "datetime": ("date",),
}
_turns = BoundedSemaphore(MOST_AT_ONCE)


class Busy(Unreadable):
    """Nothing is wrong with the file; it may be read a minute later."""


def read_apart(
    module: str,
    function: str,
    data: bytes,
    *,
    seconds: int = LONGEST_SECONDS,
    memory: int = MOST_MEMORY,
) -> Manuscript:
    """Let ``articles.importing.MODULE.FUNCTION`` read a file in a process apart.

    ``memory`` is in bytes. Raises ``Unreadable``, also for what takes too long or too
    much, and where the reader itself fails; ``Busy`` where no turn comes.
    """
    answered = told_apart(module, function, data, seconds=seconds, memory=memory)
    if not isinstance(answered, Manuscript):
        raise Unreadable("failed")
    return answered


def told_apart(
    module: str,
    function: str,
    data: bytes,
    *,
    seconds: int = LONGEST_SECONDS,
    memory: int = MOST_MEMORY,
    patience: float = LONGEST_WAIT,
) -> object:
    """As ``read_apart``, for a function that returns a manuscript, words or bytes.

    ``patience`` is how many seconds a turn is waited for.
    """
    try:
        with turn(patience):
            done = subprocess.run(  # noqa: S603 -- our own interpreter and module
                command(module, function, seconds=seconds, memory=memory),
                input=data,
                capture_output=True,
                timeout=seconds,
                check=False,
                env={},
            )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("too-slow", {"limit": seconds}) from error
    if done.returncode:
        refuse(done.returncode, done.stderr, seconds=seconds)
    answered = _Answer(io.BytesIO(done.stdout)).load()
    if isinstance(answered, Unreadable):
        raise answered
    return answered


@contextmanager
def turn(patience: float) -> Iterator[None]:
    """Wait for one of the few places; raise ``Busy`` after so many seconds."""
    if not _turns.acquire(timeout=patience):
        raise Busy("busy")
    try:
        yield
    finally:
        _turns.release()


def command(
    module: str,
    function: str,
    *,
    seconds: int = LONGEST_SECONDS,
    memory: int = MOST_MEMORY,
) -> list[str]:
    """The command whose input is the file and whose output is the answer."""
    start = _START.format(
        root=str(ROOT),
        module=f"articles.importing.{module}",
        function=function,
        seconds=seconds,
        memory=memory,
    )
    return [sys.executable, "-I", "-c", start]


def refuse(code: int, said: bytes, *, seconds: int) -> NoReturn:
    """Say why a process ended without an answer."""
    if -code in (signal.SIGKILL, getattr(signal, "SIGXCPU", signal.SIGKILL)):
        raise Unreadable("too-slow", {"limit": seconds})
    logger.error("A reader failed: %s", said.decode(errors="replace")[-4000:])
    raise Unreadable("failed")


class _Answer(pickle.Unpickler):
    """Unpickles manuscripts and refusals, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if name not in _VALUES.get(module, ()):
            raise Unreadable("failed")
        return super().find_class(module, name)


def answer(module: str, function: str, seconds: int, memory: int) -> None:
    """Read standard input within the limits, and write the answer; in the process apart."""
    _limit(seconds, memory)
    said: object
    try:
        read: Callable[[bytes], object]
        read = getattr(importlib.import_module(module), function)
        said = read(sys.stdin.buffer.read())
    except Unreadable as error:
        said = error
    except MemoryError:
        said = Unreadable("too-much-memory", {"limit": memory // 2**20})
    sys.stdout.buffer.write(pickle.dumps(said))


def _limit(seconds: int, memory: int) -> None:
    """Limit this process for good, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 -- not on Windows

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
