"""Take in a manuscript: make an article of it, or set it in an article's place."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from articles.audit import record
from articles.content import TEXTS
from articles.importing import Manuscript, ManuscriptNote, Person
from articles.models import (
    Article,
    Author,
    Byline,
    Disclaimer,
    Endnote,
    Institution,
    User,
)
from articles.publishing.addresses import new_slug
from articles.publishing.derived import rebuild
from articles.publishing.files.pictures import delete_unused
from articles.publishing.people.matching import author_of, folded, topic_of
from articles.publishing.saving import (
    amiss,
    check,
    claim_version,
    name_as_now,
    too_long,
)
from articles.publishing.versions import PreviousContent, previous_content

from .matching import may_be_another, same_articles, same_notes
from .pictures import Cleaned, StoredPictures, clean_pictures, store_pictures
from .undo import save_previous_content

# Authors in order, each as the manuscript names them.
Named = dict[Author, Person]


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of a manuscript: ``created``, ``replaced``, ``unchanged``.

    ``kept`` means that an article is here already, and says something else and was
    not to be replaced, or lies in the bin; ``unsure``, that it is never replaced, since
    it may be another one: see ``may_be_another``. ``refused`` holds pictures that were left
    out, each with why, ``stored`` the paths of new files, ``moving`` what is still now.
    """

    article: Article
    outcome: str
    refused: tuple[tuple[str, str], ...] = ()
    stored: tuple[str, ...] = ()
    moving: tuple[str, ...] = ()


def accept(
    manuscript: Manuscript,
    *,
    by: User | None,
    replace: bool = False,
    cleaned: Cleaned | None = None,
) -> Accepted:
    """Make a draft of a manuscript, or find the article that it already is.

    The same article is one with the same title and byline. With ``replace`` it says
    what the file says; what the file is silent on (date, topics, standfirst, a role,
    the disclaimer) is kept, and notes keep their uid and links by their label. What
    lies in the bin stays as it is. ``cleaned``: see ``clean_pictures``.
    Raises ValidationError, and keeps nothing, where a field cannot hold what is there;
    StaleVersion where somebody saved the article at the same moment, and pictures.Busy. A caller that
    undoes it all deletes the files that are ``stored``: picturing.delete_unused.
    """
    stored: list[str] = []
    if cleaned is None:
        cleaned = clean_pictures(manuscript)
    try:
        return take_in(manuscript, cleaned, by, stored, replace=replace)
    finally:
        if stored:
            delete_unused(stored)


@transaction.atomic
def take_in(
    manuscript: Manuscript,
    cleaned: Cleaned,
    by: User | None,
    stored: list[str],
    *,
    replace: bool,
) -> Accepted:
    """Do what ``accept`` promises; the paths of new files are added to ``stored``."""
    check_words(manuscript)
    byline: Named = {}
    for person in manuscript.people:
        byline.setdefault(author_of(person), person)
    found = same_articles(manuscript, list(byline))
    if not found:
        shown = store_pictures(manuscript, cleaned, stored, by=by)
        return take_as_new(shown, byline, by, stored)
    article, *others = found
    if article.binned_at:
        return Accepted(article, "kept")
    is_unsure = any(not each.binned_at for each in others)
    is_unsure = is_unsure or may_be_another(manuscript, article)
    with transaction.atomic():
        former = previous_content(article)
        claim_version(article, article.version)
        shown = store_pictures(manuscript, cleaned, stored, by=by)
        fill(article, shown.manuscript, byline)
        is_changed = previous_content(article) != former
        if is_changed and replace and not is_unsure:
            record_import(article, former, manuscript, by=by)
        else:
            transaction.set_rollback(True)
    article.refresh_from_db()
    outcome = "replaced" if replace else "kept"
    outcome = "unsure" if is_unsure else outcome
    outcome = outcome if is_changed else "unchanged"
    return Accepted(article, outcome, shown.refused, tuple(stored), shown.moving)


def take_as_new(
    shown: StoredPictures, byline: Named, by: User | None, stored: list[str]
) -> Accepted:
    article, manuscript = Article(owner=by), shown.manuscript
    article.slug = new_slug(manuscript.title, Article.objects.filter(draft_of=None))
    article.date_unknown = manuscript.dated is None
    fill(article, manuscript, byline)
    record_import(article, None, manuscript, by=by)
    return Accepted(article, "created", shown.refused, tuple(stored), shown.moving)


def record_import(
    article: Article,
    former: PreviousContent | None,
    manuscript: Manuscript,
    *,
    by: User | None,
) -> None:
    """Keep what the article said before, its addresses, and write the Decision."""
    name, address = manuscript.title, manuscript.address
    save_previous_content(article, former, by=by, name=name, address=address)
    after = "" if former else "created"
    record("import", article, by=by, after=after, is_public=article.is_published)


