"""Find the author or the topic that a text names, or make it."""

import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from django.utils.text import Truncator

from articles.importing import Person
from articles.models import Author, Topic
from articles.publishing.addresses import new_slug
from articles.publishing.saving import check


def author_of(person: Person) -> Author:
    """Find the author of this name, in any language, or make one."""
    known = known_author(person, Author.objects.order_by("pk"))
    if known:
        return known
    family = person.family_name or person.display_name
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


def known_author(person: Person, authors: Iterable[Author]) -> Author | None:
    """Return the first of these authors who has this name in any language."""
    family = person.family_name or person.display_name
    name = folded(f"{person.given_names} {family}")
    return next((author for author in authors if name in names_of(author)), None)


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


def pairs_of_words(source: str) -> set[tuple[str, str]]:
    return set(pairwise(source.split()))


def folded(words: str) -> str:
    """Return words without what hands write differently: case, spaces, brackets.

    Nor does it matter in which of Unicode's ways a letter with its signs is written.
    """
    same = unicodedata.normalize("NFC", words.casefold())
    return " ".join(same.strip(" ()").split())
