"""Keep the pictures of a manuscript, and let its texts name the records made."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from articles import pictures
from articles.importing import Manuscript, RawPicture
from articles.models import Picture, User

from .picturing import keep_picture

LONGEST_ALT = 500

_REFERENCE = re.compile(
    r"!\[((?:[^\[\]\\]|\\.)*)\]\(picture:([\w.-]+)(?:\s\"(?:[^\"\\]|\\.)*\")?\)"
)


@dataclass(frozen=True, slots=True)
class Illustrated:
    """A manuscript whose texts name records.

    ``refused`` holds names of pictures, each with the code that says why.
    """

    manuscript: Manuscript
    refused: tuple[tuple[str, str], ...] = ()


def illustrate(
    manuscript: Manuscript, stored: list[str], *, by: User | None
) -> Illustrated:
    """Clean and keep each picture once; one that is here already is taken again.

    The paths of files that are new are added to ``stored``, even if this fails.
    In the place of a picture that is refused stand the words that describe it.
    """
    uids: dict[str, str] = {}
    refused: list[tuple[str, str]] = []
    known: dict[str, Picture] = {}
    for raw in manuscript.pictures:
        digest = hashlib.sha256(raw.data).hexdigest()
        try:
            if digest not in known:
                known[digest] = _kept(raw, by, stored)
        except pictures.BadPicture as error:
            refused.append((raw.name, error.code))
        else:
            uids[raw.key] = str(known[digest].uid)
    if manuscript.pictures:
        manuscript = _naming(manuscript, uids)
    return Illustrated(manuscript, tuple(refused))


def _kept(raw: RawPicture, by: User | None, stored: list[str]) -> Picture:
    cleaned = pictures.clean(raw.data)
    picture = _here(cleaned.master)
    if picture is None:
        alt = raw.alt[:LONGEST_ALT]
        new = Picture(alt=alt, is_decoration=not alt)
        picture = keep_picture(cleaned, by=by, picture=new)
        stored += (made["path"] for made in picture.renditions)
    return picture


def _here(master: pictures.Rendition) -> Picture | None:
    """Find the picture whose file holds these bytes."""
    alike = Picture.objects.filter(width=master.width, height=master.height)
    for picture in alike.order_by("pk"):
        storage = picture.file.storage
        name = picture.file.name or ""
        if name and storage.exists(name) and storage.size(name) == len(master.data):
            with storage.open(name) as file:
                if file.read() == master.data:
                    return picture
    return None


def _naming(manuscript: Manuscript, uids: Mapping[str, str]) -> Manuscript:
    notes = [replace(n, text=_renamed(n.text, uids)) for n in manuscript.notes]
    source = _renamed(manuscript.source, uids)
    return replace(manuscript, source=source, notes=tuple(notes), pictures=())


def _renamed(text: str, uids: Mapping[str, str]) -> str:
    def spelt(found: re.Match[str]) -> str:
        uid = uids.get(found[2])
        start = found.start(2) - found.start()
        end = found.end(2) - found.start()
        return f"{found[0][:start]}{uid}{found[0][end:]}" if uid else found[1]

    return _REFERENCE.sub(spelt, text)
