"""Check a row that nobody typed into a form, and say in words what is amiss."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import text


def check(row: models.Model, whose: str = "", **options: Any) -> None:
    """Check a row before it is saved; ``options`` are those of ``full_clean``.

    Raises ValidationError by field. Nobody sees the field beside its message, so each
    begins with whose it is (a person, a note) and the field's name in words.
    """
    try:
        row.full_clean(**options)
    except ValidationError as error:
        told = {
            field: [amiss(row, field, said, whose) for said in errors]
            for field, errors in error.error_dict.items()
        }
        raise ValidationError(told) from error


def amiss(
    row: models.Model, field: str, said: ValidationError, whose: str = ""
) -> ValidationError:
    """Return the error with the name of the row's field, in words, before it."""
    name = ""
    if field != NON_FIELD_ERRORS:
        name = str(getattr(row._meta.get_field(field), "verbose_name", field))
    called = ", ".join(filter(None, [whose, name])) or str(row._meta.verbose_name)
    return ValidationError(f"{called}: {' '.join(said.messages)}", said.code)


def too_long(said: str) -> ValidationError | None:
    """Return what is wrong with a text that is longer than the renderer takes."""
    if len(said) <= text.MAXIMUM_SOURCE:
        return None
    message = _(
        "The text has %(count)d characters, and %(most)d is the most. Divide it into parts."
    )
    figures = {"count": len(said), "most": text.MAXIMUM_SOURCE}
    return ValidationError(message, "too-long", figures)
