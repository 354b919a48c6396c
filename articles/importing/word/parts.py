"""The parts of a Word file: which are there, what they refer to, the pictures in them."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from articles.importing.unreadable import Unreadable

from .package import Package
from .xml import parse

_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_MACROS = "vbaproject.bin"
_MAIN = "word/document.xml"


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
