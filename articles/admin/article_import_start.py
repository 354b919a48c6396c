"""What the fields of a text that came in begin with: the file, then the article."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from articles.content import TEXTS, texts_of
from articles.importing import Manuscript, ManuscriptNote
from articles.models import Article, Institution, Topic
from articles.publishing.imports.matching import same_notes
from articles.publishing.people.matching import folded

Choice = Article.DisclaimerChoice


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
