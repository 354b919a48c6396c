"""The XML of an export, element by element, in bounded memory.

No document type, no entities and nothing from elsewhere is read. Control characters,
which WordPress writes and XML forbids, are read as spaces; bytes that are no UTF-8, as
old databases hold them, as �.
"""

import re
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from articles.importing.sites.values import BadSite

LARGEST = 32 * 2**20  # bytes of one element of the channel
MOST_ELEMENTS = 400_000

_NAMESPACES = (
    (re.compile(r"\{https?://wordpress\.org/export/[^}]*/excerpt/\}"), "excerpt_"),
    (re.compile(r"\{https?://wordpress\.org/export/[^}]*\}"), "wp_"),
    (re.compile(r"\{https?://purl\.org/rss/1\.0/modules/content/\}"), "content_"),
    (re.compile(r"\{https?://purl\.org/dc/elements/1\.1/\}"), "dc_"),
)
_CONTROLS = bytes(sign for sign in range(32) if sign not in (9, 10, 13))
_SPACES = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))
# At the end of each plane: no letters, and forbidden.
_NO_LETTERS = dict.fromkeys((0xFFFE, 0xFFFF), " ")
_OTHER_ENCODING = re.compile(
    rb"<\?xml[^<>]{0,200}encoding\s*=\s*[\"'](?!utf-?8[\"'])", re.IGNORECASE
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Broken(Exception):
    """The XML ends or goes wrong here; what was read before stands."""


class _Source:
    """A stream for the parser that counts what it gives since the last element."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._is_first = True
        self._is_wide = False
        self._decoder: IncrementalDecoder | None = None
        self.given = 0

    def read(self, size: int) -> bytes:
        piece = self._stream.read(min(size, 65_536))
        if self._is_first:
            self._is_first = False
            self._is_wide = piece.startswith(_WIDE_MARKS)
            # Some hosts write blank lines before the declaration.
            piece = piece if self._is_wide else piece.lstrip()
            if not self._is_wide and _OTHER_ENCODING.match(piece) is None:
                self._decoder = getincrementaldecoder("utf-8")("replace")
        self.given += len(piece)
        if self.given > LARGEST:
            raise BadSite(f"One entry is larger than {LARGEST // 2**20} MB.")
        return self._mended(piece)

    def _mended(self, piece: bytes) -> bytes:
        """Return a piece without what XML forbids; half a letter waits for its rest."""
        if self._is_wide:
            return piece
        if self._decoder is None:
            return piece.translate(_SPACES)
        text = self._decoder.decode(piece, final=not piece)
        if piece and not text:
            return b" " if self.given == len(piece) else self.read(4)
        return text.translate(_NO_LETTERS).encode().translate(_SPACES)


def name_of(tag: str) -> str:
    """Return the name of an element with the prefix that WordPress gives it."""
    for namespace, prefix in _NAMESPACES:
        if namespace.match(tag):
            return namespace.sub(prefix, tag)
    return tag


def elements(stream: IO[bytes]) -> Iterator[Element]:
    """Yield the children of the channel, each whole, and forget it afterwards.

    Raises Broken where the XML does, and BadSite for what is dangerous or too large.
    """
    source = _Source(stream)
    parents: list[Element] = []
    count = 0
    try:
        for event, element in iterparse(source, ("start", "end"), forbid_dtd=True):
            if event == "start":
                parents.append(element)
                count += 1
                _check(count, len(parents))
                continue
            parents.pop()
            if len(parents) == 2:
                _rename(element)
                yield element
                parents[-1].clear()
                count = source.given = 0
    except ParseError as error:
        line, _column = error.position
        raise Broken(f"The XML is broken or cut off in line {line}.") from error
    except DefusedXmlException as error:
        raise BadSite(
            "The file declares a document type or entities, which an export has no "
            "need of and which can do harm."
        ) from error
    except (LookupError, ValueError) as error:
        raise Broken("The file is in an encoding that is not known.") from error


def _check(count: int, depth: int) -> None:
    if count > MOST_ELEMENTS or depth > 100:
        raise BadSite(
            f"One entry has more than {MOST_ELEMENTS:,} elements, or is too deep."
        )


def _rename(element: Element) -> None:
    for each in element.iter():
        each.tag = name_of(each.tag)
