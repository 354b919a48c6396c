"""Find what a manuscript names: people and topics, made if need be, and articles."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from django.db import models

from articles.importing import Manuscript
from articles.models import Article, Author, Byline
from articles.publishing.people.matching import folded, pairs_of_words


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
