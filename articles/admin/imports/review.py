"""The page on which a text that came in is corrected, and what its fields begin with."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from itertools import zip_longest
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from articles.content import TEXTS, texts_of
from articles.importing import Manuscript, ManuscriptNote, RawPicture
from articles.models import Article, Incoming, Institution, Topic
from articles.models.article.disclaimer import Disclaimer
from articles.publishing import (
    Change,
    Reviewed,
    compare,
    content_of,
    former_path,
    headings,
)
from articles.publishing.imports.matching import same_article, same_notes
from articles.publishing.imports.pending import MOST_PICTURES
from articles.publishing.imports.serialization import to_manuscript
from articles.publishing.people.matching import folded

from .head import OWN, HeadForm
from .notes import MergeForm, NoteForm, NoteStates, check_numbers, with_new_numbers
from .people import People
from .pictures import PictureForm

# More would be more fields than one form may send; the rest stays as it was read.
MOST_NOTES = 1000
_OURS = {"csrfmiddlewaretoken", "seen", "seen_article"}
Choice = Article.DisclaimerChoice


def fields_of(data: Any) -> dict[str, list[str]]:
    """Return the fields of the page that were sent, without its buttons and our own."""
    names = (name for name in data if name not in _OURS and name[:1] != "_")
    return {name: data.getlist(name) for name in names}


class Review:
    """One text that came in, with what its editor has made of it so far.

    ``data`` is what was sent; without it, what was kept; without that, what was
    understood, completed by what ``article`` says on which the file is silent: the
    one that it is to be set into, if this user sees it.
    """

    def __init__(
        self, request: HttpRequest, incoming: Incoming, article: Article | None
    ) -> None:
        self.incoming, self.article = incoming, article
        self.may = {
            name: request.user.has_perm(f"articles.add_{name}")
            for name in ("author", "topic", "disclaimer")
        }
        found = to_manuscript(incoming.understood)
        self.found = completed(found, self.article) if self.article else found
        kept = MultiValueDict(incoming.corrected) if incoming.corrected else None
        for name, words in texts_of(self.found).items() if kept else ():
            # Corrected before articles had this text.
            kept.setdefault(name, words)
        self.data = request.POST if request.method == "POST" else kept
        self.notes = self.note_forms()
        self.head = self.head_form()
        self.byline = People(self.found.people, self.data, may_add=self.may["author"])
        self.people = self.byline.forms
        self.pictures = [
            PictureForm(picture, self.data, prefix=f"pictures-{i}")
            for i, picture in enumerate(self.found.pictures[:MOST_PICTURES])
        ]
        self.merges = MergeForm(self.states.groups, self.data)

    def note_forms(self) -> list[NoteForm]:
        """Return a form for each note, and let the markers follow their numbers."""
        fixed = [note.label for note in self.found.notes[MOST_NOTES:]]
        found = self.found.notes[:MOST_NOTES]
        made = [
            NoteForm(n, self.data, prefix=f"endnotes-{i}") for i, n in enumerate(found)
        ]
        if not self.data:
            return made
        changed = with_new_numbers(self.data, made, fixed)
        if changed is not self.data:
            self.data = changed
            return self.note_forms()
        check_numbers(made, fixed)
        return made

    def head_form(self) -> HeadForm:
        topics = topic_choices(self.found.topics, may_add=self.may["topic"])
        initial = head_values(self.found, self.article)
        initial["topics"] = [value for value, _words in topics]
        words = initial["disclaimer"]
        is_kept = Disclaimer.objects.filter(text=words).exists() if words else False
        return HeadForm(
            self.data,
            initial=initial,
            topics=topics,
            may_write=self.may["disclaimer"],
            is_kept=is_kept,
        )

    @property
    def forms(self) -> list[forms.Form]:
        return [self.head, *self.people, *self.notes, *self.pictures, self.merges]

    def is_valid(self) -> bool:
        return not any(form.errors for form in self.forms)

    @property
    def mistakes(self) -> list[dict[str, str]]:
        """What needs the editor's hand, each with the place it speaks of."""
        return [
            {
                "place": f"#{form[name].id_for_label or form[name].auto_id}",
                "field": form[name].field.widget.attrs.get("aria-label")
                or form[name].label,
                "text": " ".join(said),
            }
            for form in self.forms
            for name, said in form.errors.items()
        ]

    @cached_property
    def current_notes(self) -> tuple[ManuscriptNote, ...]:
        """The notes as they are typed now; one without text is missing."""
        typed = [
            replace(
                form.note,
                label=form.number,
                text=form.value_of("text"),
                link=form.value_of("link"),
                is_missing=not form.value_of("text"),
            )
            for form in self.notes
        ]
        return (*typed, *self.found.notes[MOST_NOTES:])

    @cached_property
    def current(self) -> Manuscript:
        """The manuscript as it is typed now, right or wrong."""
        names = [*(field.name for field in TEXTS), "language", "kind"]
        said = {name: self.typed(name) for name in names}
        topics = self.head["topics"].value() or []
        chosen = [tuple(value.split(":", 1)) for value in topics]
        described = [
            replace(form.picture, alt=(form["alt"].value() or "").strip())
            for form in self.pictures
        ]
        return replace(
            self.found,
            **said,
            topics=tuple(each for each in self.found.topics if each in chosen),
            notes=self.current_notes,
            pictures=(*described, *self.more_pictures),
        )

    @property
    def more_pictures(self) -> tuple[RawPicture, ...]:
        """Those beyond the forms, which come in with the words of the file."""
        return self.found.pictures[MOST_PICTURES:]

    def typed(self, name: str) -> str:
        return (self.head[name].value() or "").replace("\r\n", "\n").strip()

    @cached_property
    def states(self) -> NoteStates:
        return NoteStates(self.typed("source"), self.current_notes)

    @cached_property
    def outline(self) -> list[tuple[int, str]]:
        """The headings of the text: level and words."""
        return headings(self.typed("source"))

    @cached_property
    def former_path(self) -> str:
        """The path of the page that was saved, if it will lead to the article."""
        return former_path(self.found.address)

    @property
    def changes(self) -> list[Change]:
        return compare(content_of(self.article), self.current) if self.article else []

    @property
    def note_rows(self) -> list[tuple[dict[str, Any], NoteForm | None]]:
        """Each note's state, with its form."""
        return list(zip_longest(self.states.rows(), self.notes))

    @cached_property
    def same_article(self) -> Article | None:
        """Find the article of this title by these authors, if there is one."""
        authors = [author for author, _person in self.byline.chosen]
        if self.incoming.article or None in authors:
            return None
        return same_article(self.current, list(dict.fromkeys(authors)))

    def reviewed(self) -> Reviewed:
        """Return what is to become an article; the forms must be valid."""
        said: Mapping[str, Any] = self.head.cleaned_data
        own = said["disclaimer_choice"] == OWN
        manuscript = replace(
            self.current,
            dated=said["dated"],
            dated_precision=said["dated_precision"],
            disclaimer=said["disclaimer"].strip() if own else "",
            disclaimer_is_cut=False,
        )
        return Reviewed(
            manuscript,
            tuple(self.byline.chosen),
            date_unknown=said["date_unknown"],
            disclaimer_choice=said["disclaimer_choice"],
            merges=self.merges.chosen,
        )


