"""Find what a manuscript names: people and topics, made if need be, and articles."""

import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import Protocol, TypeVar

from django.db import models
from django.utils.text import Truncator

from articles.importing import Manuscript, Person
from articles.models import Article, Author, Byline, Topic

from .checking import check
from .saving import new_slug


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


def same_article(manuscript: Manuscript, authors: list[Author]) -> Article | None:
    """Find the article that this manuscript seems to be: the first of these."""
    return next(iter(same_articles(manuscript, authors)), None)


def same_articles(manuscript: Manuscript, authors: list[Author]) -> list[Article]:
    """Return the articles of this title by these authors; those in the bin come last.

    Titles are compared here: databases differ in what they know of letters beyond
    ASCII.
    """
    known = Article.objects.filter(draft_of=None, language=manuscript.language)
    known = known.order_by(models.F("binned_at").asc(nulls_first=True), "pk")
    title = folded(manuscript.title)
    wanted = [author.pk for author in authors]
    keys = [
        key
        for key, known_title in known.values_list("pk", "title")
        if folded(known_title) == title and byline_of(key) == wanted
    ]
    found = Article.objects.in_bulk(keys)
    return [found[key] for key in keys]


def byline_of(article: int) -> list[int]:
    places = Byline.objects.filter(article=article)
    return list(places.values_list("author", flat=True))


def may_be_another(manuscript: Manuscript, article: Article) -> bool:
    """Tell whether title and byline are no proof: "Editorial" has many dates and texts.

    A date may have been corrected; the text then still has half of its pairs of words.
    """
    dates = {manuscript.dated, article.dated}
    if None in dates or len(dates) == 1:
        return False
    old, new = pairs_of_words(article.source), pairs_of_words(manuscript.source)
    return 2 * len(old & new) < max(len(old), len(new))


def pairs_of_words(source: str) -> set[tuple[str, str]]:
    return set(pairwise(source.split()))


class Numbered(Protocol):
    """A note as it is kept, in a row or in a value."""

    @property
    def label(self) -> str: ...

    @property
    def text(self) -> str: ...


class Coming(Numbered, Protocol):
    """A note that comes in, perhaps in another's place."""

    @property
    def is_missing(self) -> bool: ...


Row = TypeVar("Row", bound=Numbered)


def same_notes(notes: Iterable[Coming], rows: Iterable[Row]) -> dict[str, Row]:
    """Return which row each note was before, by the note's label of now.

    Notes that say the same are the same, even if their numbers have moved; of the
    rest, those with the same number.
    """
    by_label = {row.label: row for row in rows}
    by_text: dict[str, list[Row]] = {}
    for row in by_label.values():
        if row.text:
            by_text.setdefault(folded(row.text), []).append(row)
    found: dict[str, Row] = {}
    written = [note for note in notes if not note.is_missing]
    # Where a text stands twice, the number decides first.
    for is_same_label in (True, False):
        for note in written:
            alike = by_text.get(folded(note.text), [])
            fits = [row for row in alike if (row.label == note.label) == is_same_label]
            if note.label not in found and fits:
                found[note.label] = fits[0]
                alike.remove(fits[0])
    settled = {*found, *(row.label for row in found.values())}
    for note in notes:
        if note.label in by_label and note.label not in settled:
            found[note.label] = by_label[note.label]
    return found


def folded(words: str) -> str:
    """Return words without what hands write differently: case, spaces, brackets.

    Nor does it matter in which of Unicode's ways a letter with its signs is written.
    """
    same = unicodedata.normalize("NFC", words.casefold())
    return " ".join(same.strip(" ()").split())
