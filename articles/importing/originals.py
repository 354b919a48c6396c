"""The file as its author sent it, and the pictures in it."""

import io
import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from articles.importing.readers.word.package import Package, WordFile, open_package
from articles.importing.readers.word.story import picture_name

from .decoding import decode, decode_page
from .formats import LARGEST_FILE
from .manuscript import RawPicture
from .sandboxed import read_in_sandbox
from .scrub import scrub
from .unreadable import Unreadable

MOST_SHOWN = 400_000
# The upload has waited for the reader before, and this is only for looking at.
LONGEST_SECONDS = 5
LONGEST_WAIT = 1
_SPACES = re.compile(r"[ \t\xa0]+")
_ANY_SPACES = re.compile(r"\s+")
_EMPTY_LINES = re.compile(r"\n{3,}")
_SILENT = frozenset({"script", "style", "template", "head", "noscript"})
_WITHIN_LINES = frozenset(
    """
    a abbr b bdi bdo cite code dfn em font i ins kbd mark q s samp small span strong
    sub sup time u var
    """.split()  # noqa: SIM905 -- twenty names are read better so
)
_NOTES = ("footnotes", "endnotes")
_FUNCTIONS = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), "plain_words"),
    **dict.fromkeys((".html", ".htm"), "page_words"),
}
_PAGES = (".html", ".htm")


def original_text(data: bytes, name: str) -> str:
    """Return the words of a file that was read, at most 400,000 characters of them.

    Where they cannot be had within five seconds, the text is empty.
    """
    suffix = name[name.rfind(".") :].lower()
    try:
        said = read_in_sandbox(
            "originals",
            _FUNCTIONS.get(suffix, "word_words"),
            data[:LARGEST_FILE],
            seconds=LONGEST_SECONDS,
            patience=LONGEST_WAIT,
        )
    except Unreadable:
        return ""
    return said[:MOST_SHOWN] if isinstance(said, str) else ""


def plain_words(data: bytes) -> str:
    """Return a plain text as it is."""
    return decode(data).text


def page_words(data: bytes) -> str:
    """Return the words of a web page, a line to each block."""
    out = io.StringIO()
    for node in BeautifulSoup(decode_page(data).text, "html.parser").descendants:
        if isinstance(node, Tag):
            out.write("" if node.name in _WITHIN_LINES else "\n")
        elif isinstance(node, NavigableString) and not isinstance(
            node, PreformattedString
        ):
            around = {parent.name for parent in node.parents}
            out.write("" if around & _SILENT else _ANY_SPACES.sub(" ", node))
    return _tidy(out.getvalue())


def word_words(data: bytes) -> str:
    """Return the words of a Word file, its notes last, a line to each paragraph."""
    file = WordFile(open_package(data))
    lines = list(_lines(file.body.root))
    for kind in _NOTES:
        for part in file.parts(kind):
            for note in part.root.iter(kind[:-1]):
                label, said = note.get("id", ""), " ".join(_lines(note)).strip()
                lines.append(f"[{kind[:-1]} {label}] {said}" if said else "")
    return _tidy("\n".join(lines))


def _lines(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == "p":
            yield "".join(_pieces(child))
        # The old form of a text box says once more what the new one says.
        if child.tag != "mc-Fallback":
            yield from _lines(child)


def _pieces(element: Element) -> Iterator[str]:
    """The words of a paragraph, without those of paragraphs in it (text boxes)."""
    for child in element:
        if child.tag == "t":
            yield child.text or ""
        elif child.tag in ("tab", "br", "cr"):
            yield " "
        elif child.tag in ("footnoteReference", "endnoteReference"):
            yield f"[{child.tag[:-9]} {child.get('id', '')}]"
        elif child.tag not in ("p", "mc-Fallback"):
            yield from _pieces(child)


def _tidy(text: str) -> str:
    lines = (line.strip() for line in _SPACES.sub(" ", text).split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def picture_bytes(
    data: bytes, name: str, pictures: Sequence[RawPicture]
) -> list[bytes]:
    """Return what the file ``name`` holds of each picture that was found in it.

    Empty where it cannot be told which picture it is. Raises ``Unreadable``.
    """
    is_page = name.lower().endswith(_PAGES)
    function = "page_pictures" if is_page else "word_pictures"
    wanted = [each.key if is_page else each.name for each in pictures]
    found = read_in_sandbox(
        "originals", function, data, *wanted, seconds=LONGEST_SECONDS
    )
    kept = found if isinstance(found, dict) else {}
    told = [kept.get(each) for each in wanted]
    return [each if isinstance(each, bytes) else b"" for each in told]


def page_pictures(data: bytes, *keys: str) -> dict[str, bytes]:
    """Return the pictures packed into a web page by their keys; run in a child."""
    found = scrub(decode_page(data).text).pictures
    return {picture.key: picture.data for picture in found if picture.key in keys}


def word_pictures(data: bytes, *names: str) -> dict[str, bytes]:
    """Return the pictures of a Word file by their names; run in a child."""
    package = open_package(data)
    return {name: _in_package(package, name) for name in names}


def _in_package(package: Package, file: str) -> bytes:
    """Return the only part of a Word file with this name, freed from unusual signs."""
    parts = [part for part in package.names if picture_name(part) == file]
    return package.read(parts[0]) if len(parts) == 1 else b""
