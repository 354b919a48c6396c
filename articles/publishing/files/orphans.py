"""Files of pictures and attachments that no row names: a save was cut short."""

from collections.abc import Iterator
from datetime import datetime

from django.core.files.storage import default_storage

from articles.models import Attachment, Picture

from . import attachments
from . import pictures as picturing

FOLDERS = ("attachments", "pictures")


def orphans(before: datetime) -> list[str]:
    """Return the paths of stored files that no row names, written before a moment.

    What is younger may be of a save that has not come to its end.
    """
    # First the files: one that comes in meanwhile is not among them.
    old = {path for path in stored() if was_written_before(path, before)}
    return sorted(old - named())


def stored() -> Iterator[str]:
    """Yield the paths of all files that are stored; hidden ones are half written."""
    for folder in filter(default_storage.exists, FOLDERS):
        for name in default_storage.listdir(folder)[1]:
            if not name.startswith("."):
                yield f"{folder}/{name}"


def was_written_before(path: str, moment: datetime) -> bool:
    try:
        return bool(default_storage.get_modified_time(path) < moment)
    except FileNotFoundError:  # another process was first
        return False


def named() -> set[str]:
    """Return the paths of all files that rows name."""
    rows = Picture.objects.values_list("file", "renditions")
    pictures = {path for row in rows for path in picturing.stored_paths(*row)}
    return pictures.union(Attachment.objects.values_list("file", flat=True))


def delete_orphan(path: str) -> None:
    """Delete a file, unless a row names it by now."""
    room = picturing if path.startswith("pictures/") else attachments
    room.delete_unused([path])
