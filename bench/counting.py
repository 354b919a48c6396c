"""What stands in a file, counted by plain patterns on its raw bytes.

Nothing of the importer is used here, so that it is not its own judge. -1 stands
for what is not counted.
"""

import html
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

# A larger one is a bomb; and what this process needs, its children seem to need.
LARGEST_PART = 8 * 2**20


@dataclass(frozen=True)
class Counts:
    """Markers, notes with a text, headings, tables, pictures; all words."""

    markers: int = -1
    notes: int = -1
    headings: int = -1
    tables: int = -1
    pictures: int = -1
    words: str = ""


def count_docx(path: Path) -> Counts:
    """Count in the XML of a Word file, with all changes accepted."""
    archive = zipfile.ZipFile(BytesIO(path.read_bytes()))
    body, feet, ends = (
        told_xml(archive, k) for k in ("document", "footnotes", "endnotes")
    )
    references = re.findall(r"<w:(?:foot|end)noteReference\b", body)
    styles = re.findall(r'<w:pStyle\b[^>]*w:val="([^"]*)"', body)
    return Counts(
        markers=len(references) + len(re.findall(r"\bNOTEREF\s", body)),
        notes=count_notes(feet, "footnote") + count_notes(ends, "endnote"),
        headings=sum(bool(re.match(r"heading\s?\d", s, re.IGNORECASE)) for s in styles),
        tables=len(re.findall(r"<w:tbl>", body)),
        pictures=len(
            re.findall(r"<a:blip\b[^>]*r:(?:embed|link)|<v:imagedata\b", body)
        ),
        words="\n".join(map(words_of_xml, (body, feet, ends))),
    )


def told_xml(archive: zipfile.ZipFile, kind: str) -> str:
    """One part without deleted and moved text, and without the twins of drawings."""
    names = [n for n in archive.namelist() if n.endswith(f"/{kind}.xml")]
    if not names and kind == "document":
        names = [n for n in archive.namelist() if re.search(r"/document\d*\.xml$", n)]
    if not names:
        return ""
    if archive.getinfo(names[0]).file_size > LARGEST_PART:
        return ""
    text = archive.read(names[0]).decode("utf-8-sig", "replace")
    for tag in ("w:moveFrom", "w:del", "w:rPrChange"):
        text = re.sub(rf"<{tag}(?: [^>]*[^/])?>.*?</{tag}>", "", text, flags=re.DOTALL)
    text = re.sub(r'(w:dropCap="(?:drop|margin)"(?:(?!</w:p>).)*)</w:p>', r"\1", text)
    return re.sub(
        r"(<mc:Choice\b.*?(?:txbxContent|a:blip).*?</mc:Choice>)\s*"
        r"<mc:Fallback>.*?</mc:Fallback>",
        r"\1",
        text,
        flags=re.DOTALL,
    )


def count_notes(part: str, kind: str) -> int:
    """Count the notes of a part that hold a word."""
    found = re.findall(rf"<w:{kind} ([^>]*)>(.*?)</w:{kind}>", part, re.DOTALL)
    return sum(
        "eparator" not in attributes and bool(words_of_xml(inner).strip())
        for attributes, inner in found
    )


def words_of_xml(part: str) -> str:
    """The text of a part; paragraphs, tabs and line ends part words."""
    pieces = re.findall(
        r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(</w:p>|<w:tab/>|<w:br\b|<w:footnoteReference\b"
        r"|<w:endnoteReference\b)",
        part,
    )
    return html.unescape(
        "".join(text or (" " if sign else "") for text, sign in pieces)
    )


def count_markdown(path: Path) -> Counts:
    """Count ``[^n]`` and its definitions; where there are none, ``[n]`` and a list."""
    text = path.read_bytes().decode("utf-8-sig", "replace")
    defined = re.findall(r"^\[\^[^\]\s]+\]:", text, re.MULTILINE)
    cited = re.findall(r"\[\^[^\]\s]+\](?!:)", text)
    if not defined:
        defined = re.findall(r"^\[\d{1,3}\]", text, re.MULTILINE)
        cited = re.findall(r"(?<!^)\[\d{1,3}\]", text, re.MULTILINE)
    headings = re.findall(r"^#{1,6} ", text, re.MULTILINE)
    return Counts(len(cited), len(defined), len(headings), words=text)


def count_page(path: Path) -> Counts:
    """Count in the answer that stands beside a page, or its links to notes."""
    text = path.read_bytes().decode("utf-8-sig", "replace")
    twin = path.with_suffix("").with_suffix(".expected.md")
    tables, pictures = (
        len(re.findall(r"<table\b", text)),
        len(re.findall(r"<img\b", text)),
    )
    if twin.exists():
        told = count_markdown(twin)
        return Counts(told.markers, told.notes, -1, tables, pictures)
    headings = len(re.findall(r"<h[1-6]\b", text))
    return Counts(-1, -1, headings, tables, pictures)


COUNTERS: dict[str, Callable[[Path], Counts]] = {
    ".docx": count_docx,
    ".docm": count_docx,
    ".txt": count_markdown,
    ".md": count_markdown,
    ".html": count_page,
    ".htm": count_page,
}


def count(path: Path) -> Counts:
    """Count in a file, as far as anything can be counted in it."""
    try:
        return COUNTERS.get(path.suffix.lower(), lambda _: Counts())(path)
    except (zipfile.BadZipFile, MemoryError):
        return Counts()


def lost_words(before: str, after: str) -> list[str]:
    """The words of one text that the other lacks, letters and digits alone."""
    missing = bag(before) - bag(after)
    return list(missing.elements())


def bag(text: str) -> Counter[str]:
    plain = "".join(
        str(unicodedata.digit(c)) if unicodedata.digit(c, None) is not None else c
        for c in re.sub("[\xad\u200b\u2060\ufeff]", "", text)
    )
    return Counter(re.findall(r"[^\W\d_]+|\d+", plain.casefold()))
