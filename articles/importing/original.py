"""The plain words of a file as they stand in it, to be laid beside what was understood.

Nothing is interpreted here, so that a reader's mistakes can be seen.
"""

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from articles.importing.word.package import open_package
from articles.importing.word.parts import WordFile

from .apart import told_apart
from .decoding import decode, decode_page
from .reader import LARGEST_FILE
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


def original_text(data: bytes, name: str) -> str:
    """Return the words of a file that was read, at most 400,000 characters of them.

    Where they cannot be had within five seconds, the text is empty.
    """
    suffix = name[name.rfind(".") :].lower()
    try:
        said = told_apart(
            "original",
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
