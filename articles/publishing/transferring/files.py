"""The files of pictures and attachments, on their way in."""

import hashlib
from typing import Any

from articles import pictures
from articles.importing.site import BadSite, Site, is_bare_webp
from articles.models import Attachment, Picture
from articles.publishing import attaching
from articles.publishing.picturing import delete_unused, keep_picture, stored_paths

from .columns import Misfit
from .files_out import files_of
from .parsing import Parsed

MOST_FILES = 8


def differ(row: Picture | Attachment, parsed: Parsed) -> bool:
    """Tell whether the line's files are others than those here.

    Only files with a check sum can be compared, and of pictures only ours: what was
    made of another file here bears no likeness to it.
    """
    told = parsed.beside.get("files")
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
    site: Site,
    *,
    is_new: bool,
    is_trial: bool,
) -> None:
    """Store a record, and its files where they are new.

    Raises BadSite, pictures.BadPicture and attaching.BadAttachment; then no file is
    left behind.
    """
    if not is_new and not differ(row, parsed):
        row.save()
    elif isinstance(row, Picture):
        keep_new_picture(row, parsed, site, is_trial=is_trial)
    else:
        keep_new_attachment(row, parsed, site, is_trial=is_trial)


def keep_new_picture(
    picture: Picture, parsed: Parsed, site: Site, *, is_trial: bool
) -> None:
    cleaned = cleaned_files(parsed.beside.get("files"), site)
    if is_trial:
        picture.file.name = f"{picture.uid}.webp"
        picture.width, picture.height = cleaned.master.width, cleaned.master.height
        picture.save()
        return
    before = stored_paths(picture.file.name, picture.renditions)
    try:
        keep_picture(cleaned, by=None, picture=picture)
    except BaseException:
        delete_unused(stored_paths(picture.file.name, picture.renditions) - before)
        raise


def keep_new_attachment(
    attachment: Attachment, parsed: Parsed, site: Site, *, is_trial: bool
) -> None:
    file = one_of(parsed.beside.get("files"))
    data = summed(file, site)
    suffix = attaching.checked(data, file["name"])
    if is_trial:
        attachment.file.name, attachment.size = f"{attachment.uid}{suffix}", len(data)
        attachment.save()
        return
    before = str(attachment.file.name)
    try:
        attaching.place_file(attachment, data, suffix)
        attachment.save()
    except BaseException:
        attaching.delete_unused({str(attachment.file.name)} - {before})
        raise


def one_of(told: Any) -> dict[str, Any]:
    if not isinstance(told, list) or len(told) != 1 or not isinstance(told[0], dict):
        raise Misfit("“files” is no list of one object with “name”.")
    return told[0]


def cleaned_files(told: Any, site: Site) -> pictures.CleanPicture:
    """Read a picture's files: as they are where they are ours, else encoded anew."""
    if not isinstance(told, list) or not told:
        raise Misfit("“files” is missing: the picture itself.")
    if len(told) > MOST_FILES or not all(isinstance(each, dict) for each in told):
        raise Misfit("“files” is no list of at most eight objects with “name”.")
    read = [summed(file, site) for file in told]
    made = [rendition(data) for data in read]
    ours = [each for each in made if each]
    if len(ours) == len(read) and is_rising(ours):
        return pictures.CleanPicture(ours[-1], tuple(ours[:-1]))
    return pictures.clean(read[-1])


def summed(file: dict[str, Any], site: Site) -> bytes:
    """Read one file, and see that it is the one that was meant."""
    name = file.get("name")
    if not isinstance(name, str):
        raise Misfit("“files” has an entry without “name”.")
    data = site.media(name)
    if file.get("sha256", "") not in {"", hashlib.sha256(data).hexdigest()}:
        raise BadSite(f"The file {name[:80]} is not the one that was exported.")
    return data


def rendition(data: bytes) -> pictures.Rendition | None:
    """Return a file that can be kept as it is; None where it must be made anew."""
    if len(data) > pictures.MOST_BYTES or not is_bare_webp(data):
        return None
    size = pictures.upright(data).size
    return pictures.Rendition(data, *size)


def is_rising(made: list[pictures.Rendition]) -> bool:
    """Tell whether the files are of one picture, each wider than the one before."""
    widths = [each.width for each in made]
    is_wide = widths == sorted(set(widths)) and widths[-1] <= pictures.WIDEST
    return is_wide and made[-1].height <= pictures.TALLEST
