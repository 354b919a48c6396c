"""Keep a picture: cleaned, with its renditions, under a name of our own."""

import uuid

from django.core.files.base import ContentFile
from django.db import transaction

from articles import pictures
from articles.audit import record
from articles.models import Picture, User

from .rebuilding import rebuild_where_used


def keep_picture(
    data: bytes | pictures.CleanPicture,
    *,
    by: User | None,
    picture: Picture | None = None,
) -> Picture:
    """Store a picture and return its record, new or with its file replaced.

    The words of ``picture`` (alt text, caption, credit) are kept; a new one counts
    as decoration until somebody says what it shows. Takes the bytes of a file, or
    what was made of them before. Raises pictures.BadPicture.
    """
    cleaned = pictures.clean(data) if isinstance(data, bytes) else data
    picture = picture or Picture(is_decoration=True)
    is_new = picture.pk is None
    storage = picture.file.storage
    stem = f"pictures/{uuid.uuid4()}"
    picture.renditions = [
        {
            "path": storage.save(f"{stem}-{made.width}.webp", ContentFile(made.data)),
            "width": made.width,
            "height": made.height,
        }
        for made in (*cleaned.renditions, cleaned.master)
    ]
    picture.file.name = picture.renditions[-1]["path"]
    picture.width, picture.height = cleaned.master.width, cleaned.master.height
    with transaction.atomic():
        picture.save()
        record("picture", picture, by=by, is_public=not is_new)
        if not is_new:
            rebuild_where_used(picture)
    return picture
