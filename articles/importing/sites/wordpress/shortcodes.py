"""Shortcodes, those of media among them."""

import html
import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

PLAYERS = frozenset({"audio", "video", "youtube", "vimeo", "soundcloud", "embed"})
MOST_SHOTS = 1000
_ATTRIBUTE = re.compile(r"(?<![\w-])([\w-]+)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))")
_ADDRESS = re.compile(r"https?://[^\s\"'<>\[\]]+")
NOTES = frozenset(
    {
        *("note", "ref", "footnote", "fn", "efn_note", "mfn", "footnotes_note"),
        *("modern_footnote", "sidenote"),
    }
)
# Where a plugin prints its list; the notes stand at the end anyway.
LISTS = frozenset(
    {"footnotes", "references", "reflist", "footnote_list", "display_footnotes"}
)
# These need nothing more to be shortcodes.
_BARE = frozenset({"gallery", "playlist", "contact-form", "toc"})
MOST_NOTES = 999
LONGEST_ADDRESS = 2000
_CAPTIONS = frozenset({"caption", "wp_caption"})
_TAG = re.compile(
    r"\[(\[?)(/?)([A-Za-z][\w-]{0,40})((?:\s[^\[\]]{0,20000})?)(/?)\](\]?)"
)
_DOUBLE = re.compile(r"(?<=\s)\(\((?=[^\s(])|\)\)")
_PARAGRAPH = re.compile(
    r"\n[ \t\r]{0,99}\n|</?(?:p|div|h[1-6]|li|td|blockquote)\b", re.I
)
_CODE = re.compile(r"<(/?)(pre|code)\b", re.IGNORECASE)
_IMAGE = re.compile(r"(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?", re.IGNORECASE)
# The places of closing tags among all tags, by name.
Closings = dict[str, deque[int]]


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a gallery, in plain text."""

    address: str
    alt: str
    caption: str


# Returns the pictures of these numbers; without numbers, all pictures of the post.
Gallery = Callable[[Sequence[str]], Sequence[Shot]]


def no_gallery(_numbers: Sequence[str]) -> Sequence[Shot]:
    """Return no pictures, for a text that stands alone."""
    return ()


def attributes_of(told: str) -> dict[str, str]:
    """Return what a shortcode says about itself, by its names."""
    return {
        found[1].lower(): found[2] or found[3] or found[4] or ""
        for found in _ATTRIBUTE.finditer(told)
    }


def gallery(told: Mapping[str, str], shots: Gallery) -> tuple[str, list[str]]:
    """Return the pictures of a gallery as figures, and the numbers of unknown ones."""
    numbers = re.findall(r"\d{1,20}", told.get("ids") or told.get("include") or "")
    if not numbers:
        return "".join(map(_shown, shots(()))), []
    found = [(number, shots([number])) for number in numbers[:MOST_SHOTS]]
    missing = [number for number, shot in found if not shot]
    return "".join(_shown(shot) for _number, each in found for shot in each), missing


def _shown(shot: Shot) -> str:
    address, alt = html.escape(shot.address), html.escape(shot.alt)
    caption = f"<figcaption>{html.escape(shot.caption)}</figcaption>"
    shown = f'<img src="{address}" alt="{alt}">'
    return f"\n\n<figure>{shown}{caption if shot.caption else ''}</figure>\n\n"


def player(told: str, inner: str) -> str:
    """Return the first address that a player plays as a link, or ""."""
    found = _ADDRESS.search(html.unescape(inner)) or _ADDRESS.search(
        html.unescape(told)
    )
    if not found:
        return ""
    address = html.escape(found[0])
    return f'\n\n<a href="{address}">{address}</a>\n\n'


@dataclass(slots=True)
class Opened:
    """A text without shortcodes: notes by label, and what was not known.

    ``names`` are the labels of notes that are cited by a name; ``remarks`` sentences.
    """

    text: str
    notes: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A shortcode in ``text``; ``inside`` is what it encloses, cut out when asked for:
    a thousand of them may end at one closing tag."""

    text: str
    start: int
    end: int
    name: str
    attributes: str
    inside: slice

    @property
    def inner(self) -> str:
        return self.text[self.inside]


def open_shortcodes(text: str, shots: Gallery = no_gallery) -> Opened:
    """Put ``<span data-note="1">`` where a note stood, and figures for pictures."""
    opened = Opened("")
    opened.text = _open(text, opened, shots)
    return opened


def _open(text: str, opened: Opened, shots: Gallery) -> str:
    parts: list[str] = []
    position = 0
    for piece in _pieces(text):
        if piece.start < position:
            continue
        written = text[piece.start : piece.end]
        new = _replaced(piece, opened, shots)
        if new is None:
            opened.unknown.append(piece.name)
        parts += (text[position : piece.start], written if new is None else new)
        position = piece.end
    return "".join((*parts, text[position:]))


