"""What is gathered while a Word file is read: notes, pictures, what was left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from articles.importing.manuscript import RawPicture

MOST_PICTURES = 200
LARGEST_PICTURE = 10 * 2**20

# ``footnote`` or ``endnote``, and the number the file gives it.
NoteKey = tuple[str, str]

_JOINED = ("contents-list", "deleted-text", "hidden-text")
_UNUSUAL = re.compile(r"[^\w.-]")
_SHOWN = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")


@dataclass(slots=True)
class Story:
    """The harvest of one file.

    ``said`` is the text of the article piece by piece, ``said_apart`` what was left
    out of it: each word of both must stand somewhere in the end.
    ``notes`` holds the name of each note that is cited, in order of appearance,
    ``marks`` the signs that authors put in the place of Word's own numbers,
    ``deleted`` the notes whose markers are deleted, or (true) were moved elsewhere.
    """

    said: list[str] = field(default_factory=list)
    said_apart: list[str] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    notes: dict[NoteKey, str] = field(default_factory=dict)
    deleted: dict[NoteKey, bool] = field(default_factory=dict)
    marks: dict[NoteKey, str] = field(default_factory=dict)
    bookmarks: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, RawPicture] = field(default_factory=dict)
    boxes: list[str] = field(default_factory=list)
    formulas: int = 0

    def all_said(self) -> str:
        """Return every text that must stand somewhere."""
        return "\n".join(("".join(self.said), *self.said_apart))

    def cite(self, kind: str, number: str) -> str:
        """Return the name of a note, the next free one where it is cited first."""
        key = (kind, number)
        return self.notes.setdefault(key, f"w{len(self.notes) + 1}")

    def leave(self, code: str, text: str, *, is_said: bool = False) -> None:
        """List a text of the file as left out; one piece after another is joined.

        ``is_said``: it stands among what was said already.
        """
        words = " ".join(text.split())
        if not words:
            return
        if not is_said:
            self.said_apart.append(words)
        if self.left_out and self.left_out[-1][0] == code and code in _JOINED:
            words = f"{self.left_out.pop()[1]} {words}"
        self.left_out.append((code, words))

    def store_picture(self, path: str, data: bytes, alt: str) -> str:
        """Keep a picture of the file; return its key, or nothing where it is left out."""
        if path in self.pictures:
            return self.pictures[path].key
        is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
        is_avif = data[4:12] in (b"ftypavif", b"ftypavis")
        name = picture_name(path)
        told = f"{name} ({alt})" if alt else name
        if not (is_webp or is_avif or data.startswith(_SHOWN)):
            self.leave("picture-of-other-kind", told)
        elif len(data) > LARGEST_PICTURE:
            self.leave("picture-too-large", told)
        elif len(self.pictures) >= MOST_PICTURES:
            self.leave("picture-too-many", told)
        else:
            key = f"p{len(self.pictures) + 1}"
            self.pictures[path] = RawPicture(key, data, name, alt)
            return key
        return ""


def picture_name(path: str) -> str:
    """Return the name of a part of a Word file, freed from unusual signs."""
    return _UNUSUAL.sub("_", path.rpartition("/")[2])


def text_of(element: Element) -> str:
    """Return all that an element says, deleted text too; paragraphs apart."""
    return "".join(_texts(element))


def _texts(element: Element) -> Iterator[str]:
    for part in element.iter():
        if part.tag in ("t", "delText", "m-t"):
            yield part.text or ""
        elif part.tag in ("p", "tab", "br", "cr", "tc"):
            yield " "
