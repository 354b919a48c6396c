"""The files of records, in a folder that nothing leads out of."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import IO

from .values import BadSite

LARGEST_FILE = 30 * 2**20  # bytes


class Folder:
    """A folder of files; it need not be there."""

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()

    def has(self, name: str) -> bool:
        """Tell whether there is a file of this name."""
        try:
            return self._inside(name).is_file()
        except (BadSite, OSError, ValueError):
            return False

    def read(self, name: str) -> bytes:
        """Return a file's bytes. Raises BadSite."""
        return read_bounded(name, lambda: self._inside(name).open("rb"), (OSError,))

    def _inside(self, name: str) -> Path:
        check_name(name)
        path = (self._path / name).resolve()
        if not path.is_relative_to(self._path):
            raise BadSite(f"The file {name[:80]} is missing or damaged.")
        return path


def check_name(name: str) -> None:
    """Refuse a name that leads out of the folder of files."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\0" in name or "\\" in name:
        raise BadSite(f"“{name[:80]}” leads out of the folder of files.")


def read_bounded(
    name: str,
    fetch: Callable[[], IO[bytes]],
    failures: tuple[type[Exception], ...],
) -> bytes:
    """Read a file, at most so much of it as a record may have. Raises BadSite."""
    check_name(name)
    try:
        with fetch() as file:
            data = file.read(LARGEST_FILE + 1)
    except failures as error:
        raise BadSite(f"The file {name[:80]} is missing or damaged.") from error
    if len(data) > LARGEST_FILE:
        most = LARGEST_FILE // 2**20
        raise BadSite(f"The file {name[:80]} is larger than {most} MB.")
    return data
