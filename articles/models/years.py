"""Which years a date or moment can be meant for; others are slips of the hand."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1900, 9000
YEARS_AHEAD = 10


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
