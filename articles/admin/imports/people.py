"""The people of a text that came in: authors who are here, new ones, or nobody."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.importing import Person
from articles.models import Author, Byline
from articles.publishing.people.matching import known_author

from .head import field_of

NEW = "new"
MOST_PEOPLE = 50  # to be corrected on the page; the rest comes in as it was read


class People:
    """A form for each person found and one for one more, and those beyond the forms.

    ``coming`` holds these, each with the author it may be, ``left_out`` those of them
    who are no authors yet where none may be added.
    """

    def __init__(self, found: tuple[Person, ...], data: Any, *, may_add: bool) -> None:
        self.authors = list(Author.objects.by_name())
        by_key = sorted(self.authors, key=lambda author: author.pk)
        known = [(known_author(person, by_key), person) for person in found]
        self.forms = [
            PersonForm(
                person,
                self.authors,
                author,
                data,
                prefix=f"people-{i}",
                may_add=may_add,
            )
            for i, (author, person) in enumerate([*known[:MOST_PEOPLE], (None, None)])
        ]
        beyond = known[MOST_PEOPLE:]
        self.coming = [(a, person) for a, person in beyond if a or may_add]
        self.left_out = [person for a, person in beyond if not (a or may_add)]

    @property
    def chosen(self) -> list[tuple[Author | None, Person]]:
        """Everybody who is to stand in the byline; without an author, somebody new."""
        typed = [(form.chosen, form.told()) for form in self.forms if not form.is_out]
        return [*typed, *self.coming]


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
        return as_found(self.person) if self.person else ""

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


def as_found(person: Person) -> str:
    """Name a person as the file does, in one line."""
    name = f"{person.honorific} {person.display_name}".strip()
    said = (name, person.role, person.affiliation)
    return ", ".join(part for part in said if part)
