"""Fields in other languages, and the languages there are."""

import json
import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# What JSON can spell and no database or page can hold: the null character, and half
# of a pair of surrogates.
UNSTORABLE = re.compile(r"[\0\ud800-\udfff]")


def languages() -> list[tuple[str, str]]:
    """Return (code, name) of each language, the first one first."""
    return settings.LANGUAGES


class TranslationsFormField(forms.JSONField):
    """JSON, of which a refused form can show all that was typed."""

    def prepare_value(self, value: Any) -> Any:
        shown = super().prepare_value(value)
        # Half a pair of surrogates cannot be sent, so it is spelt as it was typed.
        return json.dumps(value) if UNSTORABLE.search(shown) else shown


class TranslationsField(models.JSONField):
    """To the database, and so to migrations, it is the JSONField that it is made of."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        return super().formfield(**{"form_class": TranslationsFormField} | kwargs)

    def deconstruct(self) -> tuple[str, str, list, dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


class Translated(models.Model):
    """A record that keeps other languages as {"hi": {"name": "…"}}."""

    TRANSLATABLE: tuple[str, ...] = ()

    translated = TranslationsField(
        _("in other languages"),
        default=dict,
        blank=True,
        help_text=_(
            'Such as {"hi": {"name": "ऊर्जा"}}. What is left out is shown as above.'
        ),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if not self.has_well_formed_translations():
            message = _('Write {"hi": {field: text}} with these fields: %(names)s.')
            names = {"names": ", ".join(self.TRANSLATABLE)}
            error = ValidationError(message, "translated", names)
            raise ValidationError({"translated": error})
        if not self.has_storable_translations():
            message = _(
                "A character cannot be stored: \\u0000, or one from \\ud800 to \\udfff"
                " that stands for half a letter. Type the letter itself."
            )
            error = ValidationError(message, "unstorable")
            raise ValidationError({"translated": error})

    def has_well_formed_translations(self) -> bool:
        if not isinstance(self.translated, dict):
            return False
        return all(
            isinstance(fields, dict)
            and set(fields) <= set(self.TRANSLATABLE)
            and all(isinstance(text, str) for text in fields.values())
            for fields in self.translated.values()
        )

    def has_storable_translations(self) -> bool:
        """Tell so of translations that are well formed."""
        return not any(
            UNSTORABLE.search(text)
            for language, fields in self.translated.items()
            for text in (language, *fields.values())
        )

    def in_language(self, field: str, language: str | None = None) -> str:
        """Return the field's text in this language, or in the first one."""
        return self.translation(field, language) or getattr(self, field)

    def translation(self, field: str, language: str | None = None) -> str:
        """Return the field's text in this language, or "" where it has none."""
        fields = {}
        # While a form is shown again, what was typed may have any shape.
        if self.has_well_formed_translations() and self.has_storable_translations():
            fields = self.translated.get(language or get_language(), {})
        return fields.get(field, "")

    def in_every_language(self, *fields: str) -> list[str]:
        """Return these fields' texts in the first language and all others."""
        texts = [getattr(self, field) for field in fields]
        for others in self.translated.values():
            texts += [others.get(field, "") for field in fields]
        return [text for text in texts if text]
