"""The XML of a Word file as a small tree: only what says something is kept.

Declarations (DTD, entities) are refused before they mean anything. No tree is deeper
than ``DEEPEST``, and no table within tables deeper than ``DEEPEST_TABLE``: what
stands deeper is joined to what holds it.
"""

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import DefusedXMLParser  # type: ignore[import-untyped]

from articles.importing.decoding import MOST_CHARACTERS
from articles.importing.unreadable import Unreadable

MOST_ELEMENTS = 800_000
LONGEST_VALUE = 8_000
DEEPEST = 150
DEEPEST_TABLE = 3

_SCHEMAS = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_PREFIXES = {
    f"{_SCHEMAS}wordprocessingml/2006/main": "",
    f"{_STRICT}wordprocessingml/main": "",
    f"{_SCHEMAS}officeDocument/2006/relationships": "r-",
    f"{_STRICT}officeDocument/relationships": "r-",
    f"{_SCHEMAS}drawingml/2006/wordprocessingDrawing": "wp-",
    f"{_STRICT}drawingml/wordprocessingDrawing": "wp-",
    f"{_SCHEMAS}drawingml/2006/main": "a-",
    f"{_STRICT}drawingml/main": "a-",
    f"{_SCHEMAS}drawingml/2006/chart": "c-",
    f"{_SCHEMAS}drawingml/2006/diagram": "dgm-",
    f"{_SCHEMAS}officeDocument/2006/math": "m-",
    f"{_STRICT}officeDocument/math": "m-",
    f"{_SCHEMAS}markup-compatibility/2006": "mc-",
    f"{_SCHEMAS}package/2006/relationships": "rel-",
    f"{_SCHEMAS}package/2006/content-types": "types-",
    "http://purl.org/dc/elements/1.1/": "dc-",
    "urn:schemas-microsoft-com:vml": "v-",
    "urn:schemas-microsoft-com:office:office": "o-",
}
_KEPT = frozenset(
    """
    body p pPr pStyle numPr ilvl numId outlineLvl framePr r rPr
    rStyle b i vertAlign vanish t delText tab br cr noBreakHyphen
    sym fldChar instrText fldSimple hyperlink footnoteReference
    endnoteReference tbl tr trPr tblHeader tc tcPr gridSpan vMerge
    del moveFrom txbxContent sdt sdtPr docPartGallery sdtContent
    bookmarkStart bookmarkEnd footnote endnote comment
    style name basedOn abstractNum abstractNumId num lvl lvlOverride
    start startOverride numFmt numStyleLink
    wp-docPr a-blip v-imagedata v-textpath c-chart dgm-relIds m-t m-oMath
    mc-AlternateContent mc-Choice mc-Fallback
    rel-Relationship types-Override dc-title dc-language
    """.split()  # noqa: SIM905 -- seventy names are read better so
)
# Records of how something looked before.
_DROPPED = re.compile(r"\w+Change|tblGrid|sectPr|rt|v-shapetype|v-shadow|lock")
_SAYS = frozenset({"t", "delText", "instrText", "m-t", "dc-title", "dc-language"})


class _Builder:
    """The parser's target: builds the small tree as the parts come in."""

    def __init__(self) -> None:
        self.root = Element("root")
        self._open: list[Element | None] = [self.root]
        self._parents = [self.root]
        self._dropping = self._elements = self._characters = self._tables = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise Unreadable("too-complex", {"limit": MOST_ELEMENTS})
        name = _short(tag)
        if self._dropping or _DROPPED.fullmatch(name):
            self._dropping += 1
            return
        is_deep = len(self._parents) >= DEEPEST
        kept = name in _SAYS if is_deep else name in _KEPT
        if name == "tbl":
            self._tables += 1
        if name in ("tbl", "tr", "tc") and self._tables > DEEPEST_TABLE:
            kept = False
        element = None
        if kept:
            short = {_short(k): v[:LONGEST_VALUE] for k, v in attributes.items()}
            element = Element(name, short)
            self._parents[-1].append(element)
            self._parents.append(element)
        self._open.append(element)

    def end(self, tag: str) -> None:
        if self._dropping:
            self._dropping -= 1
            return
        self._tables -= _short(tag) == "tbl"
        if self._open.pop() is not None:
            self._parents.pop()

    def data(self, text: str) -> None:
        element = self._open[-1]
        if self._dropping or element is None or element.tag not in _SAYS:
            return
        self._characters += len(text)
        if self._characters > MOST_CHARACTERS:
            raise Unreadable("too-much-text", {"limit": MOST_CHARACTERS})
        element.text = (element.text or "") + text

    def close(self) -> Element:
        return self.root


def parse(data: bytes) -> Element:
    """Return a root that holds what one part says; raise ``Unreadable``.

    Names of Word's own are spelt without a prefix (``p``), others with one and a
    hyphen (``a-blip``, ``r-id``).
    """
    parser = DefusedXMLParser(target=_Builder(), forbid_dtd=True)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise Unreadable("has-declarations") from error
    except (ParseError, LookupError, ValueError) as error:
        raise Unreadable("damaged") from error
    return root


def value(element: Element | None, path: str, name: str = "val") -> str:
    """Return an attribute of a descendant, or nothing."""
    found = element.find(path) if element is not None else None
    return found.get(name, "") if found is not None else ""


def is_on(element: Element | None, path: str) -> bool:
    """Whether a switch such as ``b`` is there and not turned off."""
    found = element.find(path) if element is not None else None
    return found is not None and found.get("val", "1") not in ("0", "false", "off")


def _short(tag: str) -> str:
    if tag[:1] != "{":
        return tag
    space, _, name = tag[1:].partition("}")
    return f"{_PREFIXES.get(space, 'other-')}{name}"
