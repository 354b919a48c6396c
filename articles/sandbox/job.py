"""What is to be done in a child process, what it may take, and how it can fail."""

from dataclasses import dataclass

MOST_MEMORY = 512 * 2**20
LARGEST_ANSWER = 80 * 2**20


@dataclass(frozen=True, slots=True)
class Job:
    """A function of ours by its full name, and the limits of the child that runs it.

    The function takes the bytes, then words if there are any, and yields bytes; their
    sum is the answer. ``seconds`` are those of the processor, and of the clock unless
    ``by_the_clock`` gives more: a child comes last where the machine is busy. ``memory`` is the address space and ``largest_answer`` the length, both in bytes.
    ``is_for_readers``: anybody can ask for it, so that one place is kept free of it.
    ``is_threaded``: it works with several threads, and may begin them.
    """

    function: str
    seconds: int
    memory: int = MOST_MEMORY
    largest_answer: int = LARGEST_ANSWER
    by_the_clock: int = 0
    is_for_readers: bool = False
    is_threaded: bool = False

    @property
    def deadline(self) -> int:
        """After how many seconds by the clock the child is ended."""
        return max(self.seconds, self.by_the_clock)


class Busy(Exception):
    """All places are taken; nothing is wrong, and it may be tried a minute later."""


class NoAnswer(Exception):
    """The child did not end well.

    ``code`` says why: "too-slow", "too-much-memory", or "failed" for all else, of
    which the log tells. ``begun`` is what was answered before.
    """

    def __init__(self, code: str, begun: bytes = b"") -> None:
        super().__init__(code)
        self.code = code
        self.begun = begun
