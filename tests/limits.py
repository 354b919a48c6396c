"""Limits of time that hold on a busy machine."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def processor_time(*, below: float) -> Iterator[None]:
    """Fail when the block has this thread work for so many seconds or longer.

    The seconds that other processes take away do not count, nor those spent waiting.
    """
    start = time.thread_time()
    yield
    took = time.thread_time() - start
    assert took < below, f"{took:.1f} seconds of work, of which {below} are too many"
