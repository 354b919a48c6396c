"""Bring in a whole site, and say of each record what became of it."""

import json
import time
from argparse import ArgumentParser
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from articles.importing.sites import BadSite, Site
from articles.importing.sites.formats import FORMATS, open_site
from articles.management.identity import check_identity
from articles.publishing.transfer import Outcome, Taken, Tally, import_site
from articles.sandbox import patiently

EVERY = 1.0  # seconds between two lines on the terminal
MOST_TOLD = 40
MOST_LEFT_OUT = 20
STOPPED = 130


class Command(BaseCommand):
    """Each record is one transaction: stop it at any moment, and start it again."""

    help = (
        f"Bring in a site from a file ({', '.join(FORMATS)}) or a folder of pages. What is here already is "
        "found again and left as it is. docs/site-format.md describes the format."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="say what would be done, and do nothing",
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="let records that are here and differ say what the file says",
        )
        parser.add_argument(
            "--report",
            type=Path,
            metavar="FILE",
            help="write one JSON object for each record of the file",
        )
        parser.add_argument(
            "--addresses",
            type=Path,
            metavar="FILE",
            help="write the addresses of pictures and files that are to be fetched",
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        check_identity()
        self.told, self.last_changed_at = 0, time.monotonic()
        self.left_out: Counter[tuple[str, str]] = Counter()
        self.is_quiet = not options["verbosity"]
        self.tally = Tally()
        try:
            with ExitStack() as stack:
                stack.enter_context(patiently())
                site = stack.enter_context(open_site(file))
                self.total = sum(site.header.counts.values())
                self.unit = site.unit
                self.report = self.opened(options["report"], stack)
                self.addresses = self.opened(options["addresses"], stack)
                self.bring_in(site, file, options)
        except (BadSite, OSError) as error:
            raise CommandError(f"{file}: {error}") from error
        except KeyboardInterrupt as error:
            self.sum_up(trial=options["dry_run"])
            message = "Stopped. Start the same command again to go on."
            raise CommandError(message, returncode=STOPPED) from error
        self.sum_up(trial=options["dry_run"])
        failed = self.tally.outcomes[Outcome.FAILED]
        if failed:
            raise CommandError(f"{failed} of {self.tally.read} were not imported.")

    def bring_in(self, site: Site, file: Path, options: dict[str, Any]) -> None:
        import_site(
            site,
            name=file.name,
            replace=options["replace"],
            is_trial=options["dry_run"],
            tell=self.tell,
        )

    def opened(self, path: Path | None, stack: ExitStack) -> IO[str] | None:
        if path is None:
            return None
        return stack.enter_context(path.open("w", encoding="utf-8", buffering=1))

    def tell(self, taken: Taken, tally: Tally) -> None:
        """Write one record into the report; on the terminal, what needs a look."""
        self.tally = tally
        if self.report:
            line = json.dumps(taken.as_dict(), ensure_ascii=False)
            self.report.write(f"{line}\n")
        if self.addresses and taken.address:
            self.addresses.write(f"{taken.address}\n")
        if taken.is_left_out:
            self.left_out[taken.record, taken.why] += 1
        elif taken.why or taken.remarks:
            self.told += 1
            if self.told <= MOST_TOLD:
                self.stdout.write(f"{self.unit} {worded(taken)}")
        if not self.is_quiet and time.monotonic() - self.last_changed_at >= EVERY:
            self.last_changed_at = time.monotonic()
            of_all = f" of {self.total}" if self.total else ""
            self.stderr.write(f"{tally.read}{of_all}")

    def sum_up(self, *, trial: bool) -> None:
        if self.told > MOST_TOLD:
            more = self.told - MOST_TOLD
            self.stdout.write(f"… and {more} more; --report FILE lists them all.")
        for (what, why), count in self.left_out.most_common(MOST_LEFT_OUT):
            self.stdout.write(f"Left out, {count} × {what}: {why}")
        end = " (dry run: nothing is kept)" if trial else ""
        self.stdout.write(f"{self.tally}{end}")


def worded(taken: Taken) -> str:
    """Say in one line what an editor should know of a record."""
    what = " ".join(filter(None, [taken.record, taken.title or taken.name]))
    said = " ".join(filter(None, [taken.why, *taken.remarks]))
    return f"{taken.line}, {what or 'unreadable'}: {taken.outcome}. {said}"
