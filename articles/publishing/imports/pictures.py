"""Keep the pictures of a manuscript, and let its texts name the records made."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from articles import pictures
from articles.importing import Manuscript, RawPicture
from articles.models import Picture, User
from articles.publishing.files.pictures import store_picture

LONGEST_ALT = 500
# The bytes of each picture, and what became of them.
Cleaned = Mapping[bytes, pictures.CleanPicture | pictures.BadPicture]

_REFERENCE = re.compile(
    r"!\[((?:[^\[\]\\]|\\.)*)\]\(picture:([\w.-]+)(?:\s\"(?:[^\"\\]|\\.)*\")?\)"
)


@dataclass(frozen=True, slots=True)
class StoredPictures:
    """A manuscript whose texts name records.

    ``refused`` holds names of pictures, each with the code that says why; ``moving``
    the names of those of which the first frame was kept.
    """

    manuscript: Manuscript
    refused: tuple[tuple[str, str], ...] = ()
    moving: tuple[str, ...] = ()


def clean_pictures(manuscript: Manuscript) -> Cleaned:
    """Clean each picture once: before the transaction, which nobody should wait for.

    Raises pictures.Busy.
    """
    different = list(dict.fromkeys(raw.data for raw in manuscript.pictures))
    return dict(zip(different, pictures.clean_each(different), strict=True))


def store_pictures(
    manuscript: Manuscript, cleaned: Cleaned, stored: list[str], *, by: User | None
) -> StoredPictures:
    """Keep each picture once, as it was cleaned; one that is here already is taken again.

    The paths of files that are new are added to ``stored``, even if this fails.
    In the place of a picture that is refused stand the words that describe it.
    """
    uids: dict[str, str] = {}
    refused: list[tuple[str, str]] = []
    known: dict[bytes, Picture] = {}
    moving: list[str] = []
    for raw in manuscript.pictures:
        made = cleaned[raw.data]
        if isinstance(made, pictures.BadPicture):
            refused.append((raw.name, made.code))
            continue
        if raw.data not in known:
            known[raw.data] = _kept(raw, made, by, stored)
        uids[raw.key] = str(known[raw.data].uid)
        if made.was_moving:
            moving.append(raw.name)
    if manuscript.pictures:
        manuscript = _naming(manuscript, uids)
    return StoredPictures(manuscript, tuple(refused), tuple(moving))


def _kept(
    raw: RawPicture, cleaned: pictures.CleanPicture, by: User | None, stored: list[str]
) -> Picture:
    picture = _here(cleaned.master)
    if picture is None:
        alt = raw.alt[:LONGEST_ALT]
        new = Picture(alt=alt, is_decoration=not alt)
        picture = store_picture(cleaned, by=by, picture=new)
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
