"""The pictures of a text that came in, made small, all at once, and kept.

They are made when the text comes in, so that its page asks for files alone; where they
are gone, they are made anew of the file.
"""

import hashlib
from collections.abc import Sequence

from articles import pictures
from articles.importing import Manuscript, RawPicture
from articles.importing.kept_pictures import picture_bytes
from articles.models import Incoming
from articles.sandbox import pack, unpack

from .incoming_files import bytes_of
from .keeping import SMALL_PICTURES, KeptFile
from .understood import to_manuscript

MOST_PICTURES = 50  # to be described on the page; the rest comes in as it was read


def make_small(incoming: Incoming, manuscript: Manuscript) -> None:
    """Make the pictures of a text small while it comes in; if not now, then later."""
    shown = manuscript.pictures[:MOST_PICTURES]
    if not shown:
        return
    try:
        made = pictures.small_each([each.data for each in shown])
    except pictures.Busy:
        return
    kept_for(incoming, shown).write(pack(*made))


def small_picture(incoming: Incoming, number: int) -> bytes:
    """Return one picture as WebP, small; empty where there is none that can be shown.

    Raises ``Unreadable`` where the file is gone or the reader is busy, pictures.Busy.
    """
    shown = to_manuscript(incoming.understood).pictures[:MOST_PICTURES]
    if number >= len(shown):
        return b""
    kept = kept_for(incoming, shown)
    made = unpack(kept.read() or b"")
    if len(made) != len(shown):
        found = picture_bytes(bytes_of(incoming), incoming.name, shown)
        made = pictures.small_each(found)
        kept.write(pack(*made))
    return made[number]


def kept_for(incoming: Incoming, shown: Sequence[RawPicture]) -> KeptFile:
    named = repr([(each.key, each.name) for each in shown]).encode()
    key = hashlib.sha256(named).hexdigest()[:32]
    return KeptFile(SMALL_PICTURES, str(incoming.uid), key)
