"""Open a draft to those who have its secret link."""

from django.db import transaction

from articles.audit import record
from articles.models import Article, Preview, User


@transaction.atomic
def open_preview(article: Article, *, by: User | None) -> Preview:
    """Make a link that shows the saved text for a week; deleting it takes it back."""
    link = Preview.objects.create(article=article, made_by=by)
    record("preview", article, by=by, is_public=False)
    return link
