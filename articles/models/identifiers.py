"""What names a work to libraries: its DOI and its ISBN."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# The DOI Handbook allows any printing sign after the slash; a space or a sign that
# means something in an address is a slip.
DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>]+")
SEPARATORS = str.maketrans("", "", "- ")


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