def check_words(manuscript: Manuscript) -> None:
    """Refuse a manuscript without a title, or with more than can be rendered."""
    if not manuscript.title:
        message = _("none was found. Write it in the first line, alone.")
        error = amiss(Article(), "title", ValidationError(message, "no-title"))
        raise ValidationError({"title": error})
    check_length(Article(), "source", manuscript.source)
    for note in manuscript.notes:
        check_length(Endnote(), "text", note.text, whose=named_note(note))


def check_length(row: models.Model, field: str, said: str, whose: str = "") -> None:
    error = too_long(said)
    if error:
        raise ValidationError({field: amiss(row, field, error, whose)})


def named_note(note: ManuscriptNote) -> str:
    return _("Note {label}").format(label=note.label)


def fill(
    article: Article, manuscript: Manuscript, byline: Named, *, is_whole: bool = False
) -> None:
    """Let the article say what the manuscript says, and derive the rest.

    ``is_whole``: what notes leave empty is to be empty, not what it was before.
    """
    for field in TEXTS:
        words = getattr(manuscript, field.name)
        if words or not field.is_kept:
            setattr(article, field.name, words)
    article.language = manuscript.language
    article.kind = manuscript.kind or article.kind
    if manuscript.dated:
        # The same date again leaves the place in lists that an editor has chosen.
        if article.dated != manuscript.dated:
            article.dated = article.listed_on = manuscript.dated
        article.dated_precision = manuscript.dated_precision
        article.date_unknown = False
    set_disclaimer(article, manuscript)
    check(article, exclude=["slug"])
    article.save()
    set_byline(article, byline)
    set_notes(article, manuscript.notes, is_whole=is_whole)
    if manuscript.topics:
        article.topics.set(topic_of(axis, name) for axis, name in manuscript.topics)
    rebuild(article)


def set_byline(article: Article, byline: Named) -> None:
    """Replace the rows. Where the file does not say what a person is, the row of
    before does; in a new row, the author's own record."""
    known = {place.author_id: place for place in article.bylines.all()}
    article.bylines.all().delete()
    new = []
    for position, (author, person) in enumerate(byline.items()):
        place = Byline(
            article=article,
            author=author,
            position=position,
            role=person.role,
            affiliation=person.affiliation,
        )
        if author.pk in known:
            place.role = place.role or known[author.pk].role
            place.affiliation = place.affiliation or known[author.pk].affiliation
        else:
            new.append(place)
        check(place, whose=author.name)
        place.save()
    name_as_now(new, article.language)


def set_notes(
    article: Article, notes: tuple[ManuscriptNote, ...], *, is_whole: bool = False
) -> None:
    """Replace the rows; a note that was here keeps its uid and archived link.

    Where the file lacks a note or a link that an editor has found since, the editor's
    stays, unless ``is_whole``: then an editor has looked at these.
    """
    known = same_notes(notes, article.endnotes.all())
    article.endnotes.all().delete()
    rows = []
    for position, note in enumerate(notes):
        row = Endnote(
            article=article,
            label=note.label,
            position=position,
            text="" if note.is_missing else note.text,
            link=note.link,
            accessed_on=note.accessed_on,
            state=Endnote.State.MISSING if note.is_missing else Endnote.State.PRESENT,
        )
        if note.label in known:
            row.uid = known[note.label].uid
            row.archived_link = known[note.label].archived_link
            row.archived_on = known[note.label].archived_on
            row.link_is_dead = known[note.label].link_is_dead
            row.refers_to = known[note.label].refers_to
            row.accessed_on = note.accessed_on or known[note.label].accessed_on
            if not is_whole:
                row.link = note.link or known[note.label].link
            if note.is_missing and not is_whole:
                row.text, row.state = known[note.label].text, known[note.label].state
        check(
            row,
            whose=named_note(note),
            validate_unique=False,
            validate_constraints=False,
        )
        rows.append(row)
    Endnote.objects.bulk_create(rows)


def set_disclaimer(article: Article, manuscript: Manuscript) -> None:
    """Choose what a whole disclaimer in the file says; otherwise leave the choice."""
    standard = Institution.current().disclaimer
    said = manuscript.disclaimer.strip()
    if not said or manuscript.disclaimer_is_cut:
        return
    article.disclaimer_choice = Article.DisclaimerChoice.STANDARD
    article.disclaimer = None
    if folded(said) == folded(standard):
        return
    article.disclaimer_choice = Article.DisclaimerChoice.OTHER
    article.disclaimer = Disclaimer.objects.filter(text=said).first()
    if article.disclaimer is None:
        name = free_name(manuscript.title)
        article.disclaimer = Disclaimer.objects.create(name=name, text=said)


def free_name(title: str) -> str:
    """Return a name for a disclaimer, made of a title, that no other has."""
    stem, number = title[:100], 1
    while Disclaimer.objects.filter(name=f"{stem} ({number})").exists():
        number += 1
    return f"{stem} ({number})"
