"""The table of formats, and the limits every file meets first."""

from collections.abc import Mapping
from importlib import import_module

from .manuscript import Manuscript
from .sandboxed import read_in_sandbox
from .unreadable import Unreadable

LARGEST_FILE = 30 * 1024 * 1024

# For each suffix the package and the function that read it, in a child process alone.
READERS: Mapping[str, tuple[str, str]] = {
    ".txt": ("readers.plain", "read_plaintext"),
    ".text": ("readers.plain", "read_plaintext"),
    ".md": ("readers.markdown", "read_markdown"),
    ".markdown": ("readers.markdown", "read_markdown"),
    ".docx": ("readers.word", "read_word"),
    ".docm": ("readers.word", "read_word"),
    ".html": ("readers.web", "read_webpage"),
    ".htm": ("readers.web", "read_webpage"),
}
# Not read, but the reader of Word files says what they are, and what to do.
TOLD_BY_WORD = (".doc", ".odt", ".pdf", ".rtf")
WEB_ARCHIVES = (".mhtml", ".mht")


def read(data: bytes, name: str) -> Manuscript:
    """Read a file by the suffix of its name, in a child process.

    Raises ``Unreadable`` when it cannot be read, ``Busy`` where it may be later.
    """
    package, function = reader_of(data, name)
    made = read_in_sandbox(package, function, data)
    if not isinstance(made, Manuscript):
        raise Unreadable("failed")
    return made


def read_here(data: bytes, name: str) -> Manuscript:
    """Read a file that is known to be harmless in this process, as tests do."""
    package, function = reader_of(data, name)
    module = import_module(f".{package}", __package__)
    made: Manuscript = getattr(module, function)(data)
    return made


def reader_of(data: bytes, name: str) -> tuple[str, str]:
    """Return who reads a file; raise ``Unreadable`` where nobody does."""
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
    return READERS[suffix]
