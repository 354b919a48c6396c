"""Start a child, hand it the bytes, take its answer, and end it at its deadline."""

import json
import logging
import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from .job import Busy, Job, NoAnswer
from .places import place

ROOT = Path(__file__).parents[2]
PATIENCE = 5.0  # seconds
CHUNK = 2**16
LONGEST_COMPLAINT = 2**16  # bytes of what a child may write for the log
OUT_OF_MEMORY = 3  # what a child ends with
# What a library of ours says when it gets no memory, and ends the process.
WORDS_OF_MEMORY = b"memory allocation of"
START = (
    "import sys; sys.path.insert(0, {root!r});"
    "from articles.sandbox.child import main; main(sys.argv[1])"
)
# A Python that was built to lie elsewhere may not start without it.
NEEDED = ("LD_LIBRARY_PATH",)
SLOW = {signal.SIGKILL, signal.SIGXCPU, signal.SIGALRM}

logger = logging.getLogger(__name__)


def run(
    job: Job,
    data: bytes,
    *words: str,
    files: Mapping[str, bytes] | None = None,
    patience: float = PATIENCE,
) -> bytes:
    """Let ``job.function(data, *words)`` run in a child; return its answer.

    ``files`` are written where the child may read them; then the first of ``words``
    that it gets is the path of their folder. Raises ``Busy`` where no place is free
    within ``patience`` seconds, ``NoAnswer``, and OSError where there is no room for
    the files.
    """
    with (
        place(patience, is_for_readers=job.is_for_readers) as folder,
        _laid_out(folder, files) as readable,
        _child(job, [*readable, *words], readable) as child,
    ):
        talk = _Talk(child, job, memoryview(data))
        talk.hold()
        return _answer(talk)


@contextmanager
def _laid_out(folder: Path, files: Mapping[str, bytes] | None) -> Iterator[list[str]]:
    """Write the files; yield their folder, in a list that is empty without files.

    What a process that was killed has left in the place goes first.
    """
    shutil.rmtree(folder, ignore_errors=True)
    if not files:
        yield []
        return
    try:
        folder.mkdir(mode=0o700)
        for name, content in files.items():
            (folder / name).write_bytes(content)
        yield [str(folder)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _child(
    job: Job, words: list[str], readable: list[str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Start the child; whatever happens, it is gone afterwards, and all it started."""
    told = {
        "function": job.function,
        "words": words,
        "seconds": job.seconds,
        "deadline": job.deadline,
        "memory": job.memory,
        "is_threaded": job.is_threaded,
        "parent": os.getpid(),
        "readable": readable,
    }
    child = _started(json.dumps(told))
    try:
        yield child
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        for pipe in (child.stdin, child.stdout, child.stderr):
            if pipe:
                with suppress(OSError):
                    pipe.close()


def _started(told: str) -> subprocess.Popen[bytes]:
    start = START.format(root=str(ROOT))
    try:
        return subprocess.Popen(  # noqa: S603 -- our own interpreter and module
            [sys.executable, "-I", "-B", "-c", start, told],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={name: os.environ[name] for name in NEEDED if name in os.environ},
            cwd="/",
            # Of our session all the same: a session of its own would have as much of
            # the processor as the whole site, however low its own standing.
            process_group=0,
        )
    except OSError as error:
        # No memory or no process to be had at this moment.
        raise Busy from error


@dataclass
class _Talk:
    """What goes to and fro between this process and a child, and when it must end."""

    child: subprocess.Popen[bytes]
    job: Job
    unsent: memoryview
    answer: bytearray = field(default_factory=bytearray)
    complaint: bytearray = field(default_factory=bytearray)
    is_late: bool = False
    is_endless: bool = False

    def hold(self) -> None:
        """Send and take until the child has ended, or must be."""
        end = time.monotonic() + self.job.deadline
        with selectors.DefaultSelector() as waiting:
            for pipe, event in self._pipes():
                os.set_blocking(pipe.fileno(), False)
                waiting.register(pipe, event)
            while waiting.get_map() and not self.is_endless:
                left = end - time.monotonic()
                if left <= 0:
                    self.is_late = True
                    return
                for key, _event in waiting.select(left):
                    self._move(key.fileobj, waiting)  # type: ignore[arg-type]
        self._wait(end)

    def _pipes(self) -> Iterator[tuple[IO[bytes], int]]:
        child = self.child
        for pipe in (child.stdin, child.stdout, child.stderr):
            assert pipe is not None  # noqa: S101 -- as it was started
            is_in = pipe is child.stdin
            yield pipe, selectors.EVENT_WRITE if is_in else selectors.EVENT_READ

    def _move(self, pipe: IO[bytes], waiting: selectors.BaseSelector) -> None:
        """Send or take one piece; close the pipe where that was the last."""
        goes_on = self._send(pipe) if pipe is self.child.stdin else self._take(pipe)
        if not goes_on:
            waiting.unregister(pipe)
            with suppress(OSError):
                pipe.close()

    def _send(self, pipe: IO[bytes]) -> bool:
        try:
            sent = os.write(pipe.fileno(), self.unsent[:CHUNK])
        except BrokenPipeError:
            return False
        self.unsent = self.unsent[sent:]
        return bool(self.unsent)

    def _take(self, pipe: IO[bytes]) -> bool:
        piece = os.read(pipe.fileno(), CHUNK)
        if pipe is self.child.stdout:
            self.answer += piece
        else:
            self.complaint += piece
        self.is_endless = (
            len(self.answer) > self.job.largest_answer
            or len(self.complaint) > LONGEST_COMPLAINT
        )
        return bool(piece)

    def _wait(self, end: float) -> None:
        """Let a child end that has closed its pipes."""
        if self.is_endless:
            return
        try:
            self.child.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.is_late = True


def _answer(talk: _Talk) -> bytes:
    """Return what was answered; say why where the child did not end well."""
    code = talk.child.returncode
    begun = bytes(talk.answer)
    if talk.is_late or (code is not None and -code in SLOW):
        raise NoAnswer("too-slow", begun)
    if code == 0:
        return begun
    if code == OUT_OF_MEMORY or WORDS_OF_MEMORY in talk.complaint:
        raise NoAnswer("too-much-memory", begun)
    said = talk.complaint.decode(errors="replace")[-4000:]
    if talk.is_endless:
        said = "It said more than was asked."
    logger.error("%s failed: %s", talk.job.function, said)
    raise NoAnswer("failed", begun)
