"""The table of formats, and the limits every file meets first."""

from collections.abc import Callable, Mapping
from functools import partial

from .confined import read_apart
from .manuscript import Manuscript
from .markdown import read_markdown
from .plain import read_plaintext
from .unreadable import Unreadable

LARGEST_FILE = 30 * 1024 * 1024

READERS: Mapping[str, Callable[[bytes], Manuscript]] = {
    ".txt": read_plaintext,
    ".text": read_plaintext,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".docx": partial(read_apart, "word", "read_word"),
    ".docm": partial(read_apart, "word", "read_word"),
    ".html": partial(read_apart, "web", "read_webpage"),
    ".htm": partial(read_apart, "web", "read_webpage"),
}
# Not read, but the reader of Word files says what they are, and what to do.
TOLD_BY_WORD = (".doc", ".odt", ".pdf", ".rtf")
WEB_ARCHIVES = (".mhtml", ".mht")


def read(data: bytes, name: str) -> Manuscript:
    """Read a file by the suffix of its name; raise ``Unreadable`` when it cannot be."""
    file = name.replace("\\", "/").rpartition("/")[2]
    _, dot, end = file.rpartition(".")
    suffix = f"{dot}{end}".lower() if dot else ""
    if suffix in WEB_ARCHIVES:
        raise Unreadable("web-archive")
    if suffix in TOLD_BY_WORD:
        suffix = ".docx"
    if suffix not in READERS:
        parameters = {"suffix": suffix or file, "suffixes": ", ".join(READERS)}
        raise Unreadable("unknown-suffix", parameters)
    if len(data) > LARGEST_FILE:
        raise Unreadable("too-large", {"limit": LARGEST_FILE // 1024 // 1024})
    if not data:
        raise Unreadable("empty")
    return READERS[suffix](data)
