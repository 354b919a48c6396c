"""Attach files to articles, judged by their bytes, and take them away for good."""

import io
import uuid
import zipfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction

from articles.models import Article, Attachment

LARGEST = 30 * 2**20
PDF_HEAD, PDF_TAIL = 1024, 2048
MOST_ENTRIES = 10_000
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# Neither stands in a text that people can read.
CONTROLS = bytes({*range(32)} - {9, 10, 12, 13})


class BadAttachment(ValueError):
    """The file is refused; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def checked(data: bytes, name: str) -> str:
    """Return the suffix of a file that is what its name says.

    Raises BadAttachment with the code ``too-large`` (over 30 MB), ``unknown`` (none of
    PDF, CSV, XLSX, ODS), ``macros``, or ``unlike`` (its bytes say otherwise).
    """
    if len(data) > LARGEST:
        raise BadAttachment("too-large")
    suffix = PurePath(name).suffix.lower()
    if suffix not in KINDS:
        raise BadAttachment("unknown")
    if not KINDS[suffix](data):
        raise BadAttachment("unlike")
    return suffix


def is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:PDF_HEAD] and b"%%EOF" in data[-PDF_TAIL:]


def is_csv(data: bytes) -> bool:
    """Tell whether it is a text with rows; a page of HTML is none."""
    if not data.strip() or data.translate(None, CONTROLS) != data:
        return False
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return start != b"<" and any(sign in data for sign in (b",", b";", b"\t"))


def is_xlsx(data: bytes) -> bool:
    names = names_in(data)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise BadAttachment("macros")
    return {"[Content_Types].xml", "xl/workbook.xml"} <= names


def is_ods(data: bytes) -> bool:
    """Tell by the entry that the format wants first, and not packed."""
    if any(name.startswith(("Basic/", "Scripts/")) for name in names_in(data)):
        raise BadAttachment("macros")
    return data[30:38] == b"mimetype" and data[38:].startswith(ODS)


def names_in(data: bytes) -> set[str]:
    """Return the names of what is in an archive, without unpacking any; or nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return set()
    return set(names) if len(names) <= MOST_ENTRIES else set()


KINDS: dict[str, Callable[[bytes], bool]] = {
    ".pdf": is_pdf,
    ".csv": is_csv,
    ".xlsx": is_xlsx,
    ".ods": is_ods,
}


def place_file(attachment: Attachment, data: bytes, suffix: str) -> None:
    """Store a file that was checked, under a name of its own; the caller saves the row.

    The file of before is deleted after the transaction. A caller that undoes it
    deletes the new one, whose name is in the row even if this fails: delete_unused.
    """
    if attachment.pk:
        drop_files(Attachment.objects.select_for_update().filter(pk=attachment.pk))
    attachment.file.name = name = f"attachments/{uuid.uuid4()}{suffix}"
    attachment.file.name = attachment.file.storage.save(name, ContentFile(data))
    attachment.size = len(data)


def drop_files(attachments: Iterable[Attachment]) -> None:
    """Delete these attachments' files once this transaction has ended well.

    Must run in the transaction that replaces the files or deletes the rows.
    """
    paths = {str(attachment.file.name) for attachment in attachments}
    transaction.on_commit(partial(delete_unused, paths), robust=True)


def drop_attachments(article: Article) -> None:
    """Delete the files of an article, in the transaction that deletes it."""
    drop_files(Attachment.objects.filter(article__in=[article, *article.drafts.all()]))


def delete_unused(paths: Iterable[str]) -> None:
    """Delete the files at these paths that no attachment has any more."""
    kept = Attachment.objects.filter(file__in=list(paths)).values_list(
        "file", flat=True
    )
    storage = Attachment._meta.get_field("file").storage
    for path in set(paths) - set(kept):
        storage.delete(path)
