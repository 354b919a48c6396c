"""A page's text before it becomes a tree: comments, scripts and packed pictures out.

All of it is one pass over the text, since a parser may take long over such things.
"""

import base64
import binascii
import re
from dataclasses import dataclass, field

from .manuscript import RawPicture

SMALLEST_PICTURE = 200

_OPENING = re.compile(
    r"<!--|<!\[|<[!?]|<svg\b[^<>]{0,500}/>|"
    r"<(script|style|svg|template|select|noembed|noframes)\b",
    re.IGNORECASE,
)
_SAVED_FROM = re.compile(r"\s*saved from url=\(\d+\)(\S+)", re.IGNORECASE)
_LD_JSON = re.compile(r"<script\b[^>]{0,500}\bld\+json", re.IGNORECASE)
_PACKED = re.compile(
    r"data:(image/[a-z0-9.+-]{1,40}+)(?:;[a-z0-9=_-]{1,40}+){0,3};base64,"
    r"([a-z0-9+/=\s%]*+)",
    re.IGNORECASE,
)
_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "image/avif": ".avif",
}


@dataclass(slots=True)
class Scrubbed:
    """A page's markup, and what was taken out of it that may still be needed."""

    markup: str
    json_texts: list[str] = field(default_factory=list)
    saved_from: str = ""
    pictures: list[RawPicture] = field(default_factory=list)


def scrub(text: str) -> Scrubbed:
    """Take out what no reader of a page sees; pictures in it become ``picture:KEY``."""
    found = Scrubbed("")
    parts: list[str] = []
    position = 0
    absent: set[str] = set()
    while opening := _OPENING.search(text, position):
        parts.append(text[position : opening.start()])
        name = (opening[1] or "").lower()
        closing = _closing(opening[0], name)
        end = -1 if closing in absent else _find(text, closing, opening.end())
        if end < 0:
            absent.add(closing)
            end = opening.end()
            parts.append(text[opening.start() : end] if name else " ")
        else:
            _keep(found, text[opening.start() : end], name)
        position = text.find(">", end) + 1 if name and closing not in absent else end
        position = position or len(text)
    found.markup = _PACKED.sub(
        lambda match: _unpack(match, found.pictures), "".join((*parts, text[position:]))
    )
    return found


def _closing(opening: str, name: str) -> str:
    if opening == "<!--":
        return "-->"
    if opening.endswith("/>"):
        return ""
    return f"</{name}" if name else ">"


def _find(text: str, closing: str, start: int) -> int:
    """The place where something ends; that of an element is before its ``>``."""
    if not closing:
        return start
    if not closing.startswith("</"):
        at = text.find(closing, start)
        return at + len(closing) if at >= 0 else -1
    match = re.compile(re.escape(closing), re.IGNORECASE).search(text, start)
    return match.end() if match else -1


def _keep(found: Scrubbed, piece: str, name: str) -> None:
    saved = _SAVED_FROM.match(piece[4:]) if piece.startswith("<!--") else None
    if saved and not found.saved_from:
        found.saved_from = saved[1]
    if name == "script" and _LD_JSON.match(piece):
        found.json_texts.append(piece[piece.find(">") + 1 : piece.rfind("</")])


def _unpack(match: re.Match[str], pictures: list[RawPicture]) -> str:
    """The address by which the source names a picture; none for a mere dot."""
    suffix = _SUFFIXES.get(match[1].lower(), "")
    packed = re.sub(r"\s|%0[AD]", "", match[2].replace("%2B", "+").replace("%2F", "/"))
    packed = packed.replace("%3D", "=").rstrip("=")
    try:
        data = base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if not suffix or len(data) < SMALLEST_PICTURE:
        return ""
    key = f"page-{len(pictures) + 1}"
    pictures.append(RawPicture(key, data, f"{key}{suffix}"))
    return f"picture:{key}"
