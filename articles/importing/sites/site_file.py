"""A site in our own format: lines with a folder beside them, or both in a ZIP file."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from .folder import Folder, read_bounded
from .lines import read_header, read_lines
from .values import BadSite, Entry, Fault, Header, Site

LINES = "site.jsonl"
MEDIA = "media"
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError)


class LinesSite:
    """JSON Lines, with the files of records in a folder or in the same ZIP file."""

    unit = "Line"

    def __init__(self, stream: IO[bytes], read: Callable[[str], bytes]) -> None:
        self._stream = stream
        self._read = read
        try:
            self._header = read_header(stream)
        except _DAMAGED as error:
            raise BadSite("The file is damaged.") from error

    @property
    def header(self) -> Header:
        """What the first line says."""
        return self._header

    def entries(self) -> Iterator[Entry]:
        """Read the lines after the first; of a damaged file, those before the damage."""
        last = 1
        try:
            for entry in read_lines(self._stream):
                last = entry.number
                yield entry
        except _DAMAGED:
            yield Fault(last + 1, "The file is damaged from here on.")

    def media(self, name: str) -> bytes:
        """Return a file of a record; raise BadSite where it is missing or too large."""
        return self._read(name)


@contextmanager
def open_lines(path: Path) -> Iterator[Site]:
    """Open JSON Lines. Raises BadSite, or OSError."""
    folder = Folder(path.with_suffix(f".{MEDIA}"))
    with path.open("rb") as stream:
        yield LinesSite(stream, folder.read)


@contextmanager
def open_zip(path: Path) -> Iterator[Site]:
    """Open a ZIP file. Raises BadSite, or OSError."""
    with ExitStack() as stack:
        try:
            pack = stack.enter_context(zipfile.ZipFile(path))
            stream = stack.enter_context(pack.open(LINES))
        except (
            KeyError,
            RuntimeError,
            NotImplementedError,
            zipfile.BadZipFile,
        ) as error:
            raise BadSite(f"This is no ZIP file with {LINES} in it.") from error
        yield LinesSite(stream, lambda name: _packed(pack, name))


def _packed(pack: zipfile.ZipFile, name: str) -> bytes:
    return read_bounded(
        name, lambda: pack.open(f"{MEDIA}/{name}"), (KeyError, *_DAMAGED)
    )
