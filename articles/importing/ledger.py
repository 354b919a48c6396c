"""The bookkeeping: every line is taken once, and what nobody takes is the body."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from .manuscript import LeftOut, Remark, Value, remark

_WORD = re.compile(r"[^\W\d_]+|\d+")


def _plain_digits(text: str) -> str:
    digits = {sign: unicodedata.digit(sign, None) for sign in set(text)}
    table = {
        ord(sign): str(value) for sign, value in digits.items() if value is not None
    }
    return text.translate(table)


def words(text: str) -> Counter[str]:
    """The words of a text and how often each occurs.

    A word is a run of letters or a run of digits, whatever the script; case and
    the shape of a digit do not count.
    """
    return Counter(_WORD.findall(_plain_digits(text).casefold()))


def words_missing(text: str, parts: Iterable[str]) -> str:
    """The words of ``text`` that its parts do not hold, as written."""
    missing = words(text) - words("\n".join(parts))
    if not missing:
        return ""
    found: list[str] = []
    for word in _WORD.findall(_plain_digits(text)):
        spent = words(word)
        if any(missing[part] > 0 for part in spent):
            missing.subtract(spent)
            found.append(word)
    return " ".join(found)


class Ledger:
    """The lines of one file, who took them, and the remarks made on the way."""

    def __init__(self, text: str, repaired: Iterable[Remark] = ()) -> None:
        self.text = text
        self.lines = text.split("\n")
        self._free = bytearray(b"\x01" * len(self.lines))
        self._left_out: list[tuple[str, list[str]]] = []
        self._last_left = -2
        self.repaired = list(repaired)
        self.warnings: list[Remark] = []

    def is_free(self, index: int) -> bool:
        """Whether a line is still to be taken."""
        return bool(self._free[index])

    def is_blank(self, index: int) -> bool:
        """Whether a line is taken already or holds only white space."""
        return not self._free[index] or not self.lines[index].strip()

    def take(self, index: int) -> str:
        """Take a line; nobody can take it again."""
        if not self._free[index]:
            raise ValueError(f"Line {index + 1} has been taken already.")
        self._free[index] = 0
        return self.lines[index]

    def leave(self, index: int, code: str) -> None:
        """Take a line and list it as left out; neighbours share one entry."""
        text = self.take(index).strip()
        follows = index == self._last_left + 1 and self._left_out[-1][0] == code
        if follows and text:
            self._left_out[-1][1].append(text)
        elif text:
            self._left_out.append((code, [text]))
        self._last_left = index if text else -2

    def leave_words(self, code: str, text: str) -> None:
        """List words of a taken line as left out; nothing is listed for none."""
        if text.strip():
            self._left_out.append((code, [text.strip()]))
            self._last_left = -2

    def free_length(self) -> int:
        """How many characters nobody has taken, without outer white space."""
        indices = (index for index, free in enumerate(self._free) if free)
        return sum(len(self.lines[index].strip()) for index in indices)

    def rest(self) -> list[int]:
        """Take the lines nobody has taken."""
        indices = [index for index, free in enumerate(self._free) if free]
        self._free = bytearray(len(self.lines))
        return indices

    def repair(self, code: str, **parameters: Value) -> None:
        """Report something mended."""
        self.repaired.append(remark(code, parameters))

    def warn(self, code: str, **parameters: Value) -> None:
        """Report something an editor should look at."""
        self.warnings.append(remark(code, parameters))

    def left_out(self) -> tuple[LeftOut, ...]:
        """What was left out, in the order it was noticed."""
        return tuple(LeftOut(code, "\n".join(texts)) for code, texts in self._left_out)
