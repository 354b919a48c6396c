"""What a field of a form holds, in words: as it is stored, and as it was typed."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from .recorded import moment_text

# Fields of the form's own, which say nothing of the article.
FORM_ONLY = {"seen_version", "begun_version", "DELETE"}


def stored_in(bound: BoundField) -> Any:
    """Return what the database holds, as the form found it."""
    return bound.initial


def typed_in(bound: BoundField) -> Any:
    """Return what was typed, understood if it can be."""
    field = bound.field
    if isinstance(field, forms.FileField):
        return bound.data.name if bound.data else ""
    try:
        return field.clean(bound.data)
    except forms.ValidationError:
        said = bound.data
        return " ".join(map(str, said)) if isinstance(said, list) else str(said)


def shown(bound: BoundField, value: Any) -> str:
    """Return a value of this field as the form would show it, in words."""
    field = bound.field
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(sorted(names(field, field.prepare_value(value or []))))
    if isinstance(field, forms.ModelChoiceField):
        return ", ".join(names(field, [field.prepare_value(value)]))
    if isinstance(value, bool) or isinstance(field, forms.ChoiceField):
        return choice(field, value)
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def names(field: forms.ModelChoiceField, keys: Any) -> list[str]:
    """Return what the chosen records are called; what is no key is as it was typed."""
    chosen = [key for key in keys if key not in (None, "")]
    try:
        return [str(row) for row in field.queryset.filter(pk__in=chosen)]
    except (TypeError, ValueError):
        return [str(key) for key in chosen]


def choice(field: forms.Field, value: Any) -> str:
    given = getattr(field.widget, "choices", ()) or (
        (True, _("Yes")),
        (False, _("No")),
    )
    return str({str(key): name for key, name in given}.get(str(value), value))
