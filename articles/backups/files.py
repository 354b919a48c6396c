"""The files that belong to the rows: pictures, attachments, texts that came in."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings

from articles.models import Incoming

from .manifest import DamagedBackup

MEDIA, INCOMING = "media", "incoming"
# What lies here and no row names is an orphan; elsewhere in media/, somebody's own.
OURS = ("pictures", "attachments")


def folders() -> dict[str, Path]:
    """Return where files lie, by the first part of a member's name."""
    storage = Incoming._meta.get_field("file").storage
    return {MEDIA: Path(settings.MEDIA_ROOT), INCOMING: Path(storage.path(""))}


def path_of(member: str) -> Path:
    """Return where a member lies on this machine.

    Raises DamagedBackup for a name that leads out of its folder, or into none.
    """
    first, *rest = PurePosixPath(member).parts or ("",)
    odd = {"..", ".", "/"} & {first, *rest} or "\0" in member or "\\" in member
    if first not in folders() or not rest or odd:
        raise DamagedBackup(f"{member[:100]!r} is no name of a file in a backup.")
    return folders()[first].joinpath(*rest)


def named_files(table: str, row: dict[str, Any]) -> Iterator[str]:
    """Yield the members that a row names."""
    if table not in NAMING:
        return
    room = NAMING[table]
    made = row.get("renditions") or ()
    paths = [row.get("file"), *(each.get("path") for each in made)]
    yield from {f"{room}/{path}" for path in paths if path}


NAMING = {
    "articles_picture": MEDIA,
    "articles_attachment": MEDIA,
    "articles_incoming": INCOMING,
}


def other_files() -> Iterator[str]:
    """Yield the members of media/ that no row could name: somebody's own."""
    for member in stored_files(MEDIA):
        if PurePosixPath(member).parts[1] not in OURS:
            yield member


def stored_files(room: str) -> Iterator[str]:
    """Yield what lies in a folder, links and hidden files left aside."""
    top = folders()[room]
    for folder, inner, names in os.walk(top):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder) / name
            if not name.startswith(".") and path.is_file() and not path.is_symlink():
                yield f"{room}/{path.relative_to(top).as_posix()}"
