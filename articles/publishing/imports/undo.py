"""Take back an import: the article says again all that it said before."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.audit import record
from articles.content import Content, texts_of
from articles.models import (
    Address,
    Article,
    Author,
    Byline,
    Disclaimer,
    Revision,
    Topic,
    User,
)
from articles.publishing.addresses import redirect_former_path, redirect_old_path
from articles.publishing.derived import rebuild
from articles.publishing.notes.changes import changes_in_force, restore_notes
from articles.publishing.saving import check, claim_version, hold
from articles.publishing.versions import (
    PreviousContent,
    previous_content,
    save_revision,
)

# Under this name a revision keeps the old address that came with the text.
FORMER_PATH = "former_path"


class CannotUndoImport(Exception):
    """Nothing was changed: there is no import (``none``), the article was saved since
    (``saved-since``), or ``parameters`` name an author or disclaimer that is gone
    (``author-gone``, ``disclaimer-gone``)."""

    def __init__(self, code: str, *parameters: str) -> None:
        super().__init__(code)
        self.code, self.parameters = code, parameters


def save_previous_content(
    article: Article,
    former: PreviousContent | None,
    *,
    by: User | None,
    name: str,
    address: str,
) -> None:
    """Keep what the article said before what is called ``name`` was brought in.

    A new article has nothing ``former``. The path of its own of before leads to it, and
    so does that of ``address``, where the text stood on the web, if it is free.
    """
    new_path = redirect_former_path(article, address)
    if former is None:
        return
    redirect_old_path(article, former.path)
    save_revision(
        article,
        former.content,
        by=by,
        remark=f"{Revision.IMPORT}{name}",
        beside=former.columns | {FORMER_PATH: new_path},
    )


def changes_to_undo(article: Article) -> list[Revision]:
    """Return the last import, at the end, and the changes of notes since, newest first.

    Empty where there is none, or somebody has saved since.
    """
    changes = changes_in_force(article)
    for place, revision in enumerate(changes, 1):
        if revision.is_import:
            return changes[:place]
    return []


def why_not_undone(article: Article) -> str:
    """Return the code that tells why there is nothing to take back."""
    imports = article.revisions.filter(remark__startswith=Revision.IMPORT)
    return "saved-since" if imports.filter(undone_at=None).exists() else "none"


@transaction.atomic
def undo_import(
    article: Article, *, by: User | None, seen: int | None = None
) -> Article:
    """Give the article back all that it said before the last import.

    What was done with the notes since is undone as well. Raises StaleVersion,
    CannotUndoImport, and ValidationError where it cannot be as it was beside others.
    """
    hold(article)
    changes = changes_to_undo(article)
    claim_version(article, article.version if seen is None else seen)
    if not changes:
        raise CannotUndoImport(why_not_undone(article))
    former, remark = previous_content(article), f"{Revision.UNDO}{changes[-1].remark}"
    save_revision(article, former.content, by=by, remark=remark, beside=former.columns)
    # As many versions as changes: see ``changes_in_force``.
    for _each in changes[1:]:
        claim_version(article, article.version)
    restore_content(article, changes[-1])
    keys = [revision.pk for revision in changes]
    Revision.objects.filter(pk__in=keys).update(undone_at=timezone.now())
    after, is_public = changes[-1].remark, article.was_published
    record("take back import", article, by=by, after=after, is_public=is_public)
    return article


def restore_content(article: Article, made: Revision) -> None:
    """Set everything that an import changes as it was, and derive the rest."""
    former, old_path = made.value, article.get_absolute_url()
    for name, words in texts_of(former).items():
        setattr(article, name, words)
    columns = dict(made.beside)
    path = columns.pop(FORMER_PATH, "")
    for name, value in columns.items():
        column: Any = article._meta.get_field(name)
        setattr(article, name, column.to_python(value))
    key = article.disclaimer_id
    if key and not Disclaimer.objects.filter(pk=key).exists():
        raise CannotUndoImport("disclaimer-gone", former.disclaimer)
    check(article, exclude=["slug"])
    article.save()
    restore_byline(article, former)
    restore_notes(article, former)
    article.topics.set(Topic.objects.filter(uid__in=former.topics))
    Address.objects.filter(path=path, article=article).delete()
    redirect_old_path(article, old_path)
    rebuild(article)


def restore_byline(article: Article, former: Content) -> None:
    uids = [place.author for place in former.byline]
    authors = {
        str(author.uid): author for author in Author.objects.filter(uid__in=uids)
    }
    for place in former.byline:
        if place.author not in authors:
            raise CannotUndoImport("author-gone", place.name)
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(
            article=article,
            author=authors[place.author],
            position=position,
            role=place.role,
            affiliation=place.affiliation,
        )
        for position, place in enumerate(former.byline)
    )
