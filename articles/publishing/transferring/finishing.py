"""What every record that came in owes: what is derived of it, and the audit."""

from django.db import models

from articles.audit import record
from articles.models import Article, Attachment, Author, Comment, Page, Picture, Topic
from articles.publishing.indexing import index_all
from articles.publishing.rebuilding import rebuild, rebuild_page, rebuild_where_used

from .kind import Kind
from .kinds import RELATED


def finish(kind: Kind, row: models.Model, *, is_new: bool) -> None:
    """Derive what is derived, and write the Decision."""
    if isinstance(row, Article) and kind is not RELATED:
        rebuild(row)
    elif isinstance(row, Page):
        rebuild_page(row)
    elif isinstance(row, Author | Topic) and not is_new:
        index_all(row.articles.all())
    elif isinstance(row, Picture):
        # It may have come after a text that shows it.
        rebuild_where_used(row)
    after = "created" if is_new else "replaced"
    record("import", row, by=None, after=after, is_public=is_public(row))


def is_public(row: models.Model) -> bool:
    """Tell whether readers may notice the record, or may by and by."""
    if isinstance(row, Article):
        return row.was_published or row.status == Article.Status.PUBLISHED
    if isinstance(row, Attachment):
        return is_public(row.article)
    if isinstance(row, Comment):
        return row.state == Comment.State.APPROVED and is_public(row.article)
    return True
