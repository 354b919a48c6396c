"""A byline divided into people with their roles and affiliations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.importing.ledger import words_missing
from articles.importing.manuscript import Person

from .person import (
    has_honorific,
    has_role_word,
    is_institutional,
    is_plain_name,
    organisation,
    read_person,
)

LONGEST = 400
_BY = re.compile(
    r"(?:(?:written )?by|authors?\s*[:：]|author\(s\)\s*[:：]|"
    r"(?:लेखक|लेखिका|द्वारा)\s*[:：-]?)\s+",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|&|और|तथा|एवं)\s+", re.IGNORECASE)
_LEADING_AND = re.compile(r"(?:and|&|और|तथा|एवं)\s+", re.IGNORECASE)
_AT = re.compile(r"\s+(?:at|with)\s+(?:the\s+)?", re.IGNORECASE)
_BAR = re.compile(r"\s+[|–—-]\s+")
_NEVER = re.compile(r"[\d@=<>{}\[\]“”\"]|https?:|[?!:।]\s*$")
_ABBREVIATED = re.compile(r"(?:^|[\s(.])(?:[^\W\d_]|Retd|Jr|Sr|Inc|Ltd)\.\)?$", re.I)


@dataclass(frozen=True, slots=True)
class Byline:
    """The people a line names; ``words_left`` are joining words such as "By"."""

    people: tuple[Person, ...]
    words_left: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    attributes: tuple[str, ...] = ()


def read_byline(line: str, *, trusted: bool = False) -> Byline | None:
    """The people a line names, or nothing when it is no byline.

    Without an honorific, "By", a role or an institution the answer is not certain.
    Where the place itself says that it is a byline (``trusted``), any text is one.
    """
    text = " ".join(line.replace("*", " ").split())
    by = _BY.match(text)
    named = text[by.end() :] if by else text
    if not trusted and not _may_be_byline(named):
        return None
    entries = _entries(_BAR.sub(", ", named).rstrip(" ,;"))
    known = [_person(entry, trusted=trusted, named=bool(by)) for entry in entries]
    people = tuple(person for person in known if person)
    if not people or len(people) < len(known):
        return None
    certain = trusted or bool(by) or any(_has_evidence(person) for person in people)
    return Byline(people, words_missing(text, _parts(people)), certain)


def read_role(line: str, person: Person) -> Byline | None:
    """A line that only says what the person before it is, joined to that person."""
    text = " ".join(line.replace("*", " ").split())
    pieces = _pieces(text)
    told = person.role or person.affiliation or not _may_be_byline(text)
    if told or not all(has_role_word(p) or is_institutional(p) for p in pieces):
        return None
    told_person = _with_attributes(person, tuple(pieces))
    parts = (told_person.role, told_person.affiliation)
    return Byline((told_person,), words_missing(text, parts), is_certain=True)


def _may_be_byline(text: str) -> bool:
    if not text or len(text) > LONGEST or _NEVER.search(text):
        return False
    return not text.endswith(".") or _ABBREVIATED.search(text) is not None


def _parts(people: Sequence[Person]) -> list[str]:
    return [
        part
        for person in people
        for part in (
            person.honorific,
            person.display_name,
            person.role,
            person.affiliation,
        )
    ]


def _has_evidence(person: Person) -> bool:
    known = person.honorific or has_role_word(person.role)
    return bool(known) or is_institutional(person.affiliation)


def _entries(text: str) -> list[_Entry]:
    entries: list[_Entry] = []
    for part in text.split(";"):
        pieces = _pieces(_without_and(part.strip()))
        if pieces:
            entries += _divide(pieces)
    return entries


def _pieces(text: str) -> list[str]:
    """What stands between commas, save for those in brackets."""
    pieces, depth = [""], 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if sign in ",，" and depth <= 0:
            pieces.append("")
        else:
            pieces[-1] += sign
    return [piece.strip() for piece in pieces if piece.strip()]


def _divide(pieces: list[str]) -> list[_Entry]:
    """Give each piece to the person it belongs to."""
    is_list = _is_list_of_names(pieces)
    entries: list[_Entry] = []
    for index, piece in enumerate(pieces):
        after = pieces[index + 1] if index + 1 < len(pieces) else ""
        names = [] if entries and not is_list else _names(piece)
        belongs, started = ("", names) if names else _split_piece(piece, after)
        if not entries and not names:
            belongs, started = "", [piece]
        if belongs:
            last = entries[-1]
            entries[-1] = replace(last, attributes=(*last.attributes, belongs))
        entries += [_Entry(name) for name in started]
    return entries


def _is_list_of_names(pieces: list[str]) -> bool:
    """Whether commas stand between names only: "A. Rao, B. Iyer and C. Das"."""
    last = pieces[-1]
    ends_in_name = _AND.search(last) or _LEADING_AND.match(last)
    return bool(ends_in_name) and all(_are_plain(piece) for piece in pieces)


def _without_and(text: str) -> str:
    led = _LEADING_AND.match(text)
    return text[led.end() :] if led else text


def _are_plain(piece: str) -> bool:
    names = _AND.split(_without_and(piece))
    return all(is_plain_name(name) or has_honorific(name) for name in names)


def _names(piece: str) -> list[str]:
    """The names of a piece when it holds nothing else."""
    bare = _without_and(piece)
    return _AND.split(bare) if _are_plain(bare) else []


def _split_piece(piece: str, after: str) -> tuple[str, list[str]]:
    """What belongs to the person before, and the names of those who follow."""
    bare = _without_and(piece)
    led = bare != piece and _are_plain(bare)
    if led or has_honorific(_AND.split(bare)[0]):
        return "", _AND.split(bare)
    *before, last = _AND.split(piece)
    follows = is_plain_name(last) and has_role_word(after)
    if before and (has_honorific(last) or follows):
        return piece[: piece.rindex(last)].rsplit(maxsplit=1)[0], [last]
    return piece, []


def _person(entry: _Entry, *, trusted: bool, named: bool) -> Person | None:
    name, attributes = _bracketed(entry)
    person = read_person(name)
    if trusted or (named and is_institutional(name) and not name[0].islower()):
        person = person or organisation(name)
    return _with_attributes(person, attributes) if person else None


def _bracketed(entry: _Entry) -> tuple[str, tuple[str, ...]]:
    """Take an affiliation in brackets off the name: "Kapil Patil (VIF)"."""
    name, bracket, rest = entry.name.rpartition("(")
    inside = rest.rstrip(") ")
    if bracket and name.strip() and is_institutional(inside):
        return name.strip(), (*entry.attributes, inside)
    return entry.name, entry.attributes


def _with_attributes(person: Person, attributes: tuple[str, ...]) -> Person:
    """The first pieces that name a role are the role, the others the affiliation."""
    count = 0
    while count < len(attributes) and _is_role(attributes[count]):
        count += 1
    role, affiliation = ", ".join(attributes[:count]), ", ".join(attributes[count:])
    at = _AT.search(role)
    if at and not affiliation:
        role, affiliation = role[: at.start()], role[at.end() :]
    return replace(person, role=role, affiliation=affiliation)


def _is_role(text: str) -> bool:
    return has_role_word(text) and not _names_only_a_place(text)


def _names_only_a_place(text: str) -> bool:
    """ "Council of Senior Fellows" is a place although it names a role."""
    first = text.split()[0]
    return is_institutional(first) and not has_role_word(first)
