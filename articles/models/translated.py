"""Fields of a record in other languages, falling back to the first."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Translated(models.Model):
    """A record that keeps other languages as {"hi": {"name": "…"}}."""

    TRANSLATABLE: tuple[str, ...] = ()

    translated = models.JSONField(
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
            names = ", ".join(self.TRANSLATABLE)
            message = _('Write {"hi": {field: text}} with these fields: %(names)s.')
            raise ValidationError(
                {
                    "translated": ValidationError(
                        message % {"names": names}, "translated"
                    )
                }
            )

    def has_well_formed_translations(self) -> bool:
        if not isinstance(self.translated, dict):
            return False
        return all(
            isinstance(fields, dict)
            and set(fields) <= set(self.TRANSLATABLE)
            and all(isinstance(text, str) for text in fields.values())
            for fields in self.translated.values()
        )

    def in_language(self, field: str, language: str | None = None) -> str:
        """Return the field's text in this language, or in the first one."""
        fields = {}
        # While a form is shown again, what was typed may have any shape.
        if self.has_well_formed_translations():
            fields = self.translated.get(language or get_language(), {})
        return fields.get(field) or getattr(self, field)
