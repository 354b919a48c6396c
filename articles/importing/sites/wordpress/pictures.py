"""Pictures of a site: which addresses are to be fetched, and which files are at hand.

Nothing is ever fetched. Files that somebody fetched stand beside the export, in a
folder of its name ending in .media, under the paths that they had on the site.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from .content import read_plain
from .identity import Identity
from .shortcodes import Shot
from .values import Item

ALT = "_wp_attachment_image_alt"
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
# WordPress's smaller copies, and the mark of a large one made smaller.
_SIZE = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled)(?=\.[A-Za-z]{3,4}$)")
# Tells whether a file is there.
IsThere = Callable[[str], bool]


@dataclass(slots=True)
class Pictures:
    """What is known of the pictures of one site; ``due`` are lines yet to be yielded.

    ``blocks`` are the texts that posts use again, pictures and all, by their numbers.
    """

    identity: Identity
    is_there: IsThere
    attachments: dict[str, Item] = field(default_factory=dict)
    due: list[dict[str, object]] = field(default_factory=list)
    blocks: Mapping[str, str] = field(default_factory=dict)
    _by_path: dict[str, Item] = field(default_factory=dict)
    _by_post: dict[str, list[Item]] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    def learn(self, item: Item) -> None:
        """Remember an attachment: its address, and what is said of it."""
        self.attachments[item.id] = item
        self._by_post.setdefault(item.parent, []).append(item)
        self._by_path.setdefault(file_path(item.attachment_url), item)

    def files_of(self, post: str) -> list[Item]:
        """Return the attachments of a post, by its number."""
        return self._by_post.get(post, [])

    def shown(self, address: str, alt: str = "") -> str:
        """Return "picture:UID" where the picture's file is at hand, or ""."""
        uid = self.take(address, alt)
        return f"picture:{uid}" if uid else ""

    def shots(self, post: str, numbers: Sequence[str]) -> list[Shot]:
        """Return pictures by their numbers; without numbers, all those of a post."""
        if numbers:
            items = [
                self.attachments[one] for one in numbers if one in self.attachments
            ]
        else:
            items = [each for each in self.files_of(post) if is_picture(each)]
        return [
            Shot(
                item.attachment_url,
                read_plain(item.meta.get(ALT, "")),
                read_plain(item.excerpt),
            )
            for item in items
        ]

    def lead(self, item: Item) -> str | None:
        """Return the uid of a post's featured picture, if its file is at hand."""
        found = self.attachments.get(item.meta.get("_thumbnail_id", ""))
        return self.take(found.attachment_url) if found else None

    def take(self, address: str, alt: str = "") -> str | None:
        """Return the uid of a picture at hand; its line is due before its post's."""
        for path in (_SIZE.sub("", file_path(address)), file_path(address)):
            if path.lower().endswith(SUFFIXES) and self.is_there(path):
                uid = self.identity.uid("picture", path)
                if uid not in self._told:
                    self._told.add(uid)
                    self.due.append(self._line(uid, path, alt))
                return uid
        return None

    def _line(self, uid: str, path: str, alt: str) -> dict[str, object]:
        item = self._by_path.get(path)
        told = item.meta.get(ALT, "") if item else ""
        words = " ".join(read_plain(alt or told).split())[:500]
        caption = " ".join(read_plain(item.excerpt).split()) if item else ""
        return {
            "record": "picture",
            "uid": uid,
            "alt": words,
            "is_decoration": not words,
            "caption": caption[:500],
            "files": [{"name": path}],
        }


def is_picture(item: Item) -> bool:
    """Whether a file's address is that of a picture, of any kind."""
    path = file_path(item.attachment_url).lower()
    return path.endswith((*SUFFIXES, ".gif", ".svg", ".avif", ".bmp", ".tif", ".tiff"))


def file_path(address: str) -> str:
    """Return the path of a file on the site, as a path within a folder, or ""."""
    try:
        path = unquote(urlsplit(address.strip()).path)
    except ValueError:
        return ""
    is_odd = ".." in path or "\\" in path or re.search(r"[\0-\x1f]", path)
    return "" if is_odd else path.lstrip("/")
