"""What has lain in the bin for long goes for good: the article and all that hangs on it."""

from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.audit import record
from articles.models import Address, Article, Comment, User

from .attaching import drop_attachments
from .keeping import forget_made


def binned_before(moment: datetime) -> "models.QuerySet[Article]":
    """Return the articles that have lain in the bin since then at least."""
    return Article.objects.filter(binned_at__lt=moment).order_by("pk")


@transaction.atomic
def delete_for_good(key: int, *, before: datetime, by: User | None) -> bool:
    """Delete the article with this key, if it is in the bin since before that moment.

    Its comments, notes and attachments go with it, and its drafts; pictures stay. Where
    readers have known it, its addresses say from now on that it is gone. Returns whether
    it was deleted; somebody may have taken it out of the bin, or been quicker.
    """
    article = binned_before(before).select_for_update().filter(pk=key).first()
    if article is None:
        return False
    comments = Comment.objects.filter(article__in=[article, *article.drafts.all()])
    record(
        "delete",
        article,
        by=by,
        before="binned",
        why=told(article, comments.count()),
        is_public=article.was_published,
    )
    if article.was_published:
        remember_as_gone(article)
    drop_attachments(article)
    forget_made(article)
    comments.delete()
    article.delete()
    return True


def told(article: Article, comments: int) -> str:
    since = timezone.localtime(article.binned_at)
    why = _("In the bin since %(day)s.") % {"day": f"{since:%Y-%m-%d}"}
    if not comments:
        return why
    went = ngettext(
        "%(count)d comment went with it.", "%(count)d comments went with it.", comments
    )
    return f"{why} {went % {'count': comments}}"


def remember_as_gone(article: Article) -> None:
    """Let every path at which readers have known an article say so (410)."""
    gone = {"article": None, "leads_to": "", "is_gone": True}
    article.addresses.update(**gone)
    Address.objects.update_or_create(path=article.get_absolute_url(), defaults=gone)
