"""What a file that holds a whole site is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

FORMAT = "vif-site"
SCHEMA = 1
Remarks = tuple[str, ...]


class BadSite(Exception):
    """A file, or something in it, that cannot be read; the text is a plain sentence."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the entries.

    ``counts`` holds how many of each record there are, where that is known.
    ``match_names`` says that people and topics may be found by name: the file was made
    from another system's, which knows nothing of our uids.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    match_names: bool = False
    made_at: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One record: where it stands in the file, its fields, and what was noticed."""

    number: int
    fields: Mapping[str, Any]
    remarks: Remarks = ()

    @property
    def record(self) -> str:
        """Which kind of record it is, such as "article"."""
        return str(self.fields.get("record", ""))


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that should have been a record, and a sentence on why it is none."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that has no place here: what it is, what it is called, and why.

    ``address`` is where a file can be fetched.
    """

    number: int
    record: str
    title: str
    why: str
    address: str = ""


Entry = Line | Fault | LeftOut


class Site(Protocol):
    """A file that has been opened. ``unit`` is what its entries are counted in."""

    unit: str

    @property
    def header(self) -> Header:
        """What the file says of itself."""

    def entries(self) -> Iterator[Entry]:
        """Read the entries, once, in the file's order."""

    def media(self, name: str) -> bytes:
        """Return a file that belongs to a record. Raises BadSite."""
