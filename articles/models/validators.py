"""What may stand in an address, a DOI, an ISBN, a year."""

import re
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Browsers take // and /\ for the start of another site, and pass over tabs and ends
# of lines; so a path holds none of these.
PATH = re.compile(r"/(?!/)[^\s\\<>\"'\x00-\x1f\x7f]*")
NO_DESTINATION = _(
    "Write a path on this site, as in /about/, or an address that begins with https://."
)
# The DOI Handbook allows any printing sign after the slash; a space or a sign that
# means something in an address is a slip.
DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>]+")
SEPARATORS = str.maketrans("", "", "- ")
FIRST_YEAR, LAST_YEAR = 1900, 9000
YEARS_AHEAD = 10
validate_slug = RegexValidator(
    r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z",
    _("Use small letters a–z, digits and single hyphens."),
    code="slug",
)


def validate_destination(value: str) -> None:
    """Refuse what is neither a path on this site nor an https address."""
    if not PATH.fullmatch(value):
        check = URLValidator(["https"], message=NO_DESTINATION, code="destination")
        check(value)


def leads_somewhere(column: str) -> models.Q:
    """Return the condition for a path on this site or an https address."""
    starts = f"{column}__startswith"
    is_elsewhere = models.Q(**{starts: "//"}) | models.Q(**{starts: "/\\"})
    is_path = models.Q(**{starts: "/"}) & ~is_elsewhere
    return is_path | models.Q(**{starts: "https://"})


def validate_doi(value: str) -> None:
    """Raise ValidationError unless this is a bare DOI, without https://doi.org/."""
    if not DOI.fullmatch(value):
        message = _("Write the DOI alone, such as 10.5555/12345678.")
        raise ValidationError(message, "doi")


def validate_isbn(value: str) -> None:
    """Raise ValidationError unless the last digit agrees with the others (ISO 2108)."""
    digits = value.translate(SEPARATORS).upper()
    if not (is_isbn_13(digits) or is_isbn_10(digits)):
        message = _("The digits of this ISBN do not agree. Compare it with the book.")
        raise ValidationError(message, "isbn")


def is_isbn_13(digits: str) -> bool:
    if not re.fullmatch(r"97[89][0-9]{10}", digits):
        return False
    return sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(digits)) % 10 == 0


def is_isbn_10(digits: str) -> bool:
    if not re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        return False
    figures = [10 if d == "X" else int(d) for d in digits]
    return sum((10 - i) * figure for i, figure in enumerate(figures)) % 11 == 0


def validate_moment(moment: datetime) -> None:
    """Refuse a moment such as one in year 1.

    PostgreSQL keeps the first hours of that year, in UTC, as 1 BC, and the row cannot
    be read again.
    """
    _validate(moment, LAST_YEAR)


def check_years(row: models.Model, *names: str) -> None:
    """Refuse dates of a row before 1900, or of more than ten years to come."""
    last = timezone.localdate().year + YEARS_AHEAD
    errors = {}
    for name in names:
        day = getattr(row, name)
        # What is no date at all has been refused as such.
        if isinstance(day, date):
            try:
                _validate(day, last)
            except ValidationError as error:
                errors[name] = error
    if errors:
        raise ValidationError(errors)


def _validate(day: date, last: int) -> None:
    if not FIRST_YEAR <= day.year <= last:
        message = _("The year must lie between %(first)s and %(last)s.")
        # As text, or a language could put a comma into the year.
        years = {"first": str(FIRST_YEAR), "last": str(last)}
        raise ValidationError(message, "year", years)
