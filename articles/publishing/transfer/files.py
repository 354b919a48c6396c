"""The files of records that travel, in and out."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from articles import pictures
from articles.exporting.site_file import SiteFile
from articles.importing.sites import BadSite, Line, Site, is_bare_webp
from articles.models import Attachment, Picture
from articles.publishing.files import attachments
from articles.publishing.files.pictures import (
    delete_unused,
    store_picture,
    stored_paths,
)

from .columns import InvalidValue
from .lines import Parsed
from .visit import Visit

MOST_FILES = 8
# How a file is named outside, where it is kept here, and what else is told of it.
Kept = tuple[str, str, dict[str, Any]]


def cleaned_before(line: Line, site: Site) -> pictures.CleanPicture | None:
    """Make the files of a line's picture ready, if they are new here.

    That is done before the transaction in which the picture is kept, so that nobody
    waits for it. What is amiss is found again within, and said there.
    """
    if line.record != "picture":
        return None
    told = line.fields.get("files")
    try:
        row = Picture.objects.filter(uid=str(line.fields.get("uid"))).first()
        if row is None or differ(row, told):
            return cleaned_files(told, site)
    except (BadSite, pictures.BadPicture, InvalidValue, OSError, ValidationError):
        return None
    return None


def differ(row: Picture | Attachment, told: Any) -> bool:
    """Tell whether the line's files are others than those here.

    Only files with a check sum can be compared, and of pictures only ours: what was
    made of another file here bears no likeness to it.
    """
    needed = {"sha256", "width"} if isinstance(row, Picture) else {"sha256"}
    if not isinstance(told, list):
        return False
    if not all(isinstance(file, dict) and needed <= set(file) for file in told):
        return False
    here = {file["sha256"] for file in files_of(row)}
    return here != {str(file["sha256"]) for file in told}


def keep(
    row: Picture | Attachment,
    parsed: Parsed,
    visit: Visit,
    *,
    is_new: bool,
) -> None:
    """Store a record, and its files where they are new.

    Raises BadSite, pictures.BadPicture and attaching.BadAttachment; then no file is
    left behind.
    """
    if not is_new and not differ(row, parsed.beside.get("files")):
        row.save()
    elif isinstance(row, Picture):
        told = parsed.beside.get("files")
        cleaned = visit.cleaned or cleaned_files(told, visit.site)
        keep_new_picture(row, cleaned, is_trial=visit.is_trial)
    else:
        keep_new_attachment(row, parsed, visit.site, is_trial=visit.is_trial)


def keep_new_picture(
    picture: Picture, cleaned: pictures.CleanPicture, *, is_trial: bool
) -> None:
    if is_trial:
        picture.file.name = f"{picture.uid}.webp"
        picture.width, picture.height = cleaned.master.width, cleaned.master.height
        picture.save()
        return
    before = stored_paths(picture.file.name, picture.renditions)
    try:
        store_picture(cleaned, by=None, picture=picture)
    except BaseException:
        delete_unused(stored_paths(picture.file.name, picture.renditions) - before)
        raise


def keep_new_attachment(
    attachment: Attachment, parsed: Parsed, site: Site, *, is_trial: bool
) -> None:
    file = one_of(parsed.beside.get("files"))
    data = summed(file, site)
    suffix = attachments.checked(data, file["name"])
    if is_trial:
        attachment.file.name, attachment.size = f"{attachment.uid}{suffix}", len(data)
        attachment.save()
        return
    before = str(attachment.file.name)
    try:
        attachments.place_file(attachment, data, suffix)
        attachment.save()
    except BaseException:
        attachments.delete_unused({str(attachment.file.name)} - {before})
        raise


def one_of(told: Any) -> dict[str, Any]:
    if not isinstance(told, list) or len(told) != 1 or not isinstance(told[0], dict):
        raise InvalidValue("“files” is no list of one object with “name”.")
    return told[0]


def cleaned_files(told: Any, site: Site) -> pictures.CleanPicture:
    """Read a picture's files: as they are where they are ours, else encoded anew."""
    if not isinstance(told, list) or not told:
        raise InvalidValue("“files” is missing: the picture itself.")
    if len(told) > MOST_FILES or not all(isinstance(each, dict) for each in told):
        raise InvalidValue("“files” is no list of at most eight objects with “name”.")
    read = [summed(file, site) for file in told]
    ours = renditions(read) if all(map(can_be_ours, read)) else []
    if ours and is_rising(ours):
        return pictures.CleanPicture(ours[-1], tuple(ours[:-1]))
    return pictures.clean(read[-1])


def summed(file: dict[str, Any], site: Site) -> bytes:
    """Read one file, and see that it is the one that was meant."""
    name = file.get("name")
    if not isinstance(name, str):
        raise InvalidValue("“files” has an entry without “name”.")
    data = site.media(name)
    if file.get("sha256", "") not in {"", hashlib.sha256(data).hexdigest()}:
        raise BadSite(f"The file {name[:80]} is not the one that was exported.")
    return data


def can_be_ours(data: bytes) -> bool:
    """Tell whether a file can be kept as it is, if it can be decoded."""
    return len(data) <= pictures.MOST_BYTES and is_bare_webp(data)


def renditions(files: list[bytes]) -> list[pictures.Rendition]:
    """Return files that can be kept as they are; none where one is broken."""
    sizes = [size for size in pictures.sizes_of(files) if size]
    if len(sizes) < len(files):
        return []
    pairs = zip(files, sizes, strict=True)
    return [pictures.Rendition(data, *size) for data, size in pairs]


def is_rising(made: list[pictures.Rendition]) -> bool:
    """Tell whether the files are of one picture, each wider than the one before."""
    widths = [each.width for each in made]
    is_wide = widths == sorted(set(widths)) and widths[-1] <= pictures.WIDEST
    return is_wide and made[-1].height <= pictures.TALLEST


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
