"""A whole site as a file: written under a name for the time being, then put in place.

``X.jsonl`` holds the lines, and ``X.media/`` beside it the pictures; ``X.zip`` holds
both, as ``site.jsonl`` and ``media/``. A file that is half written never bears the name
of a whole one, and only its owner may read it: it holds drafts.
"""

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

LINES = "site.jsonl"
MEDIA = "media"
# No file in a ZIP file can be older; equal sites make equal files.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


class UnknownSuffix(ValueError):
    """The name of the file says neither .jsonl nor .zip."""


class SiteFile:
    """Takes lines and files, in any order."""

    def __init__(self, lines: IO[bytes], add: Callable[[str, bytes], None]) -> None:
        self._lines = lines
        self.add = add

    def write(self, record: Mapping[str, Any]) -> None:
        """Write one object as one line."""
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        # Ends of lines in Unicode's sense are none in JSON Lines, but some tools split.
        line = line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        self._lines.write(line.encode() + b"\n")


@contextmanager
def writing(path: Path) -> Iterator[SiteFile]:
    """Open a file for writing; put it in place at the end, if nothing went wrong.

    Raises UnknownSuffix, or OSError.
    """
    writers = {".jsonl": _writing_lines, ".zip": _writing_zip}
    if path.suffix.lower() not in writers:
        raise UnknownSuffix(path.name)
    prefix = f".{path.name}."
    with (
        tempfile.TemporaryDirectory(prefix=prefix, dir=path.parent) as work,
        writers[path.suffix.lower()](path, Path(work)) as file,
    ):
        yield file


@contextmanager
def _writing_lines(path: Path, work: Path) -> Iterator[SiteFile]:
    media, target = work / MEDIA, path.with_suffix(f".{MEDIA}")
    if target.exists() and not path.exists():
        raise FileExistsError(0, f"{target} is there, and {path.name} is not", target)
    media.mkdir()
    with _opened(work / LINES) as lines:
        yield SiteFile(lines, lambda name, data: _add(media / name, data))
    if target.exists():
        target.rename(work / "before")
    if any(media.iterdir()):
        media.rename(target)
    (work / LINES).replace(path)


@contextmanager
def _writing_zip(path: Path, work: Path) -> Iterator[SiteFile]:
    with _opened(work / "zip") as out, zipfile.ZipFile(out, "w") as pack:
        with _opened(work / LINES) as lines:
            yield SiteFile(
                lines,
                lambda name, data: pack.writestr(_entry(f"{MEDIA}/{name}"), data),
            )
        entry = _entry(LINES)
        entry.compress_type = zipfile.ZIP_DEFLATED
        with (
            (work / LINES).open("rb") as lines,
            pack.open(entry, "w", force_zip64=True) as packed,
        ):
            shutil.copyfileobj(lines, packed)
    (work / "zip").replace(path)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.external_attr = 0o600 << 16
    return entry


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file for its owner alone; at the end, see it safe on the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _add(path: Path, data: bytes) -> None:
    with _opened(path) as file:
        file.write(data)
