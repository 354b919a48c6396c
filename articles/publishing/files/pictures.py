"""Keep a picture: cleaned, with its renditions, under a name of our own.

A file is deleted only once the change that leaves it behind is certain.
"""

import uuid
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from articles import pictures
from articles.audit import record
from articles.models import Picture, User
from articles.publishing.derived import rebuild_where_used


def store_picture(
    data: bytes | pictures.CleanPicture,
    *,
    by: User | None,
    picture: Picture | None = None,
) -> Picture:
    """Store a picture and return its record, new or with its file replaced.

    The words of ``picture`` (alt text, caption, credit) are kept; a new one counts
    as decoration until somebody says what it shows. Takes the bytes of a file, or
    what was made of them before. What is replaced is deleted after the transaction.
    Raises pictures.BadPicture, and pictures.Busy among it. A caller that undoes it deletes the new files:
    delete_unused.
    """
    cleaned = pictures.clean(data) if isinstance(data, bytes) else data
    picture = picture or Picture(is_decoration=True)
    made = (*cleaned.renditions, cleaned.master)
    stem = f"pictures/{uuid.uuid4()}"
    picture.renditions = [
        {
            "path": f"{stem}-{each.width}.webp",
            "width": each.width,
            "height": each.height,
        }
        for each in made
    ]
    picture.file.name = picture.renditions[-1]["path"]
    picture.width, picture.height = cleaned.master.width, cleaned.master.height
    try:
        for told, each in zip(picture.renditions, made, strict=True):
            picture.file.storage.save(told["path"], ContentFile(each.data))
        save(picture, by=by)
    except BaseException:
        delete_unused(stored_paths(None, picture.renditions))
        raise
    return picture


def save(picture: Picture, *, by: User | None) -> None:
    """Save the record of files that are stored, and drop those of before."""
    is_new = picture.pk is None
    with transaction.atomic():
        # As stored, or of two who replace a file at once, one leaves theirs behind.
        for before in Picture.objects.select_for_update().filter(pk=picture.pk):
            drop_files(before)
        picture.save()
        record("picture", picture, by=by, is_public=not is_new)
        if not is_new:
            rebuild_where_used(picture)


def drop_files(picture: Picture) -> None:
    """Delete a picture's files once this transaction has ended well.

    Must run in the transaction that replaces the files or deletes the record.
    """
    paths = stored_paths(picture.file.name, picture.renditions)
    # A file that cannot be deleted is logged, and undoes nothing.
    transaction.on_commit(partial(delete_unused, paths), robust=True)


def delete_unused(paths: Iterable[str]) -> None:
    """Delete the files at these paths of which no picture has need."""
    kept = Picture.objects.values_list("file", "renditions")
    needed = {path for file, made in kept for path in stored_paths(file, made)}
    storage = Picture._meta.get_field("file").storage
    for path in set(paths) - needed:
        storage.delete(path)


def stored_paths(file: str | None, renditions: list[dict[str, Any]]) -> set[str]:
    paths = (file, *(made["path"] for made in renditions))
    return {path for path in paths if path}
