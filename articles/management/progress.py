"""How far a command is, told once a second where somebody looks on."""

import time
from typing import Any

EVERY = 1.0  # seconds between two lines


class Progress:
    """Writes “rows: 1200 of 5000” to a terminal now and then; nothing when quiet.

    Into a file or a letter of cron’s goes no line of it.
    """

    def __init__(self, stream: Any, *, is_quiet: bool) -> None:
        self._stream = stream
        self._is_quiet = is_quiet or not stream.isatty()
        self._told_at = time.monotonic()

    def tell(self, what: str, done: int, total: int) -> None:
        """Say that so many of so many are done; 0 of 0 is something without a count."""
        if self._is_quiet or time.monotonic() - self._told_at < EVERY:
            return
        self._told_at = time.monotonic()
        self._stream.write(f"{what}: {done} of {total}" if total else f"{what} …")
