"""The forms of the page on which a text that came in is looked at: its parts."""

from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.importing import ManuscriptNote, Person, RawPicture
from articles.models import Article, Author, Byline, Picture
from articles.models.endnote import Endnote, validate_link
from articles.models.years import check_years

from .article_form import check_source
from .widgets import LinesTextarea

NEW = "new"
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


class PersonForm(forms.Form):
    """One person of the byline: an author who is here, a new one, or nobody."""

    choice = forms.ChoiceField(label=_("author"), required=False)
    honorific = field_of(Author, "honorific", help_text="")
    given_names = field_of(Author, "given_names")
    family_name = field_of(Author, "family_name", required=False, help_text="")
    role = field_of(Byline, "role")
    affiliation = field_of(Byline, "affiliation")

    def __init__(
        self,
        person: Person | None,
        authors: list[Author],
        known: Author | None,
        *args: Any,
        may_add: bool,
        **kwargs: Any,
    ) -> None:
        """``person`` is None in the row for one more; ``known`` is who it may be."""
        self.person, self.known, self.authors = person, known, authors
        new = NEW if may_add else ""
        initial = {"choice": (str(known.pk) if known else new) if person else ""}
        if person:
            names = ("honorific", "given_names", "role", "affiliation")
            initial |= {name: getattr(person, name) for name in names}
            initial["family_name"] = person.family_name or person.display_name
        super().__init__(*args, initial=initial, **kwargs)
        named = [(str(author.pk), listed(author)) for author in authors]
        none = _("Leave out") if person else _("Nobody")
        ways = [("", none), *([(NEW, _("New author"))] if may_add else [])]
        self.fields["choice"].choices = [*ways, (_("Authors"), named)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("choice") == NEW and not cleaned.get("family_name"):
            message = _("Write the name, or leave the person out.")
            self.add_error("family_name", forms.ValidationError(message, "required"))
        return cleaned

    @property
    def is_new(self) -> bool:
        return self["choice"].value() == NEW

    @property
    def is_out(self) -> bool:
        return not self["choice"].value()

    @property
    def chosen(self) -> Author | None:
        """The author who is chosen now, if one is."""
        said = str(self["choice"].value())
        return next((each for each in self.authors if str(each.pk) == said), None)

    @property
    def as_found(self) -> str:
        """The person as the file names them, in one line."""
        if self.person is None:
            return ""
        name = f"{self.person.honorific} {self.person.display_name}".strip()
        said = (name, self.person.role, self.person.affiliation)
        return ", ".join(part for part in said if part)

    def told(self) -> Person:
        """The person as the fields name them now."""
        said = {name: (self[name].value() or "").strip() for name in self.fields}
        del said["choice"]
        whole = f"{said['given_names']} {said['family_name']}".strip()
        return Person(display_name=whole, **said)


def listed(author: Author) -> str:
    """Name an author as a list in order of family names does."""
    given = f"{author.honorific} {author.given_names}".strip()
    return ", ".join(part for part in (author.family_name, given) if part)


class NoteForm(forms.Form):
    """One note: its text and its link. Its label is the file's, and goes along so that
    the note can be given back by it."""

    label = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(
        required=False, strip=False, widget=LinesTextarea({"class": "note-text"})
    )
    link = forms.CharField(
        required=False,
        max_length=Endnote._meta.get_field("link").max_length,
        validators=[validate_link],
        widget=forms.TextInput({"inputmode": "url", "placeholder": _("Link")}),
    )

    def __init__(self, note: ManuscriptNote, *args: Any, **kwargs: Any) -> None:
        self.note = note
        initial = {"label": note.label, "text": note.text, "link": note.link}
        super().__init__(*args, initial=initial, **kwargs)
        said = {"label": note.label}
        text, link = self.fields["text"], self.fields["link"]
        text.widget.attrs["aria-label"] = gettext("Note %(label)s: text") % said
        text.widget.attrs["rows"] = 2
        link.widget.attrs["aria-label"] = gettext("Note %(label)s: link") % said

    def clean_text(self) -> str:
        return check_source(self.cleaned_data["text"])

    def value_of(self, name: str) -> str:
        return (self[name].value() or "").strip()


class PictureForm(forms.Form):
    """What a picture shows, for those who do not see it."""

    alt = field_of(Picture, "alt")

    def __init__(self, picture: RawPicture, *args: Any, **kwargs: Any) -> None:
        self.picture = picture
        super().__init__(*args, initial={"alt": picture.alt}, **kwargs)


class MergeForm(forms.Form):
    """One checkbox for each group of notes that say the same."""

    def __init__(self, groups: dict[str, tuple[str, ...]], *args: Any) -> None:
        super().__init__(*args, prefix="merge")
        self.groups = groups
        for key, (first, *others) in groups.items():
            said = {"others": ", ".join(others), "first": first}
            label = gettext("Make notes %(first)s and %(others)s one: note %(first)s")
            self.fields[key] = forms.BooleanField(label=label % said, required=False)

    @property
    def chosen(self) -> tuple[tuple[str, ...], ...]:
        """The groups that are to become one note each."""
        return tuple(group for key, group in self.groups.items() if self[key].value())
