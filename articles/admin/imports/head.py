"""What stands around a text that came in, and the text itself, as fields."""

from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.admin.widgets import LinesTextarea, check_source
from articles.content import STATEMENTS
from articles.models import Article
from articles.models.validators import check_years

OWN = Article.DisclaimerChoice.OTHER


def field_of(model: type[models.Model], name: str, **changes: Any) -> forms.Field:
    """Return the field with which this column is typed in."""
    field = model._meta.get_field(name).formfield(**changes)
    if isinstance(field.widget, forms.TextInput):
        field.widget.attrs["class"] = "vTextField"
    return field


class HeadForm(forms.Form):
    """What stands around the text, and the text. All of it may be corrected."""

    title = field_of(Article, "title")
    standfirst = field_of(Article, "standfirst", widget=LinesTextarea({"rows": 3}))
    dated = forms.DateField(
        label=_("date on the article"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    dated_precision = field_of(Article, "dated_precision")
    date_unknown = field_of(Article, "date_unknown", help_text="")
    kind = field_of(Article, "kind")
    language = field_of(Article, "language")
    topics = forms.MultipleChoiceField(
        label=_("topics"), required=False, widget=forms.CheckboxSelectMultiple
    )
    disclaimer_choice = forms.ChoiceField(label=_("which disclaimer"))
    disclaimer = forms.CharField(
        label=_("text of the disclaimer"),
        required=False,
        widget=LinesTextarea({"rows": 3}),
    )
    picture_credit = field_of(Article, "picture_credit")
    source = forms.CharField(
        label=_("text"),
        required=False,
        strip=False,
        widget=LinesTextarea({"rows": 24, "spellcheck": "true"}),
        help_text=_("Markdown. Write [^8] where note 8 belongs."),
    )

    def __init__(
        self,
        *args: Any,
        topics: list[tuple[str, str]],
        may_write: bool,
        is_kept: bool,
        **kwargs: Any,
    ) -> None:
        """``may_write`` tells whether a disclaimer of its own may be written, and
        ``is_kept`` whether the one that was found is among the others already."""
        super().__init__(*args, **kwargs)
        for field in STATEMENTS:
            lines = LinesTextarea({"rows": 2})
            self.fields[field.name] = field_of(Article, field.name, widget=lines)
        # Which date, or none, is one answer; so each is named as such.
        self.fields["topics"].choices = topics
        ways = {
            Article.DisclaimerChoice.STANDARD: _("The standard disclaimer"),
            OWN: _("The text below"),
            Article.DisclaimerChoice.NONE: _("No disclaimer"),
        }
        self.fields["disclaimer"].disabled = not may_write
        if not (may_write or is_kept):
            del ways[OWN]
        self.fields["disclaimer_choice"].choices = list(ways.items())

    @property
    def statements(self) -> list[forms.BoundField]:
        return [self[field.name] for field in STATEMENTS]

    def clean_dated(self) -> date | None:
        day = self.cleaned_data["dated"]
        try:
            check_years(Article(dated=day), "dated")
        except forms.ValidationError as error:
            raise forms.ValidationError(error.error_dict["dated"]) from error
        return day

    def clean_source(self) -> str:
        return check_source(self.cleaned_data["source"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("dated") and cleaned.get("date_unknown"):
            message = _("Clear the date, or clear “date not recorded”.")
            self.add_error("dated", forms.ValidationError(message, "both"))
        own = cleaned.get("disclaimer_choice") == OWN
        if own and not cleaned.get("disclaimer", "").strip():
            message = _("Write the disclaimer, or choose another.")
            self.add_error("disclaimer", forms.ValidationError(message, "none"))
        return cleaned
