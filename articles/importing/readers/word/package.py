"""The parts of a Word file, and how they name one another."""

import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from articles.importing.unreadable import Unreadable

from .xml import parse

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
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_MACROS = "vbaproject.bin"
_MAIN = "word/document.xml"


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


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: a part of the file, or an address outside of it."""

    kind: str
    target: str
    is_outside: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the file, and what it refers to."""

    root: Element
    relations: Mapping[str, Relation]


class WordFile:
    """The parts of one Word file by their kinds: ``footnotes``, ``styles`` …"""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = _main(package)
        self.body = self._part(self._main)

    @property
    def has_macros(self) -> bool:
        """Whether programs lie in the file."""
        return any(name.lower().endswith(_MACROS) for name in self._package.names)

    def part(self, kind: str) -> Part:
        """Return the one part of a kind; an empty one where there is none."""
        parts = self.parts(kind)
        return parts[0] if parts else Part(Element("root"), {})

    def parts(self, kind: str) -> list[Part]:
        """Return the parts of a kind to which the text refers, each once."""
        relations = self.body.relations.values()
        found = {r.target for r in relations if r.kind == kind and not r.is_outside}
        usual = f"{posixpath.dirname(self._main)}/{kind}.xml"
        names = sorted(found & self._package.names) or [usual]
        return [self._part(name) for name in names if name in self._package.names]

    def bytes_of(self, relation: Relation) -> bytes:
        """Return a part as it lies in the file, or nothing; nothing is ever fetched."""
        return b"" if relation.is_outside else self._package.read(relation.target)

    def properties(self) -> dict[str, str]:
        """Return title and language as the file's properties give them."""
        data = self._package.read("docProps/core.xml")
        root = parse(data) if data else Element("root")
        return {element.tag: (element.text or "").strip() for element in root}

    def _part(self, name: str) -> Part:
        return Part(parse(self._package.read(name)), _relations(self._package, name))


def _main(package: Package) -> str:
    """The name of the part that holds the text."""
    relations = _relations(package, "").values()
    named = (r.target for r in relations if r.kind == "officeDocument")
    name = next((name for name in named if name in package.names), _MAIN)
    if name in package.names and posixpath.dirname(name).endswith(("xl", "ppt")):
        raise Unreadable("not-word")
    if name in package.names:
        return name
    if package.read("mimetype").startswith(_OPEN_DOCUMENT):
        raise Unreadable("open-document")
    raise Unreadable("not-word")


def _relations(package: Package, name: str) -> dict[str, Relation]:
    folder, file = posixpath.split(name)
    data = package.read(posixpath.join(folder, "_rels", f"{file}.rels"))
    if not data:
        return {}
    return {
        element.get("Id", ""): _relation(element, folder)
        for element in parse(data).iter("rel-Relationship")
    }


def _relation(element: Element, folder: str) -> Relation:
    kind = element.get("Type", "").rpartition("/")[2]
    target = element.get("Target", "")
    if kind == "hyperlink" or element.get("TargetMode", "").lower() == "external":
        return Relation(kind, target, is_outside=True)
    path = posixpath.normpath(posixpath.join("/", folder, unquote(target)))
    return Relation(kind, path.lstrip("/"), is_outside=False)
