"""Change an article's notes so that the former content can be had back."""

from collections.abc import Callable, Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from articles.audit import record
from articles.content import Content
from articles.models import Article, Endnote, Revision, User
from articles.publishing.content import content_of, endnote_of
from articles.publishing.derived import rebuild
from articles.publishing.saving import claim_version, hold
from articles.publishing.versions import save_revision

Notes = Mapping[str, Endnote]


class CannotChangeNotes(Exception):
    """Nothing was changed. ``code`` and ``parameters`` are to be worded."""

    def __init__(self, code: str, *parameters: str) -> None:
        super().__init__(code)
        self.code, self.parameters = code, parameters


def change_notes(
    article: Article,
    change: Callable[[Notes], str],
    *,
    what: str,
    by: User | None,
    seen: int | None,
) -> Article:
    """Let ``change`` change the source and the notes, and keep what they were before.

    It is given the notes by label, saves those that it changes, and returns in short
    what it did. ``seen`` is the version it was decided on; None is the stored one.
    Raises StaleVersion, and what ``change`` raises; then nothing is changed.
    """
    with transaction.atomic():
        hold(article)
        claim_version(article, article.version if seen is None else seen)
        former = content_of(article)
        done = change({note.label: note for note in article.endnotes.all()})
        save_revision(article, former, by=by, remark=f"{what}: {done}")
        store_change(article, what=what, by=by, after=done)
    return article


def store_change(article: Article, *, what: str, by: User | None, after: str) -> None:
    """Do what every change of the notes owes: save, derive, record."""
    article.save(update_fields=["source", "left_alone", "changed_at"])
    rebuild(article)
    record(what, article, by=by, after=after, is_public=article.was_published)


def last_change(changes: Sequence[Revision]) -> Revision | None:
    """Return the change of the notes that is undone first: none, if that is an import."""
    return changes[0] if changes and not changes[0].is_import else None


def changes_in_force(article: Article) -> list[Revision]:
    """Return the changes that can be undone, newest first: nobody has saved since.

    A change that was undone has made two versions, one of them by being undone, and
    stands no more in the way.
    """
    made, found = 0, []
    for revision in article.revisions.defer("content")[:50]:
        if revision.is_undoing:
            continue
        if revision.undone_at:
            made += 2
            continue
        made += 1
        if revision.is_save or article.version != revision.version + made:
            break
        found.append(revision)
    return found


def undo_notes(
    article: Article, *, by: User | None, seen: int | None = None
) -> Article:
    """Give the source and the notes back as they were before the last change of them.

    Raises StaleVersion, CannotChangeNotes where somebody has saved since.
    """
    with transaction.atomic():
        hold(article)
        revision = last_change(changes_in_force(article))
        claim_version(article, article.version if seen is None else seen)
        if revision is None:
            raise CannotChangeNotes("nothing-to-undo")
        remark = f"{Revision.UNDO}{revision.remark}"
        save_revision(article, content_of(article), by=by, remark=remark)
        former = revision.value
        article.source = former.source
        restore_notes(article, former)
        revision.undone_at = timezone.now()
        revision.save(update_fields=["undone_at"])
        store_change(article, what="undo notes", by=by, after=revision.remark)
    return article


def restore_notes(article: Article, former: Content) -> None:
    article.endnotes.all().delete()
    Endnote.objects.bulk_create(
        endnote_of(article, note, place) for place, note in enumerate(former.notes)
    )