def _replaced(piece: _Piece, opened: Opened, shots: Gallery) -> str | None:
    """Return what stands for a shortcode, None for one that stays as it is."""
    if piece.name == "":
        return piece.inner
    if piece.name in NOTES or piece.name == "((":
        return _marker(piece, opened)
    if piece.name in _CAPTIONS:
        return _figure(piece, opened, shots)
    if piece.name in PLAYERS:
        return player(piece.attributes, piece.inner) or None
    if piece.name == "gallery":
        return _gallery(piece, opened, shots)
    return "" if piece.name in LISTS else None


def _marker(piece: _Piece, opened: Opened) -> str | None:
    """Return the marker of a note, of an earlier one where only its name is given."""
    name = attributes_of(piece.attributes).get("name", "")
    label = "" if piece.inner.strip() else opened.names.get(name, "")
    if not label:
        if not piece.inner.strip() or len(opened.notes) >= MOST_NOTES:
            return None
        label = str(len(opened.notes) + 1)
        opened.notes[label] = piece.inner.strip()
        if name:
            opened.names.setdefault(name, label)
    return f'<span data-note="{label}"></span>'


def _gallery(piece: _Piece, opened: Opened, shots: Gallery) -> str:
    figures, missing = gallery(attributes_of(piece.attributes), shots)
    if missing or not figures:
        told = ", ".join(missing)[:200] or "all"
        opened.remarks.append(
            f"Pictures of a gallery that the export does not list: {told}."
        )
    return figures


def _figure(piece: _Piece, opened: Opened, shots: Gallery) -> str:
    image = _IMAGE.search(piece.inner)
    picture = image[0] if image else ""
    words = piece.inner[image.end() :].strip() if image else piece.inner.strip()
    caption = words or attributes_of(piece.attributes).get("caption", "")
    # A caption ends at the first sign of an end, so there is none within it.
    caption = _open(caption, opened, shots)
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
    code = _code(text)
    starts = [start for start, _end in code]

    def is_code(piece: _Piece) -> bool:
        at = bisect_right(starts, piece.start) - 1
        return at >= 0 and piece.start < code[at][1]

    return sorted(
        (piece for piece in pieces if not is_code(piece)), key=lambda each: each.start
    )


def _code(text: str) -> list[tuple[int, int]]:
    """Return where code stands, in which no brackets are shortcodes."""
    spans = []
    opening, name = -1, ""
    for found in _CODE.finditer(text):
        if opening < 0 and not found[1]:
            opening, name = found.start(), found[2].lower()
        elif found[1] and found[2].lower() == name and opening >= 0:
            spans.append((opening, found.end()))
            opening = -1
    return spans


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
        start, end = found.span()
        return _Piece(text, start, end, "", "", slice(start + 1, end - 1))
    if found[2]:
        return None
    start, end = found.start() + len(found[1]), found.end() - len(found[6])
    ends = closings.get(name, deque())
    while ends and ends[0] < place:
        ends.popleft()
    told = found[4]
    is_closed = bool(found[5]) or told.endswith("/")
    close = tags[ends[0]] if ends and not is_closed else None
    if close and _encloses(name, text, end, close.start()):
        inside = slice(end, close.start() + len(close[1]))
        return _Piece(text, start, close.end() - len(close[6]), name, told, inside)
    if name in LISTS | PLAYERS | _BARE or close or is_closed or "=" in told:
        return _Piece(text, start, end, name, told, slice(0))
    return None


def _encloses(name: str, text: str, start: int, end: int) -> bool:
    """Whether what stands between two tags belongs to them; to a player, an address."""
    if name in PLAYERS:
        return end - start <= LONGEST_ADDRESS and len(text[start:end].split()) <= 1
    return name in NOTES | _CAPTIONS | LISTS


def _doubled(text: str) -> list[_Piece]:
    """Return what stands in ((…)) behind a space, as one plugin writes its notes.

    It ends in the paragraph in which it begins: others are sums.
    """
    pieces = []
    opening = -1
    breaks = [found.start() for found in _PARAGRAPH.finditer(text)]
    for found in _DOUBLE.finditer(text):
        place = found.start()
        if opening >= 0 and bisect_left(breaks, opening) != bisect_left(breaks, place):
            opening = -1
        if found[0] == "((":
            opening = place if opening < 0 else opening
        elif opening >= 0:
            end = found.end()
            # In “((as he said (then)))” the note's own bracket closes first.
            while text[end : end + 1] == ")":
                end += 1
            inside = slice(opening + 2, end - 2)
            pieces.append(_Piece(text, opening, end, "((", "", inside))
            opening = -1
    return pieces
