"""Make anew what is derived from the sources of all articles and pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from articles.audit import record
from articles.models import Article, Page
from articles.publishing import rebuild, rebuild_page


class Command(BaseCommand):
    """One article is one transaction, so it can be stopped and started again."""

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
            with transaction.atomic():
                article = Article.objects.get(pk=key)
                rebuild(article)
                if article.is_published:
                    record("rerender", article, by=None)
            if verbosity:
                self.stdout.write(f"{done} of {len(keys)}: {key} {article.title[:60]}")
        for page in Page.objects.order_by("pk"):
            with transaction.atomic():
                rebuild_page(page)
                record("rerender", page, by=None)
