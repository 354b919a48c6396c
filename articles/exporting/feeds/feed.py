"""A feed as the outside sees it: one frozen value for every format."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from articles.exporting.people import Person

# Atom asks when a feed changed, also of one that holds nothing.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reply:
    """What an entry answers: the id it has in feeds, and its address."""

    uid: UUID
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One article or comment. ``html`` is whole and clean; its addresses are absolute.

    ``updated_at`` is when readers were last told of a change. ``published_at`` is None
    where the day is not known.
    """

    uid: UUID
    title: str
    address: str
    language: str
    html: str
    updated_at: datetime
    published_at: datetime | None = None
    summary: str = ""
    people: tuple[Person, ...] = ()
    subjects: tuple[str, ...] = ()
    image: str = ""
    comments: str = ""
    replies_to: Reply | None = None

    @property
    def urn(self) -> str:
        """The id in feeds, which outlives every address."""
        return self.uid.urn


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed: its own address, the page it follows, and its newest entries.

    ``address`` and ``feed_address`` are absolute, as are all others here; ``rights``
    says in words what ``licence``, an address, allows; ``twins`` are (address, media
    type) of the same entries in other formats.
    """

    title: str
    address: str
    feed_address: str
    language: str
    site_name: str
    site_address: str
    description: str = ""
    rights: str = ""
    licence: str = ""
    twins: tuple[tuple[str, str], ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def updated_at(self) -> datetime:
        return max((entry.updated_at for entry in self.entries), default=NEVER)
