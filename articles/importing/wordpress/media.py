"""Shortcodes that show something: galleries, and players of sound and film."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

PLAYERS = frozenset({"audio", "video", "youtube", "vimeo", "soundcloud", "embed"})
MOST_SHOTS = 1000
_ATTRIBUTE = re.compile(r"(?<![\w-])([\w-]+)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))")
_ADDRESS = re.compile(r"https?://[^\s\"'<>\[\]]+")


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
        return "".join(map(_figure, shots(()))), []
    found = [(number, shots([number])) for number in numbers[:MOST_SHOTS]]
    missing = [number for number, shot in found if not shot]
    return "".join(_figure(shot) for _number, each in found for shot in each), missing


def _figure(shot: Shot) -> str:
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
