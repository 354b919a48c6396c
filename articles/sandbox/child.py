"""What runs in the child process: limits and walls first, then the bytes."""

import ctypes
import importlib
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress

from . import walls
from .running import OUT_OF_MEMORY

NICENESS = 10
MOST_OPEN_FILES = 64
_PR_SET_PDEATHSIG = 1
_M_ARENA_MAX = -8
Function = Callable[..., Iterable[bytes]]


def main(told: str) -> None:
    """Do the job that these words of ``running`` describe; never return."""
    job = json.loads(told)
    follow(job["parent"])
    # Where nobody is left to end it, the alarm does.
    signal.alarm(job["deadline"] + 1)
    limit(job["seconds"], job["memory"], is_threaded=job["is_threaded"])
    try:
        # Our own code comes in first; all that it reads later, it reads within walls.
        function = find(job["function"])
        walls.build(job["readable"])
        for piece in function(sys.stdin.buffer.read(), *job["words"]):
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    # What is left to be tidied up goes with the process.
    os._exit(0)


def find(name: str) -> Function:
    module, _, function = name.rpartition(".")
    found: Function = getattr(importlib.import_module(module), function)
    return found


def follow(parent: int) -> None:
    """End with the process that asked; and let all who serve readers go first."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        # A container may forbid it; then the other half of good manners is left.
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    if os.getppid() != parent:
        os._exit(1)
    os.nice(NICENESS)


def limit(seconds: int, memory: int, *, is_threaded: bool) -> None:
    """Limit this process for good.

    The system counts threads as it does processes, all of a user's together.
    """
    _set(resource.RLIMIT_CPU, seconds)
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_FSIZE, 0)
    _set(resource.RLIMIT_NOFILE, MOST_OPEN_FILES)
    if not is_threaded:
        _set(resource.RLIMIT_NPROC, 0)
    if sys.platform == "linux":
        # A heap for each thread would reserve most of the memory that is given.
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)
        _set(resource.RLIMIT_AS, memory)


def _set(what: int, most: int) -> None:
    _soft, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(what, (most, most))


def only_tell(_data: bytes) -> Iterable[bytes]:
    """Answer nothing: what a start costs (see ``bench.foreign``)."""
    return ()
