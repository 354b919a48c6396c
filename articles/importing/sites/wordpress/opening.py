"""An export as a site: read once to learn what leads where, and then item by item."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from articles.importing.sites.folder import Folder
from articles.importing.sites.values import BadSite, Entry, Fault, Header, Site

from .conversion import Conversion
from .elements import read
from .identity import Identity
from .pictures import ALT, Pictures
from .stream import Broken
from .values import Channel, Item

MOST_OF_BLOCKS = 10_000_000  # characters
VERSIONS = ("1.0", "1.1", "1.2")


class WordPressSite:
    """One export file; its pictures, where somebody has fetched them, beside it."""

    unit = "Item"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folder = Folder(path.with_suffix(".media"))
        self._channel = Channel()
        self._pages: dict[str, Item] = {}
        self._attachments: list[Item] = []
        self._blocks: dict[str, str] = {}
        self._room = MOST_OF_BLOCKS
        self._learn()

    def _learn(self) -> None:
        """Read the file for the first time, and keep little of it."""
        try:
            for item in self._items(self._channel):
                if item.type == "attachment":
                    self._attachments.append(bare(item))
                elif item.type == "page":
                    self._pages[item.id] = bare(item)
                elif item.type == "wp_block" and item.status == "publish":
                    self._keep_block(item)
        except Broken as error:
            if not self._channel.version:
                raise BadSite(f"This is no WordPress export. {error}") from error
        version = self._channel.version
        if version not in VERSIONS:
            told = (
                f"its version is “{version[:20]}”" if version else "it says no version"
            )
            raise BadSite(
                f"This is no WordPress export that is read: {told}, and "
                f"{', '.join(VERSIONS)} are."
            )

    def _keep_block(self, item: Item) -> None:
        """Remember a text that posts use again, as long as there is room."""
        self._room -= len(item.content)
        if self._room >= 0 and not item.password:
            self._blocks[item.id] = item.content

    def _items(self, channel: Channel) -> Iterator[Item]:
        with self._path.open("rb") as stream:
            yield from read(stream, channel)

    @property
    def header(self) -> Header:
        """People and topics are found by name: WordPress knows nothing of our uids."""
        return Header(match_names=True)

    def entries(self) -> Iterator[Entry]:
        """Read the file for the second time."""
        identity = Identity(self._channel.link)
        pictures = Pictures(identity, self._folder.has, blocks=self._blocks)
        for item in self._attachments:
            pictures.learn(item)
        conversion = Conversion(self._channel, pictures, self._pages)
        last = 0
        try:
            for item in self._items(Channel()):
                last = item.number
                yield from conversion.entries(item)
        except Broken as error:
            yield Fault(last + 1, f"{error} What stands before it was read.")

    def media(self, name: str) -> bytes:
        """Return a file that was fetched. Raises BadSite."""
        return self._folder.read(name)


def bare(item: Item) -> Item:
    """Return an item without its long texts, to be kept."""
    meta = {ALT: item.meta[ALT]} if ALT in item.meta else {}
    return replace(
        item, content="", excerpt=item.excerpt[:500], comments=(), terms=(), meta=meta
    )


@contextmanager
def open_wordpress(path: Path) -> Iterator[Site]:
    """Open an export. Raises BadSite, or OSError."""
    yield WordPressSite(path)
