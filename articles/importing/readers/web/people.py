"""The authors of a page: those its data name, with the roles its byline gives them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bs4.element import Tag

from articles.importing.ledger import Ledger, words, words_missing
from articles.importing.manuscript import Person
from articles.importing.understanding.byline import Byline, read_byline
from articles.importing.understanding.person import read_person

from .data import PageData
from .tree import before_text, classes, close_text, folded, stands_in, words_of

LONGEST_LINE = 400

_JOINED = re.compile(r"(?:,?\s+(?:and|&|और|तथा|एवं))?(?:\s+by)?\s*$", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline|by-?line|authors?|entry-author|post-author|submitted|"
    r"field-name-field-author|author-name|vcard|contributors?)(?:$|[\s_-])"
)
_LINE_NAMES = frozenset(
    {
        "p",
        "div",
        "ul",
        "ol",
        "font",
        "a",
        "address",
        "section",
        "h2",
        "h3",
        "h4",
        "h5",
        "cite",
        "h6",
    }
)


def take_people(body: Tag, data: PageData, ledger: Ledger) -> list[Person]:
    """The people that data name, with the roles that the printed byline gives them."""
    told = [p for name in data.people for p in _people(name)]
    people = told
    names = {folded(person.display_name) for person in told}
    for tag in list(_bylines(body, names)):
        byline = _printed(close_text(tag), told)
        if byline is not None:
            people = list(byline.people)
            ledger.leave_words("byline-words", byline.words_left)
            tag.extract()
            break
    for tag in list(_bylines(body, {folded(p.display_name) for p in people})):
        _leave_repeated(tag, people, ledger)
    return people


def _printed(line: str, told: list[Person]) -> Byline | None:
    """The byline that a line prints: each known name with what stands behind it."""
    if not told:
        byline = read_byline(line)
        return byline if byline and byline.is_certain else None
    byline = read_byline(line)
    names = [person.display_name for person in told]
    if byline and [person.display_name for person in byline.people] == names:
        return byline
    starts = [line.find(name) for name in names]
    if -1 in starts or starts != sorted(starts):
        return None
    people: list[Person] = []
    honorific = _honorific(line[: starts[0]], names[0])
    for person, start, stop in zip(told, starts, [*starts[1:], len(line)], strict=True):
        after = line[start + len(person.display_name) : stop]
        person = replace(person, honorific=person.honorific or honorific)
        following = line[stop:] and names[len(people) + 1]
        honorific = _honorific(after, following) if following else ""
        after = _JOINED.sub("", after.rstrip().removesuffix(honorific))
        people.append(_with_role(person, after.strip(" ,;|()–—-\n")))
    said = [f"{p.honorific} {p.display_name} {p.role} {p.affiliation}" for p in people]
    return Byline(tuple(people), words_missing(line, said), is_certain=True)


def _with_role(person: Person, after: str) -> Person:
    """A person with the role that stands behind the name, where it can be read."""
    named = f"{person.display_name}, {after}"
    byline = read_byline(named, trusted=True) if after else None
    if byline is None or len(byline.people) > 1:
        return person
    read = byline.people[0]
    return replace(person, role=read.role, affiliation=read.affiliation)


def _honorific(before: str, name: str) -> str:
    """The honorific with which some words before a name end."""
    words_before = before.split()
    for count in (3, 2, 1):
        title = " ".join(words_before[-count:])
        person = read_person(f"{title} {name}") if len(words_before) >= count else None
        if person and person.honorific == title and person.display_name == name:
            return title
    return ""


def _people(name: str) -> list[Person]:
    byline = read_byline(name, trusted=True)
    return list(byline.people) if byline else []


def _bylines(body: Tag, names: set[str]) -> Iterator[Tag]:
    """Elements that print a byline: by their class, or by a known name above the text."""
    for tag in body.find_all():
        is_told = tag.get("rel") == "author" or tag.get("itemprop") == "author"
        if tag.name not in _LINE_NAMES or not (is_told or _BYLINE.search(classes(tag))):
            continue
        text = close_text(tag)
        if 0 < len(text) <= LONGEST_LINE and not stands_in(tag, ("aside", "nav")):
            yield tag
    for tag in before_text(body):
        line = folded(close_text(tag))
        if any(name and name in line for name in names):
            yield tag


def _leave_repeated(tag: Tag, people: list[Person], ledger: Ledger) -> None:
    """Leave out a byline that says nothing new: its words stand in the fields."""
    said = [
        f"By {p.honorific} {p.display_name} {p.role} {p.affiliation}" for p in people
    ]
    new = words_missing(close_text(tag), [*said, "by and author written"])
    if not new and words(close_text(tag)) and tag.parent is not None:
        ledger.leave_words("byline-words", words_of(tag))
        tag.extract()
