"""The value that every format of citing, sharing and printing is made of."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal
from urllib.parse import quote

from .escaping import one_line
from .people import Person

Precision = Literal["day", "month", "year"]
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SHORT_MONTHS = (
    "Jan.",
    "Feb.",
    "Mar.",
    "Apr.",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
)
__all__ = ["Citation", "Image", "Person", "Precision", "Work", "describe"]
LONGEST_DESCRIPTION = 160
REPORTS = {"brief", "paper", "report"}


@dataclass(frozen=True, slots=True)
class CitationWords:
    """English by default; the face fills in those of the article's language."""

    months: tuple[str, ...] = MONTHS
    short_months: tuple[str, ...] = SHORT_MONTHS
    undated: str = "n.d."
    with_last: str = "{others}, and {last}"
    with_last_in_apa: str = "{others}, & {last}"
    with_others: str = "{others}, et al."
    numbered: str = "{kind} no. {number}"
    numbered_in_apa: str = "{kind} No. {number}"
    day_month_year: str = "{day} {month} {year}"
    month_day_year: str = "{month} {day}, {year}"
    month_day: str = "{month} {day}"

    def dated(self, on: date, precision: Precision, pattern: str) -> str:
        """Return a date in this pattern, or as much of it as is known."""
        month = self.months[on.month - 1]
        if precision == "year":
            return str(on.year)
        if precision == "month":
            return f"{month} {on.year}"
        return pattern.format(day=on.day, month=month, year=on.year)

    def briefly_dated(self, on: date, precision: Precision) -> str:
        """Return a date with its month cut short: "3 Sept. 2022"."""
        short = replace(self, months=self.short_months)
        return short.dated(on, precision, self.day_month_year)


@dataclass(frozen=True, slots=True)
class Work:
    """One distinct work that the article cites."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, with an absolute address; sizes in pixels."""

    url: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """An article as the outside sees it. Addresses are absolute.

    ``dated`` is None when the date is not recorded; then no format names any date of
    publication. ``kind`` is the code of the kind, ``section`` its name for readers.
    ``image`` is the lead picture; ``card`` is made for links, 1200 × 630 pixels.
    ``accessed`` is the day on which the citation is handed out, where it names one.
    ``statements`` are pairs of a property of schema.org and words.
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
    comment_count: int | None = None
    keywords: tuple[str, ...] = ()
    works: tuple[Work, ...] = ()
    image: Image | None = None
    card: Image | None = None
    site_address: str = ""
    licence: str = ""
    report_number: str = ""
    doi: str = ""
    isbn: str = ""
    pdf_address: str = ""
    accessed: date | None = None
    corrections: tuple[str, ...] = ()
    statements: tuple[tuple[str, str], ...] = ()
    words: CitationWords = field(default_factory=CitationWords)

    @property
    def is_report(self) -> bool:
        """Whether it is cited as a work of its own, not as a page of a site."""
        return self.kind in REPORTS

    @property
    def key(self) -> str:
        """The last part of the address, which is ASCII and names one article."""
        return self.address.rstrip("/").rpartition("/")[2]

    @property
    def doi_address(self) -> str:
        return f"https://doi.org/{quote(self.doi, safe='/:;()')}" if self.doi else ""

    @property
    def lasting_address(self) -> str:
        """Where a citation leads: by the DOI, if there is one."""
        return self.doi_address or self.address

    @property
    def is_by_site(self) -> bool:
        """Whether the institution that publishes is the one author as well."""
        names = [one_line(person.plain_name) for person in self.people]
        return bool(self.site_name) and names == [one_line(self.site_name)]

    def numbered(self, pattern: str) -> str:
        """Return the report number: "Brief no. 12", or as it is if it names itself."""
        number = one_line(self.report_number)
        if number[:1].isdigit():
            return pattern.format(kind=self.section, number=number)
        return number


def describe(*candidates: str) -> str:
    """Return the first text that is not empty, in at most 160 characters."""
    text = next((found for c in candidates if (found := " ".join(c.split()))), "")
    if len(text) <= LONGEST_DESCRIPTION:
        return text
    cut = text[:LONGEST_DESCRIPTION]
    whole_words = cut.rpartition(" ")[0].rstrip(" ,;:–—-")
    return f"{whole_words or cut[:-1]}…"
