"""One style sheet and one script, joined from small sources, in development as in tests.

Readers' pages ask for ``css/site.css`` and ``js/site.js`` alone. The style sources are
joined in the order of their cascade layers; ``css/admin.css``, the admin's scripts and
``js/theme.js``, which runs before anything is painted, stay apart.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder, FileSystemFinder
from django.core.files.storage import FileSystemStorage

APART = "css/admin.css"
COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
JOINED = {
    "css/site.css": (
        "css/tokens.css",
        "css/reset.css",
        "css/base.css",
        "css/layout.css",
        "css/components/*.css",
        "css/utilities.css",
        "css/print.css",
    ),
    "js/site.js": (
        "js/theme-switch.js",
        "js/note-card.js",
        "js/copy-citation.js",
        "js/copy-text.js",
        "js/share.js",
    ),
}


def join(folder: Path, name: str) -> str:
    """Return the text of all sources of this file below the folder, in order.

    Comments and the margins of lines stay behind: no source may have a string or a
    template that runs over several lines.
    """
    paths = [path for pattern in JOINED[name] for path in sorted(folder.glob(pattern))]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return "".join(f"{line}\n" for text in texts for line in lines_of(text))


def lines_of(text: str) -> list[str]:
    """Return the lines that a browser needs."""
    lines = [line.strip() for line in COMMENT.sub("", text).splitlines()]
    return [line for line in lines if line]


class SourceFinder(FileSystemFinder):
    """Finds what stands in ``static/``, but for the sources of what is joined."""

    def find(self, path: str, find_all: bool = False, **options: object):  # noqa: FBT001, FBT002 -- Django's signature
        return [] if is_source(path) else super().find(path, find_all=find_all)

    def list(self, ignore_patterns: list[str] | None) -> Iterator[tuple]:
        for path, storage in super().list(ignore_patterns):
            if not is_source(path):
                yield path, storage


class JoinedFinder(BaseFinder):
    """Finds the joined files; each is written anew when a source has changed."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.VIF_DATA_DIR / "joined")

    def check(self, **kwargs: object) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **options: object):  # noqa: FBT001, FBT002 -- Django's signature
        found = [self.write(path)] if path in JOINED else []
        return found if find_all else (found or [[]])[0]

    def list(self, ignore_patterns: list[str] | None) -> Iterator[tuple]:
        for name in JOINED:
            self.write(name)
            yield name, self.storage

    def write(self, name: str) -> str:
        path = Path(self.storage.path(name))
        text = join(settings.BASE_DIR / "static", name)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return str(path)


def is_source(path: str) -> bool:
    """Tell whether this is a part of a joined file."""
    is_style = path.startswith("css/") and path != APART
    return is_style or path in JOINED["js/site.js"]
