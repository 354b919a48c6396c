"""Write the whole site into one file, to keep it or to bring it elsewhere."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.exporting.site_file import UnknownSuffix, writing
from articles.publishing.transfer import export_site

EVERY = 1.0  # seconds between two lines on the terminal


class Command(BaseCommand):
    """Reads one moment of the database and keeps nobody from writing."""

    help = (
        "Write articles, people, pictures, comments and all else into FILE, ending in "
        ".jsonl or .zip. Users and secrets are left out, and so are commenters’ e-mail "
        "addresses unless they are asked for. The file holds drafts and what is hidden: "
        "keep it as safe as the database. docs/site-format.md describes it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--with-emails",
            action="store_true",
            help="write commenters’ e-mail addresses too, which they gave in confidence",
        )

    def handle(
        self, *args: Any, file: Path, with_emails: bool, verbosity: int, **options: Any
    ) -> None:
        self.last_changed_at = time.monotonic()
        self.is_quiet = not verbosity
        self.done = 0
        try:
            with writing(file) as out:
                lost = export_site(out, with_emails=with_emails, tell=self.tell)
        except UnknownSuffix as error:
            raise CommandError(
                f"“{file.name}” must end in .jsonl or .zip, to say how it is written."
            ) from error
        except OSError as error:
            raise CommandError(f"Nothing was written: {error}.") from error
        for sentence in lost:
            self.stderr.write(sentence)
        hidden = "with" if with_emails else "without"
        self.stdout.write(
            f"{file}: {self.done} records, {hidden} commenters’ e-mail addresses."
        )

    def tell(self, done: int, total: int) -> None:
        self.done = done
        if not self.is_quiet and time.monotonic() - self.last_changed_at >= EVERY:
            self.last_changed_at = time.monotonic()
            self.stderr.write(f"{done} of {total}")
