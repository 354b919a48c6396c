"""How a person's name is split and shown; an organisation's stays whole."""

import re
from dataclasses import dataclass

from .escaping import one_line

SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
# Initials that are written together, as in "VK": longer words are words in capitals.
MOST_INITIALS = 3
_DIVIDERS = re.compile(r"[,;\u060c]")


@dataclass(frozen=True, slots=True)
class Person:
    """An author, with role and affiliation as on publication.

    ``name`` is the name as shown, without honorific. ``given`` is empty where the name
    is a single one, or not to be divided.
    """

    name: str
    given: str = ""
    family: str = ""
    honorific: str = ""
    role: str = ""
    affiliation: str = ""
    url: str = ""
    is_organisation: bool = False

    @property
    def plain_name(self) -> str:
        """The name in its usual order; an honorific written into it is dropped."""
        honorific, name = one_line(self.honorific), one_line(self.name)
        if honorific and not self.is_organisation:
            name = name.removeprefix(f"{honorific} ")
        return name or one_line(self.family)

    @property
    def is_divided(self) -> bool:
        """Whether family name and given names are known apart."""
        return bool(
            not self.is_organisation and self.given.strip() and self.family.strip()
        )

    @property
    def is_family_first(self) -> bool:
        """Whether the name is shown as "Xi Jinping": there is nothing to turn round."""
        family, given = one_line(self.family), one_line(self.given)
        return self.is_divided and self.plain_name == f"{family} {given}"

    @property
    def suffix(self) -> str:
        """What stands after the family name, such as Jr."""
        words = self.family.split()
        is_suffix = len(words) > 1 and words[-1].strip(".").casefold() in SUFFIXES
        return words[-1] if is_suffix and self.is_divided else ""

    @property
    def stem(self) -> str:
        """The family name, with its particles and without suffix."""
        return one_line(self.family.strip().removesuffix(self.suffix)).rstrip(",")

    @property
    def sort_name(self) -> str:
        """The name as catalogues write it: "Gupta, Pravesh Kumar"."""
        return self.turned(one_line(self.given))

    @property
    def listed_name(self) -> str:
        """The sort name, for formats that divide a name at its commas and at nothing else.

        One that is to stay whole has none within, and ends in one: Zotero and EndNote
        would take its last word for the family name.
        """
        if self.is_divided:
            return self.sort_name
        name = one_line(_DIVIDERS.sub(" ", self.plain_name)) or self.plain_name
        return f"{name}," if " " in name else name

    @property
    def short_name(self) -> str:
        """The name with initials: "Gupta, P. K."."""
        return self.turned(initials(self.given))

    def turned(self, given: str) -> str:
        """Return the family name first, then these given names, then the suffix."""
        if not self.is_divided:
            return self.plain_name
        return ", ".join(filter(None, [self.stem, given, self.suffix]))


def initials(given: str) -> str:
    """Return "P. K." of "Pravesh Kumar", and "J.-P." of "Jean-Paul".

    Scripts without capitals know no initials, so a word in them stays whole; so does
    a particle.
    """
    words = given.replace(".", ". ").split()
    return " ".join(
        "-".join(initial(part) for part in word.split("-") if part) for word in words
    )


def initial(word: str) -> str:
    if not word[0].isupper():
        return word
    if word.isupper() and word.isalpha() and len(word) <= MOST_INITIALS:
        return " ".join(f"{letter}." for letter in word)
    return f"{word[0]}."
