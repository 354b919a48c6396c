"""What plugins write in square brackets: notes, captions, embedded addresses.

A shortcode that is not known here stays in the text as it is, and is told of.
"""

import html
import re
from collections import deque
from dataclasses import dataclass, field

NOTES = frozenset(
    {"note", "ref", "footnote", "fn", "efn_note", "mfn", "footnotes_note"}
)
# Where a plugin prints its list; the notes stand at the end anyway.
LISTS = frozenset(
    {"footnotes", "references", "reflist", "footnote_list", "display_footnotes"}
)
# These need nothing more to be shortcodes.
_BARE = frozenset({"gallery", "playlist", "audio", "video", "contact-form", "toc"})
MOST_NOTES = 999
_CAPTIONS = frozenset({"caption", "wp_caption"})
_TAG = re.compile(
    r"\[(\[?)(/?)([A-Za-z][\w-]{0,40})((?:\s[^\[\]]{0,1000})?)(/?)\](\]?)"
)
_DOUBLE = re.compile(r"(?<=\s)\(\((?=[^\s(])|\)\)")
_ATTRIBUTE = re.compile(r"([\w-]+)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))")
_IMAGE = re.compile(r"(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?", re.IGNORECASE)


# The places of closing tags among all tags, by name.
Closings = dict[str, deque[int]]


@dataclass(slots=True)
class Opened:
    """A text without shortcodes: notes by label, and the names that were not known."""

    text: str
    notes: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    name: str
    attributes: str
    inner: str


def open_shortcodes(text: str) -> Opened:
    """Put ``<span data-note="1">`` where a note stood, and figures for captions."""
    opened = Opened("")
    parts: list[str] = []
    position = 0
    for piece in _pieces(text):
        if piece.start < position:
            continue
        parts += (text[position : piece.start], _replaced(piece, opened))
        position = piece.end
    parts.append(text[position:])
    opened.text = "".join(parts)
    return opened


def _replaced(piece: _Piece, opened: Opened) -> str:
    if piece.name == "":
        return piece.inner
    if (piece.name in NOTES or piece.name == "((") and len(opened.notes) < MOST_NOTES:
        label = str(len(opened.notes) + 1)
        opened.notes[label] = piece.inner.strip()
        return f'<span data-note="{label}"></span>'
    if piece.name in _CAPTIONS:
        return _figure(piece)
    if piece.name == "embed":
        address = html.escape(html.unescape(piece.inner.strip()))
        return f'\n\n<a href="{address}">{address}</a>\n\n'
    if piece.name in LISTS:
        return ""
    opened.unknown.append(piece.name)
    if piece.name in NOTES:
        # One more than there are labels.
        return f"[{piece.name}]{piece.inner}[/{piece.name}]"
    return piece.inner


def _figure(piece: _Piece) -> str:
    given = {
        found[1]: found[2] or found[3] or found[4] or ""
        for found in _ATTRIBUTE.finditer(piece.attributes)
    }
    image = _IMAGE.search(piece.inner)
    picture = image[0] if image else ""
    words = piece.inner[image.end() :].strip() if image else piece.inner.strip()
    caption = words or given.get("caption", "")
    return f"\n\n<figure>{picture}<figcaption>{caption}</figcaption></figure>\n\n"


def _pieces(text: str) -> list[_Piece]:
    """Return shortcodes in order, each opening with the next closing of its name."""
    tags = list(_TAG.finditer(text))
    closings: Closings = {}
    for place, found in enumerate(tags):
        if found[2]:
            closings.setdefault(found[3].lower(), deque()).append(place)
    pieces = _doubled(text)
    for place, found in enumerate(tags):
        piece = _piece(text, tags, place, found, closings)
        if piece:
            pieces.append(piece)
    return sorted(pieces, key=lambda piece: piece.start)


def _piece(
    text: str,
    tags: list[re.Match[str]],
    place: int,
    found: re.Match[str],
    closings: Closings,
) -> _Piece | None:
    name = found[3].lower()
    if found[1] and found[6]:
        # [[note]] is how WordPress writes [note] itself.
        return _Piece(found.start(), found.end(), "", "", found[0][1:-1])
    if found[2]:
        return None
    start = found.start() + len(found[1])
    ends = closings.get(name, deque())
    while ends and ends[0] < place:
        ends.popleft()
    if ends and not found[5]:
        close = tags[ends[0]]
        end = close.end() - len(close[6])
        inner = text[found.end() - len(found[6]) : close.start() + len(close[1])]
        if name not in NOTES | _CAPTIONS | LISTS | {"embed"}:
            return _whole(text, start, found.end() - len(found[6]), name)
        return _Piece(start, end, name, found[4], inner)
    if name in LISTS:
        return _Piece(start, found.end() - len(found[6]), name, found[4], "")
    if "=" in found[4] or found[5] or name in _BARE:
        return _whole(text, start, found.end() - len(found[6]), name)
    return None


def _whole(text: str, start: int, end: int, name: str) -> _Piece:
    return _Piece(start, end, name, "", text[start:end])


def _doubled(text: str) -> list[_Piece]:
    """Return what stands in ((…)) behind a space, as one plugin writes its notes."""
    pieces = []
    opening = -1
    for found in _DOUBLE.finditer(text):
        if found[0] == "((":
            opening = found.start() if opening < 0 else opening
        elif opening >= 0:
            end = found.end()
            # In “((as he said (then)))” the note's own bracket closes first.
            while text[end : end + 1] == ")":
                end += 1
            inner = text[opening + 2 : end - 2]
            pieces.append(_Piece(opening, end, "((", "", inner))
            opening = -1
    return pieces
