"""The value that comes in: an article as it was found in a file, and the report on it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from articles.content import Texts

Value = str | int
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
class Remark:
    """Something mended or doubtful: a code and its parameters."""

    code: str
    parameters: tuple[tuple[str, Value], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The remark, ready for JSON."""
        return {"code": self.code, "parameters": dict(self.parameters)}


def remark(code: str, parameters: Mapping[str, Value]) -> Remark:
    """A remark with its parameters in the order given."""
    return Remark(code, tuple(parameters.items()))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of the file that stand nowhere in the article, and a code saying why."""

    code: str
    text: str

    def as_dict(self) -> dict[str, str]:
        """The words left out, ready for JSON."""
        return {"code": self.code, "text": self.text}


@dataclass(frozen=True, slots=True)
class Report:
    """Counts and lists that add up.

    ``markers`` counts markers, ``notes`` notes with text, ``matched`` the labels
    that have both; the lists hold labels.
    """

    markers: int
    notes: int
    matched: int
    missing: tuple[str, ...]
    unused: tuple[str, ...]
    identical: tuple[tuple[str, ...], ...]
    without_link: tuple[str, ...]
    repaired: tuple[Remark, ...]
    left_out: tuple[LeftOut, ...]
    warnings: tuple[Remark, ...]

    def as_dict(self) -> dict[str, Any]:
        """The report, ready for JSON."""
        return {
            "markers": self.markers,
            "notes": self.notes,
            "matched": self.matched,
            "missing": list(self.missing),
            "unused": list(self.unused),
            "identical": [list(group) for group in self.identical],
            "without_link": list(self.without_link),
            "repaired": [entry.as_dict() for entry in self.repaired],
            "left_out": [entry.as_dict() for entry in self.left_out],
            "warnings": [entry.as_dict() for entry in self.warnings],
        }


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
