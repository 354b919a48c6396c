"""How many may do a thing at once, and whether it is worth trying at all."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 3.0  # seconds
PAUSE = 1.0  # seconds


class Busy(Exception):
    """So many are inside already, and nobody comes out."""


class ConcurrencyLimit:
    """Let at most so many in at once.

    While those inside come out again, others wait for a moment: many comments at once
    are all taken. When none has come out for ``patience`` seconds, the database is
    stuck, and whoever comes is sent away at once.
    """

    def __init__(self, most: int, *, patience: float = PATIENCE) -> None:
        self.most = most
        self.patience = patience
        self.inside = 0
        self.moved_at = time.monotonic()
        self.moved = threading.Condition()

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Be inside for a while. Raises Busy."""
        with self.moved:
            while self.inside >= self.most:
                left = self.moved_at + self.patience - time.monotonic()
                if left <= 0:
                    raise Busy
                self.moved.wait(left)
            self.inside += 1
            self.moved_at = time.monotonic()
        try:
            yield
        finally:
            with self.moved:
                self.inside -= 1
                self.moved_at = time.monotonic()
                self.moved.notify()


class Breaker:
    """Send everybody away while something is known to be away, but for one who tries.

    So that a server whose database has gone answers at once, instead of holding each
    visitor for as long as a connection is waited for, and is back as soon as it is.
    """

    def __init__(self, *, pause: float = PAUSE) -> None:
        self.pause = pause
        self.next_at: float | None = None
        self.lock = threading.Lock()

    def enter(self) -> bool:
        """Tell whether to try. Of those who come while it is away, one in a pause does."""
        with self.lock:
            if self.next_at is None:
                return True
            if time.monotonic() < self.next_at:
                return False
            self.next_at = time.monotonic() + self.pause
            return True

    @property
    def is_broken(self) -> bool:
        return self.next_at is not None

    def fail(self) -> None:
        """It was tried, and is away."""
        with self.lock:
            self.next_at = time.monotonic() + self.pause

    def succeed(self) -> None:
        """It was tried, and is there."""
        self.next_at = None
