"""Take away what nobody needs any more; say first what that is."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.chores import Chore, chores
from articles.management.identity import check_identity
from articles.management.progress import Progress

STOPPED = 130


class Command(BaseCommand):
    """Stop it at any moment, and start it again; the site may run meanwhile."""

    help = (
        "List what can go: articles long in the bin, files that nothing names, texts "
        "brought in and abandoned, answered sums, counts, sent mail, ended links and "
        "log-ins. With --now it goes, for good. docs/settings.md has the ages (VIF_TIDY_…)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--now", action="store_true", help="remove what is listed, for good"
        )

    def handle(self, *args: Any, now: bool, verbosity: int, **options: Any) -> None:
        check_identity()
        self.progress = Progress(self.stderr, is_quiet=not verbosity)
        total = 0
        try:
            for chore in chores():
                count = self.remove(chore) if now else len(chore.found)
                total += count
                if verbosity and count:
                    self.stdout.write(line(chore, count))
        except KeyboardInterrupt as error:
            message = "Stopped. Start the same command again to go on."
            raise CommandError(message, returncode=STOPPED) from error
        if verbosity:
            self.stdout.write(end(total, is_done=now))

    def remove(self, chore: Chore) -> int:
        """Remove all of a kind, batch by batch; return how many went."""
        count, total = 0, len(chore.found)
        for start in range(0, total, chore.at_once):
            count += chore.remove(chore.found[start : start + chore.at_once])
            self.progress.tell(chore.what, start, total)
        return count


def line(chore: Chore, count: int) -> str:
    size = f" ({chore.size / 2**20:.1f} MB)" if chore.size else ""
    return f"{chore.what}: {count}{size}"


def end(total: int, *, is_done: bool) -> str:
    if not total:
        return "There is nothing to tidy."
    return (
        "All of this was removed." if is_done else "With --now all of this is removed."
    )
