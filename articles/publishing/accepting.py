"""Take in a manuscript: make an article of it, or set it in an article's place."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.audit import record
from articles.importing import Manuscript, ManuscriptNote, Person
from articles.models import (
    Article,
    Author,
    Byline,
    Disclaimer,
    Endnote,
    Institution,
    Topic,
    User,
)

from .contents import content_of
from .rebuilding import rebuild
from .saving import claim_version, new_slug

# Authors in order, each as the manuscript names them.
Named = dict[Author, Person]


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of a manuscript: ``created``, ``replaced``, ``unchanged``.

    ``kept`` means that an article is here already, says something else, and was not
    to be replaced.
    """

    article: Article
    outcome: str


@transaction.atomic
def accept(
    manuscript: Manuscript, *, by: User | None, replace: bool = False
) -> Accepted:
    """Make a draft of a manuscript, or find the article that it already is.

    The same article is one with the same title and byline. With ``replace`` it says
    what the file says; what the file is silent on (date, topics, standfirst) is kept,
    and notes keep their uid and links by their label.
    Raises ValidationError, and keeps nothing, where a field cannot hold what is there.
    """
    if not manuscript.title:
        message = _("none was found. Write it in the first line, alone.")
        raise ValidationError({"title": ValidationError(message, "no-title")})
    byline: Named = {}
    for person in manuscript.people:
        byline.setdefault(author_of(person), person)
    article = same_article(manuscript, list(byline))
    if article is None:
        article = Article(owner=by)
        article.slug = new_slug(manuscript.title, Article.objects.filter(draft_of=None))
        article.date_unknown = manuscript.dated is None
        fill(article, manuscript, byline)
        record("import", article, by=by, after="created", is_public=False)
        return Accepted(article, "created")
    with transaction.atomic():
        before = content_of(article), article.dated, article.kind
        claim_version(article, article.version)
        fill(article, manuscript, byline)
        is_changed = (content_of(article), article.dated, article.kind) != before
        if is_changed and replace:
            record("import", article, by=by, is_public=article.is_published)
        else:
            transaction.set_rollback(True)
    article.refresh_from_db()
    if not is_changed:
        return Accepted(article, "unchanged")
    return Accepted(article, "replaced" if replace else "kept")


def same_article(manuscript: Manuscript, authors: list[Author]) -> Article | None:
    known = Article.objects.live().filter(
        title__iexact=manuscript.title, language=manuscript.language
    )
    wanted = [author.pk for author in authors]
    article: Article
    for article in known.order_by("pk"):
        if list(article.bylines.values_list("author", flat=True)) == wanted:
            return article
    return None


def fill(article: Article, manuscript: Manuscript, byline: Named) -> None:
    """Let the article say what the manuscript says, and derive the rest."""
    article.title = manuscript.title
    article.source = manuscript.source
    article.language = manuscript.language
    article.standfirst = manuscript.standfirst or article.standfirst
    article.kind = manuscript.kind or article.kind
    article.picture_credit = manuscript.picture_credit or article.picture_credit
    if manuscript.dated:
        article.dated = article.listed_on = manuscript.dated
        article.dated_precision = manuscript.dated_precision
        article.date_unknown = False
    set_disclaimer(article, manuscript)
    article.full_clean(exclude=["slug"])
    article.save()
    set_byline(article, byline)
    set_notes(article, manuscript.notes)
    if manuscript.topics:
        article.topics.set(topic_of(axis, name) for axis, name in manuscript.topics)
    rebuild(article)


def set_byline(article: Article, byline: Named) -> None:
    places = [
        Byline(
            article=article,
            author=author,
            position=position,
            role=person.role,
            affiliation=person.affiliation,
        )
        for position, (author, person) in enumerate(byline.items())
    ]
    article.bylines.all().delete()
    for place in places:
        place.full_clean()
        place.save()


def set_disclaimer(article: Article, manuscript: Manuscript) -> None:
    """Choose the standard one unless the file has another that is whole."""
    standard = Institution.current().disclaimer
    said = manuscript.disclaimer.strip()
    article.disclaimer_choice = Article.DisclaimerChoice.STANDARD
    article.disclaimer = None
    if not said or manuscript.disclaimer_is_cut or folded(said) == folded(standard):
        return
    article.disclaimer_choice = Article.DisclaimerChoice.OTHER
    article.disclaimer = Disclaimer.objects.filter(text=said).first()
    if article.disclaimer is None:
        name = f"{manuscript.title[:100]} ({Disclaimer.objects.count() + 1})"
        article.disclaimer = Disclaimer.objects.create(name=name, text=said)


def set_notes(article: Article, notes: tuple[ManuscriptNote, ...]) -> None:
    """Replace the rows; a note with a known label keeps its uid and archived link."""
    known = {note.label: note for note in article.endnotes.all()}
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
            row.link = note.link or known[note.label].link
            row.accessed_on = note.accessed_on or known[note.label].accessed_on
        row.full_clean(validate_unique=False, validate_constraints=False)
        rows.append(row)
    Endnote.objects.bulk_create(rows)


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
    made.full_clean()
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
    for topic in on_axis:
        names = [
            topic.name,
            *(each.get("name", "") for each in topic.translated.values()),
        ]
        if folded(name) in {folded(known) for known in names}:
            return topic
    made = Topic(axis=axis, name=name, slug=new_slug(name, on_axis))
    made.full_clean()
    made.save()
    return made


def folded(words: str) -> str:
    """Return words without what hands write differently: case, spaces, brackets."""
    return " ".join(words.casefold().strip(" ()").split())
