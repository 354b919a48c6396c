"""The table of files that hold a whole site. A new one is a module and a row here."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from . import BadSite, Site, open_lines, open_zip
from .saved_pages import open_folder
from .wordpress import open_wordpress

FORMATS: Mapping[str, Callable[[Path], AbstractContextManager[Site]]] = {
    ".jsonl": open_lines,
    ".zip": open_zip,
    ".xml": open_wordpress,
}


@contextmanager
def open_site(path: Path) -> Iterator[Site]:
    """Open a folder, or a file by the suffix of its name. Raises BadSite, or OSError."""
    opener = open_folder if path.is_dir() else FORMATS.get(path.suffix.lower())
    if opener is None:
        known = ", ".join(FORMATS)
        raise BadSite(
            f"“{path.name[:80]}” is not read; these are: {known}, and folders."
        )
    with opener(path) as site:
        yield site
