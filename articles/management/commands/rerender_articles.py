"""Make anew what is derived from the sources of all articles and pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from articles.audit import record
from articles.models import Article, Page
from articles.publishing import rebuild, rebuild_page


class Command(BaseCommand):
    """One article is one transaction, so it can be stopped and started again.

    Each is held while it is made anew: what somebody saves in the meantime is not
    overwritten with HTML of the text before. One that is deleted meanwhile is left out.
    """

    help = "Derive the HTML, notes, outline and plain text of every article anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--after",
            type=int,
            default=0,
            metavar="ID",
            help="go on after the article with this number, where a run was stopped",
        )

    def handle(self, *args: Any, after: int, verbosity: int, **options: Any) -> None:
        keys = Article.objects.filter(pk__gt=after).order_by("pk")
        keys = list(keys.values_list("pk", flat=True))
        for done, key in enumerate(keys, 1):
            title = rerender_article(key)
            if verbosity:
                self.stdout.write(f"{done} of {len(keys)}: {key} {title[:60]}")
        for key in list(Page.objects.order_by("pk").values_list("pk", flat=True)):
            rerender_page(key)


@transaction.atomic
def rerender_article(key: int) -> str:
    """Rebuild the article with this key; return its title, or "" if it is gone."""
    article = Article.objects.select_for_update().filter(pk=key).first()
    if article is None:
        return ""
    rebuild(article)
    if article.is_published:
        record("rerender", article, by=None)
    return article.title


@transaction.atomic
def rerender_page(key: int) -> None:
    """Rebuild the page with this key, if it is still there."""
    page = Page.objects.select_for_update().filter(pk=key).first()
    if page is not None:
        rebuild_page(page)
        record("rerender", page, by=None)
