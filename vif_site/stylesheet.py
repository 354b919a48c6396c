"""One style sheet, joined from small sources, the same in development and tests.

The sources in ``static/css/`` are joined in the order of their cascade layers;
readers' pages ask for ``css/site.css`` alone. ``css/admin.css`` stays apart.
"""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder, FileSystemFinder
from django.core.files.storage import FileSystemStorage

NAME = "css/site.css"
APART = "css/admin.css"
ORDER = (
    "tokens.css",
    "reset.css",
    "base.css",
    "layout.css",
    "components/*.css",
    "utilities.css",
    "print.css",
)


def join(folder: Path) -> str:
    """Return the text of all style sources below the folder, in order."""
    paths = [path for pattern in ORDER for path in sorted(folder.glob(pattern))]
    return "".join(path.read_text(encoding="utf-8") for path in paths)


class SourceFinder(FileSystemFinder):
    """Finds what stands in ``static/``, but for the sources of the style sheet."""

    def find(self, path: str, find_all: bool = False, **options: object):  # noqa: FBT001, FBT002 -- Django's signature
        return [] if is_source(path) else super().find(path, find_all=find_all)

    def list(self, ignore_patterns: list[str] | None) -> Iterator[tuple]:
        for path, storage in super().list(ignore_patterns):
            if not is_source(path):
                yield path, storage


class StyleSheetFinder(BaseFinder):
    """Finds the joined style sheet; it is written anew when a source has changed."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.VIF_DATA_DIR / "joined")

    def check(self, **kwargs: object) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **options: object):  # noqa: FBT001, FBT002 -- Django's signature
        found = [self.write()] if path == NAME else []
        return found if find_all else (found or [[]])[0]

    def list(self, ignore_patterns: list[str] | None) -> Iterator[tuple]:
        self.write()
        yield NAME, self.storage

    def write(self) -> str:
        path = Path(self.storage.path(NAME))
        text = join(settings.BASE_DIR / "static" / "css")
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return str(path)


def is_source(path: str) -> bool:
    """Tell whether this is a part of the joined style sheet."""
    return path.startswith("css/") and path != APART
