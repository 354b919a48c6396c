"""What others need in order to cite an article: one frozen value for every format."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Precision = Literal["day", "month", "year"]
LONGEST_DESCRIPTION = 160


@dataclass(frozen=True, slots=True)
class Person:
    """An author, with role and affiliation as on publication."""

    name: str
    given: str = ""
    family: str = ""
    honorific: str = ""
    role: str = ""
    affiliation: str = ""
    url: str = ""

    @property
    def sort_name(self) -> str:
        """The name as catalogues write it: "Gupta, Pravesh Kumar"."""
        if self.given and self.family:
            return f"{self.family}, {self.given}"
        return self.family or self.name


@dataclass(frozen=True, slots=True)
class Work:
    """One distinct work that the article cites."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """The lead picture, with an absolute address."""

    url: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """An article as the outside sees it. Addresses are absolute.

    ``dated`` is None when the date is not recorded; then no format names any date of
    publication. ``kind`` is the code of the kind, ``section`` its name for readers.
    """

    title: str
    address: str
    site_name: str
    language: str
    kind: str
    section: str
    description: str
    people: tuple[Person, ...] = ()
    dated: date | None = None
    precision: Precision = "day"
    published_at: datetime | None = None
    modified_at: datetime | None = None
    word_count: int = 0
    comment_count: int = 0
    keywords: tuple[str, ...] = ()
    works: tuple[Work, ...] = ()
    image: Image | None = None
    site_address: str = ""
    licence: str = ""
    report_number: str = ""
    corrections: tuple[str, ...] = ()


def describe(*candidates: str) -> str:
    """Return the first text that is not empty, in at most 160 characters."""
    text = next((found for c in candidates if (found := " ".join(c.split()))), "")
    if len(text) <= LONGEST_DESCRIPTION:
        return text
    cut = text[:LONGEST_DESCRIPTION]
    whole_words = cut.rpartition(" ")[0].rstrip(" ,;:–—-")
    return f"{whole_words or cut[:-1]}…"
