"""The value that comes in: an article as it was found in a file."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from articles.content import Texts

from .report import Report

KINDS = (
    "commentary",
    "brief",
    "paper",
    "report",
    "interview",
    "review",
    "event report",
)


@dataclass(frozen=True, slots=True)
class Person:
    """One author of the byline.

    A single name stands in ``family_name``; an organisation has only a
    ``display_name``.
    """

    honorific: str
    given_names: str
    family_name: str
    display_name: str
    role: str = ""
    affiliation: str = ""


@dataclass(frozen=True, slots=True)
class ManuscriptNote:
    """One row of the notes: its label as in the file, its text in Markdown."""

    label: str
    text: str
    link: str = ""
    is_missing: bool = False
    accessed_on: date | None = None


@dataclass(frozen=True, slots=True)
class RawPicture:
    """A picture as it lay in the file; the source names it ``picture:KEY``."""

    key: str
    data: bytes
    name: str
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript(Texts):
    """An article read from a file, with the report on how it was understood.

    ``source`` is Markdown with markers of the form ``[^8]``; ``address`` is where the
    text stood on the web, if anywhere.
    """

    people: tuple[Person, ...]
    notes: tuple[ManuscriptNote, ...]
    language: str
    dated: date | None
    dated_precision: str
    disclaimer: str
    disclaimer_is_cut: bool
    kind: str
    topics: tuple[tuple[str, str], ...]
    report: Report
    pictures: tuple[RawPicture, ...] = ()
    address: str = ""

    def summary(self, file: str) -> dict[str, Any]:
        """The report on one file, ready for JSON."""
        return {
            "file": file,
            "title": self.title,
            "authors": [asdict(person) for person in self.people],
            "dated": self.dated.isoformat() if self.dated else None,
            "language": self.language,
            "pictures": len(self.pictures),
            **self.report.as_dict(),
        }
