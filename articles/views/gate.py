"""A gate that keeps threads free for readers while the database does not answer."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 3.0  # seconds


class Busy(Exception):
    """So many are inside already, and nobody comes out."""


class Gate:
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
