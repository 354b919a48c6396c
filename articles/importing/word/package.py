"""The zip archive that a Word file is, opened only after everything has been checked.

Nothing is written to disk, and no entry is believed about its own size.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib

from articles.importing.unreadable import Unreadable

MOST_UNPACKED = 60 * 2**20
MOST_ENTRIES = 2_000
CHUNK = 2**16

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?"
    rb"<(?:!doctype\s+html|html|head|body|div|p|h1|meta|title|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_CLIMBS = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|\x00")
_SYMLINK = 0o120000
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    RuntimeError,
    struct.error,
)


class Package:
    """The parts of one archive, by their names."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = frozenset(archive.namelist())

    def read(self, name: str) -> bytes:
        """Return one part, or nothing where there is none."""
        return self._archive.read(name) if name in self.names else b""


def open_package(data: bytes) -> Package:
    """Check an archive and open it; raise ``Unreadable`` if it is not safe or whole."""
    _refuse_other_formats(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
        _check(entries)
        unpacked = 0
        for entry in entries:
            unpacked += _unpacked(archive, entry, MOST_UNPACKED - unpacked)
    except _BROKEN as error:
        raise Unreadable("damaged") from error
    return Package(archive)


def _refuse_other_formats(data: bytes) -> None:
    """Say what a file under a false name is."""
    if data.startswith(_OLE):
        is_encrypted = _ENCRYPTED_STREAM in data
        raise Unreadable("protected" if is_encrypted else "old-word")
    start = data[:4096]
    if start.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("rtf-named")
    if start.startswith(b"%PDF"):
        raise Unreadable("pdf-named")
    if _HTML.match(start):
        raise Unreadable("web-page-named")
    if not data.startswith(b"PK"):
        raise Unreadable("not-word")


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Unreadable("too-many-entries", {"limit": MOST_ENTRIES})
    for entry in entries:
        # The name as it stands in the file: the library mends some of them.
        is_link = (entry.external_attr >> 16) & 0o170000 == _SYMLINK
        if is_link or any(map(_CLIMBS.search, (entry.filename, entry.orig_filename))):
            raise Unreadable("unsafe-path")
        if entry.flag_bits & 1:
            raise Unreadable("protected")


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> int:
    """Unpack an entry bit by bit and count; its header may lie about its size."""
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > most:
                limit = MOST_UNPACKED // 2**20
                raise Unreadable("unpacks-too-large", {"limit": limit})
    return size
