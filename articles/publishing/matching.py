"""Find the people and topics that a manuscript names, or make them."""

import unicodedata

from django.utils.text import Truncator

from articles.importing import Person
from articles.models import Author, Topic

from .checking import check
from .saving import new_slug


def author_of(person: Person) -> Author:
    """Find the author of this name, in any language, or make one."""
    family = person.family_name or person.display_name
    name = folded(f"{person.given_names} {family}")
    author: Author
    for author in Author.objects.order_by("pk"):
        if name in names_of(author):
            return author
    made = Author(
        honorific=person.honorific,
        given_names=person.given_names,
        family_name=family,
        role=person.role,
        affiliation=person.affiliation,
        slug=new_slug(f"{person.given_names} {family}", Author.objects.all()),
    )
    check(made, whose=person.display_name)
    made.save()
    return made


def names_of(author: Author) -> set[str]:
    """Return the author's names in all languages, folded for comparing."""
    kept: list[dict[str, str]] = [
        {
            "given_names": author.given_names,
            "family_name": author.family_name,
            "display_name": author.display_name,
        },
        *author.translated.values(),
    ]
    return {
        folded(name)
        for names in kept
        for name in (
            f"{names.get('given_names', '')} {names.get('family_name', '')}",
            names.get("display_name", ""),
        )
        if name.strip()
    }


def topic_of(axis: str, name: str) -> Topic:
    """Find the topic of this name on this axis, in any language, or make one."""
    on_axis = Topic.objects.filter(axis=axis)
    topic: Topic
    for topic in on_axis:
        if folded(name) in map(folded, topic.in_every_language("name")):
            return topic
    made = Topic(axis=axis, name=name, slug=new_slug(name, on_axis))
    named = f"{made.get_axis_display()} “{Truncator(name).chars(60)}”"
    check(made, whose=named)
    made.save()
    return made


def folded(words: str) -> str:
    """Return words without what hands write differently: case, spaces, brackets.

    Nor does it matter in which of Unicode's ways a letter with its signs is written.
    """
    same = unicodedata.normalize("NFC", words.casefold())
    return " ".join(same.strip(" ()").split())
