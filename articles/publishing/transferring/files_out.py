"""The files of pictures and attachments, on their way out."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db import models

from articles.exporting.site_file import SiteFile
from articles.models import Attachment, Picture

# How a file is named outside, where it is kept here, and what else is told of it.
Kept = tuple[str, str, dict[str, Any]]


def kept_by(row: models.Model) -> Iterator[Kept]:
    """Yield the files of a record; a picture's widest comes last."""
    if isinstance(row, Attachment):
        yield f"{row.uid}{row.suffix}", str(row.file.name), {}
    if isinstance(row, Picture):
        for made in row.renditions:
            size = {"width": made["width"], "height": made["height"]}
            yield f"{row.uid}-{made['width']}.webp", made["path"], size


def files_of(row: Picture | Attachment) -> list[dict[str, Any]]:
    """Tell of a record's files; one that is lost is left out."""
    told = []
    for name, path, size in kept_by(row):
        data = stored(row, path)
        if data is not None:
            digest = hashlib.sha256(data).hexdigest()
            told.append({"name": name, **size, "sha256": digest})
    return told


def send_files(row: models.Model, file: SiteFile) -> list[str]:
    """Write a record's files; return a sentence for each that is lost."""
    lost = []
    for name, path, _size in kept_by(row):
        data = stored(row, path)
        if data is None:
            lost.append(f"The file {path} of “{row}” is lost.")
        else:
            file.add(name, data)
    return lost


def stored(row: Any, path: str) -> bytes | None:
    try:
        with row.file.storage.open(path) as file:
            data: bytes = file.read()
    except OSError:
        return None
    return data