def fields_for(review: Review, article: Article) -> dict[str, list[str]]:
    """Return the fields of this review, completed by what an article says.

    What the editor has typed stays; the rest of the head is as if the text had been
    brought in for this article.
    """
    typed = fields_of(review.data)
    found = completed(review.found, article)
    for name, value in head_values(found, article).items():
        if name in review.head.changed_data or name in {"title", "source"}:
            continue
        typed.pop(name, None)
        if isinstance(value, list):
            typed[name] = value
        elif value:
            typed[name] = ["on" if value is True else str(value)]
    return typed


def head_values(found: Manuscript, article: Article | None) -> dict[str, Any]:
    """Return what the fields of the head begin with."""
    choice, words = disclaimer_of(found, article)
    return {
        **texts_of(found),
        "dated": found.dated,
        "dated_precision": found.dated_precision or Article.Precision.DAY,
        "date_unknown": is_date_unknown(found, article),
        "kind": found.kind or Article.Kind.COMMENTARY,
        "language": found.language,
        "topics": [f"{axis}:{name}" for axis, name in found.topics],
        "disclaimer_choice": choice,
        "disclaimer": words,
    }


def is_date_unknown(found: Manuscript, article: Article | None) -> bool:
    return found.dated is None and (article is None or article.date_unknown)


def disclaimer_of(found: Manuscript, article: Article | None) -> tuple[str, str]:
    """Return which disclaimer is meant, and the words of one of its own."""
    said = found.disclaimer.strip()
    if said and not found.disclaimer_is_cut:
        is_standard = folded(said) == folded(Institution.current().disclaimer)
        return (Choice.STANDARD, "") if is_standard else (Choice.OTHER, said)
    if article:
        words = article.disclaimer.text if article.disclaimer else ""
        return Choice(article.disclaimer_choice), words
    return Choice.STANDARD, said


def completed(found: Manuscript, article: Article) -> Manuscript:
    """Add what the article says and the file does not, so that nothing is lost."""
    before = same_notes(found.notes, article.endnotes.all())
    return replace(
        found,
        **{
            field.name: getattr(found, field.name) or getattr(article, field.name)
            for field in TEXTS
            if field.is_kept
        },
        kind=found.kind or article.kind,
        dated=found.dated or article.dated,
        dated_precision=found.dated_precision
        if found.dated
        else article.dated_precision,
        topics=found.topics
        or tuple((topic.axis, topic.name) for topic in article.topics.all()),
        notes=tuple(with_known(note, before.get(note.label)) for note in found.notes),
    )


def with_known(note: ManuscriptNote, row: Any) -> ManuscriptNote:
    """Return the note with the text it lacks, and the link, of the row it was."""
    if row is None:
        return note
    words = row.text if note.is_missing else note.text
    return replace(note, text=words, link=note.link or row.link, is_missing=not words)


def topic_choices(
    topics: tuple[tuple[str, str], ...], *, may_add: bool
) -> list[tuple[str, str]]:
    """Return (value, words) of the topics the file names; new ones only if they may be."""
    known = {
        (topic.axis, name.casefold())
        for topic in (Topic.objects.all() if topics else ())
        for name in topic.in_every_language("name")
    }
    found = []
    for axis, name in topics:
        is_new = (axis, name.casefold()) not in known
        if may_add or not is_new:
            words = f"{Topic.Axis(axis).label}: {name}"
            new = gettext("%(topic)s (new)") % {"topic": words}
            found.append((f"{axis}:{name}", new if is_new else words))
    return found
