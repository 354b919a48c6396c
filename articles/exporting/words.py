"""The few words and patterns that citations in the three styles need."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

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
