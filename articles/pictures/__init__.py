"""Pictures that come in: judged by their bytes, and encoded anew in a child process.

No process that serves readers or editors decodes one: ``clean`` and its kin hand the
bytes to the sandbox, where ``cleaning`` makes of them what is kept.
"""

from .asking import clean, clean_each, sizes_of, small_each
from .values import (
    MOST_BYTES,
    TALLEST,
    WIDEST,
    BadPicture,
    Busy,
    CleanPicture,
    Rendition,
)

__all__ = [
    "MOST_BYTES",
    "TALLEST",
    "WIDEST",
    "BadPicture",
    "Busy",
    "CleanPicture",
    "Rendition",
    "clean",
    "clean_each",
    "sizes_of",
    "small_each",
]
