"""What an editor can be offered of an article's notes, and what they said no to."""

from dataclasses import dataclass

from django.db import transaction

from articles import text
from articles.models import Article
from articles.publishing.derived import ready_notes
from articles.publishing.saving import StaleVersion, hold

from .links import Lift, lifts_of
from .references import reference_key


@dataclass(frozen=True, slots=True)
class NoteSuggestions:
    """What the notes of an article say of one another, but for what is left alone.

    ``guessed`` are back references whose note is clear, ``unclear`` those of which it
    is not; ``linked`` are settled. ``dates`` are (label, date) that can be read in two
    ways. ``left`` counts what is left alone.
    """

    same: tuple[text.NoteGroup, ...]
    other_pages: tuple[text.NoteGroup, ...]
    guessed: tuple[text.Reference, ...]
    unclear: tuple[text.Reference, ...]
    linked: tuple[text.Reference, ...]
    lifts: tuple[Lift, ...]
    dates: tuple[tuple[str, str], ...]
    left: int

    @property
    def is_empty(self) -> bool:
        parts = (
            self.same, self.other_pages, self.guessed, self.unclear, self.linked,
            self.lifts, self.dates, self.left,
        )  # fmt: skip
        return not any(parts)


def suggestions_for(article: Article) -> NoteSuggestions:
    """Return what can be offered of the stored article. Raises SourceTooLong."""
    notes = {note.label: note for note in article.endnotes.all()}
    left = set(article.left_alone)
    found = text.analyse_notes(article.source, ready_notes(notes.values()))
    groups = [group for group in found.groups if group.key not in left]
    open_ones = [
        each
        for each in found.references
        if not each.is_linked and reference_key(notes[each.label]) not in left
    ]
    return NoteSuggestions(
        same=tuple(group for group in groups if not group.places),
        other_pages=tuple(group for group in groups if group.places),
        guessed=tuple(each for each in open_ones if each.means),
        unclear=tuple(each for each in open_ones if not each.means),
        linked=tuple(each for each in found.references if each.is_linked),
        lifts=tuple(lifts_of(notes, left)),
        dates=tuple(
            (label, finding.parameters[0])
            for label, note in notes.items()
            for finding in text.extract_links(note.text).findings
            if not note.accessed_on
        ),
        left=len(left),
    )


@transaction.atomic
def dismiss_suggestion(
    article: Article, key: str, *, seen: int | None = None
) -> Article:
    """Do not offer again what has this key. Changes nothing that the article says.

    Raises StaleVersion where the article is no more of the version ``seen``.
    """
    hold(article)
    if seen not in (None, article.version):
        raise StaleVersion
    article.left_alone = [*dict.fromkeys([*article.left_alone, key])]
    article.save(update_fields=["left_alone"])
    return article


@transaction.atomic
def restore_suggestion(article: Article) -> Article:
    """Offer again whatever was to be left alone."""
    hold(article)
    article.left_alone = []
    article.save(update_fields=["left_alone"])
    return article
