"""The runs of a paragraph: words, symbols, pictures."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from xml.etree.ElementTree import Element

from mammoth.docx.dingbats import dingbats  # type: ignore[import-untyped]

from articles.importing.writing.addresses import raised

from .fields import Fields
from .package import Part, WordFile
from .story import NoteKey, Story, text_of
from .styles import Look, Styles

_FONTS = frozenset(font for font, _ in dingbats)
_OTHERS = ("c-chart", "dgm-relIds")
PICTURES = ("wp-docPr", "a-blip", "v-imagedata", "v-textpath", *_OTHERS)
NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_PLAIN = Look()
_SAY = frozenset({"t", "m-t", "txbxContent", "a-blip", "v-imagedata", "v-textpath"})


def symbol(font: str, code: str) -> str:
    """Return a symbol's own character by its font and hexadecimal code, or nothing."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    low = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    found = dingbats.get((font, number)) or dingbats.get((font, low))
    if found:
        return chr(found)
    is_plain = 0x20 <= number < 0xD800 and number == low
    return chr(number) if is_plain and font not in _FONTS else ""


class Drawings:
    """Reads the drawings of one part; their description comes before them."""

    def __init__(self, file: WordFile, part: Part, story: Story) -> None:
        self._file, self._part, self._story = file, part, story
        self._name = self._alt = ""

    def read(self, element: Element) -> str:
        """Return the picture that an element names, as HTML, or nothing."""
        if element.tag == "wp-docPr":
            alt = element.get("descr", "").strip() or element.get("title", "").strip()
            self._alt, self._name = " ".join(alt.split()), element.get("name", "")
            return ""
        if element.tag in _OTHERS:
            kind = "chart" if element.tag == "c-chart" else "diagram"
            self._story.leave(kind, self._alt or self._name or kind)
            return ""
        alt = self._alt
        if element.tag == "v-imagedata":
            alt = " ".join((element.get("o-title") or "").split())
        return self._picture(element, alt)

    def _picture(self, element: Element, alt: str) -> str:
        own = element.get("r-embed") or element.get("r-id") or ""
        relation = self._part.relations.get(own or element.get("r-link", ""))
        if relation is None:
            return ""
        if relation.is_outside:
            self._story.leave("picture-outside", f"{relation.target[:200]} {alt}")
            return ""
        data = self._file.bytes_of(relation)
        key = self._story.store_picture(relation.target, data, alt)
        return f'<img src="picture:{key}" alt="{escape(alt)}">' if key else ""


@dataclass(frozen=True, slots=True)
class _Piece:
    html: str
    look: Look = _PLAIN
    href: str = ""


