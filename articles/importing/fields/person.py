"""One person's name: honorific, given names, family name."""

import re
from dataclasses import dataclass

from articles.importing.manuscript import Person

from .names import (
    HONORIFIC_PAIRS,
    HONORIFIC_TRIPLES,
    HONORIFICS,
    PARTICLES,
    RETIRED,
    SUFFIXES,
    fold,
    has_role_word,
    is_initial,
    is_institutional,
    is_name_word,
)

MOST_WORDS = 7
_GLUED = re.compile(r"([^\W\d_]{2,5}\.)(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class _Split:
    honorific: tuple[str, ...]
    name: tuple[str, ...]


def has_honorific(text: str) -> bool:
    """Whether a text is a name with an honorific before it."""
    split = _split(text)
    return bool(split.honorific) and _is_name(split.name)


def is_plain_name(text: str) -> bool:
    """Whether a text without an honorific looks like a person's name."""
    split = _split(text)
    return (
        _is_name(split.name) and not has_role_word(text) and not is_institutional(text)
    )


def read_person(text: str) -> Person | None:
    """The person a text names, or nothing when it does not look like a name."""
    split = _split(text)
    if not _is_name(split.name):
        return None
    given, family = _given_and_family(list(split.name))
    return Person(
        honorific=" ".join(split.honorific),
        given_names=given,
        family_name=family,
        display_name=" ".join(split.name),
    )


def organisation(name: str) -> Person:
    """An author that is not a person, or a name that cannot be divided."""
    return Person("", "", "", " ".join(name.split()))


def _split(text: str) -> _Split:
    tokens = _tokens(text)
    lead = _honorific_length(tokens)
    honorific, name = tokens[:lead], tokens[lead:]
    while name and _is_after_name(name[-1]):
        honorific.insert(lead, name.pop())
    return _Split(tuple(honorific), tuple(name))


def _tokens(text: str) -> list[str]:
    """The words of a name; "Dr.Rao" counts as two."""
    tokens: list[str] = []
    for token in text.split():
        glued = _GLUED.match(token)
        while glued and fold(glued[1]) in HONORIFICS:
            tokens.append(glued[1])
            token = token[glued.end() :]
            glued = _GLUED.match(token)
        tokens.append(token)
    return tokens


def _honorific_length(tokens: list[str]) -> int:
    folded = [fold(token) for token in tokens]
    index = 0
    while index < len(folded):
        if tuple(folded[index : index + 3]) in HONORIFIC_TRIPLES:
            index += 3
        elif tuple(folded[index : index + 2]) in HONORIFIC_PAIRS:
            index += 2
        elif folded[index] in HONORIFICS or folded[index] in RETIRED:
            index += 1
        else:
            break
    return index


def _is_after_name(token: str) -> bool:
    folded = fold(token)
    return folded in RETIRED or (token.startswith("(") and folded in HONORIFICS)


def _is_name(tokens: tuple[str, ...]) -> bool:
    return (
        0 < len(tokens) <= MOST_WORDS
        and all(is_name_word(token) for token in tokens)
        and any(fold(token) not in PARTICLES for token in tokens)
    )


def _given_and_family(name: list[str]) -> tuple[str, str]:
    """Divide a name; initials at the end are given names, particles the family's."""
    end = len(name)
    while end > 1 and is_initial(name[end - 1]):
        end -= 1
    start = end - 1
    if fold(name[start]) in SUFFIXES and start > 1:
        start -= 1
    while start > 1 and fold(name[start - 1]) in PARTICLES:
        start -= 1
    if start == 1 and fold(name[0]) in PARTICLES:
        start = 0
    given = name[:start] + name[end:]
    return " ".join(given), " ".join(name[start:end])