class Runs:
    """Reads the runs of one part; fields may go on from paragraph to paragraph.

    ``boxes`` are the text boxes met since they were taken last.
    """

    def __init__(
        self, file: WordFile, part: Part, styles: Styles, story: Story
    ) -> None:
        self._part, self._styles, self._story = part, styles, story
        self._drawings = Drawings(file, part, story)
        self._fields = Fields()
        self._pieces: list[_Piece] = []
        self._look, self._href = _PLAIN, ""
        self._marked: NoteKey | None = None
        self._bookmarks: dict[str, str] = {}
        self.boxes: list[Element] = []
        self._readers: Mapping[str, Callable[[Element], None]] = {
            "r": self._run,
            "hyperlink": self._hyperlink,
            "fldSimple": self._simple_field,
            **dict.fromkeys(("sdt", "sdtContent"), self._walk),
            **dict.fromkeys(("p", "tbl", "tr", "tc", "m-oMath"), self._apart),
            **dict.fromkeys(("del", "moveFrom"), self._deleted),
            "mc-AlternateContent": self._alternative,
            "txbxContent": lambda element: self.boxes.append(element),
            "bookmarkStart": self._bookmark,
            "bookmarkEnd": self._end_bookmark,
            **dict.fromkeys(("t", "m-t"), self._text),
            "tab": lambda element: self._say(" "),
            **dict.fromkeys(("br", "cr"), self._break),
            "noBreakHyphen": lambda element: self._say("\u2011"),
            "sym": self._symbol,
            "fldChar": self._field_sign,
            "instrText": lambda element: self._fields.instruct(element.text or ""),
            **dict.fromkeys(NOTES, self._reference),
            **dict.fromkeys(PICTURES, self._drawing),
        }

    def read(self, paragraph: Iterable[Element]) -> str:
        """Return the phrases of one paragraph."""
        self._pieces = []
        self._walk(paragraph)
        return _join(self._pieces)

    def _walk(self, elements: Iterable[Element]) -> None:
        for child in elements:
            read = self._readers.get(child.tag)
            if read:
                read(child)

    def _put(self, html: str) -> None:
        href = self._href or self._fields.href
        self._pieces.append(_Piece(html, self._look, href))

    def _say(self, text: str) -> None:
        """Put a text where it belongs: into the article, or on the list of losses."""
        if self._fields.is_hidden or self._fields.hold(text):
            return
        if self._marked:
            self._story.marks[self._marked] += text
        elif self._fields.is_contents:
            self._story.leave("contents-list", text)
        elif self._look.is_hidden:
            self._story.leave("hidden-text", text)
        else:
            kind = self._look.raised
            self._story.said.append(raised(text, kind) if kind else text)
            self._put(escape(text, quote=False))

    def _run(self, run: Element) -> None:
        before = self._look
        self._look = self._styles.look(run.find("rPr"))
        self._walk(run)
        self._look, self._marked = before, None

    def _apart(self, element: Element) -> None:
        """Read what stands deeper than Word sets it, with a space on both sides."""
        self._story.formulas += element.tag == "m-oMath"
        self._say(" ")
        self._walk(element)
        self._say(" ")

    def _hyperlink(self, link: Element) -> None:
        relation = self._part.relations.get(link.get("r-id", ""))
        before, anchor = self._href, link.get("anchor", "")
        if relation and not relation.target.startswith("#"):
            self._href = relation.target + (f"#{anchor}" if anchor else "")
        self._walk(link)
        self._href = before

    def _simple_field(self, field: Element) -> None:
        self._fields.begin()
        self._fields.instruct(field.get("instr", ""))
        self._fields.show()
        self._walk(field)
        self._end_field()

    def _field_sign(self, sign: Element) -> None:
        kind = sign.get("fldCharType")
        if kind == "begin":
            self._fields.begin()
        elif kind == "separate":
            self._fields.show()
        elif kind == "end":
            self._end_field()

    def _end_field(self) -> None:
        """Mark a cross-reference to a note, to be joined to its marker later."""
        bookmark, text = self._fields.end()
        if text.strip():
            name = escape(bookmark)
            self._put(f'<span data-bookmark="{name}">{escape(text)}</span>')

    def _deleted(self, element: Element) -> None:
        """Leave out deleted text; moved text stands where it was moved to."""
        is_moved = element.tag == "moveFrom"
        if not is_moved:
            self._story.leave("deleted-text", text_of(element))
        for tag, kind in NOTES.items():
            for reference in element.iter(tag):
                self._story.deleted[kind, reference.get("id", "")] = is_moved

    def _alternative(self, element: Element) -> None:
        """Read the first of several forms of a drawing that says something."""
        forms = [form for form in element if form.tag in ("mc-Choice", "mc-Fallback")]
        says = (form for form in forms if any(part.tag in _SAY for part in form.iter()))
        for form in (*says, *forms)[:1]:
            self._walk(form)

    def _bookmark(self, element: Element) -> None:
        self._bookmarks[element.get("id", "")] = element.get("name", "")

    def _end_bookmark(self, element: Element) -> None:
        self._bookmarks.pop(element.get("id", ""), None)

    def _text(self, element: Element) -> None:
        self._say((element.text or "").replace("\u00ad", ""))

    def _break(self, element: Element) -> None:
        if element.get("type", "textWrapping") != "textWrapping":
            self._say(" ")
        elif not self._fields.is_hidden and not self._fields.is_contents:
            self._story.said.append(" ")
            self._put("<br>")

    def _symbol(self, element: Element) -> None:
        font, code = element.get("font", ""), element.get("char", "")
        sign = symbol(font, code)
        self._say(sign)
        if not sign:
            self._story.leave("symbol", f"{font} {code}")

    def _reference(self, element: Element) -> None:
        key = (NOTES[element.tag], element.get("id", ""))
        name = self._story.cite(*key)
        self._story.said.append(" ")
        self._pieces.append(_Piece(f'<span data-note="{name}"></span>'))
        for bookmark in self._bookmarks.values():
            self._story.bookmarks.setdefault(bookmark, name)
        if element.get("customMarkFollows", "0") not in ("0", "false", "off"):
            self._marked = key
            self._story.marks[key] = ""

    def _drawing(self, element: Element) -> None:
        if element.tag == "v-textpath":
            self._say(element.get("string", ""))
        elif html := self._drawings.read(element):
            self._put(html)


def _join(pieces: list[_Piece]) -> str:
    """Return the HTML of all pieces; neighbours of one look share their elements."""
    html = []
    for href, linked in groupby(pieces, key=lambda piece: piece.href):
        inner = "".join(
            _looking(look, "".join(piece.html for piece in alike))
            for look, alike in groupby(linked, key=lambda piece: piece.look)
        )
        html.append(f'<a href="{escape(href)}">{inner}</a>' if href else inner)
    return "".join(html)


def _looking(look: Look, html: str) -> str:
    if look.raised:
        html = f"<{look.raised}>{html}</{look.raised}>"
    if look.is_emphasised:
        html = f"<em>{html}</em>"
    return f"<strong>{html}</strong>" if look.is_strong else html
