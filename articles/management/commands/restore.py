"""Have the site back as a backup kept it."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.backups import (
    CannotRestore,
    DamagedBackup,
    Manifest,
    NotStorable,
    SiteIsRunning,
    Target,
    UnknownMigrations,
    check_not_running,
    look_at_target,
    restore,
)
from articles.backups.tables import check_known
from articles.management.progress import Progress

from .backup import figures
from .verify_backup import origin, verified

YES = "yes"


class Command(BaseCommand):
    """Verifies first. The former site is gone only when the new one is whole."""

    help = (
        "Bring a backup into the database that DATABASE_URL names, SQLite or "
        "PostgreSQL, and into the data folder. Both must be empty, unless --replace "
        "says otherwise. The site must not run meanwhile."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="let the site that is here now be lost; asks first",
        )
        parser.add_argument(
            "--yes", action="store_true", help="with --replace: do not ask"
        )

    def handle(self, *args: Any, file: Path, verbosity: int, **options: Any) -> None:
        self.progress = Progress(self.stderr, is_quiet=not verbosity)
        manifest = verified(file, self.progress)
        try:
            check_known(manifest.nodes)
            check_not_running()
            self.agree(look_at_target(), options)
            restore(file, name=file.name, tell=self.progress.tell)
        except UnknownMigrations as error:
            raise CommandError(newer(manifest, error)) from error
        except SiteIsRunning as error:
            advice = "Nothing was changed. Stop the site and start this again."
            raise CommandError(f"{error} {advice}") from error
        except CannotRestore as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        except (DamagedBackup, NotStorable, DatabaseError, OSError) as error:
            why = str(error).rstrip(".")
            raise CommandError(
                f"The backup could not be brought in: {why}. The database is as it was."
            ) from error
        except KeyboardInterrupt as error:
            message = "Stopped; the database is as it was. Start the command again."
            raise CommandError(message, returncode=130) from error
        if verbosity:
            self.stdout.write(f"Restored: {figures(file, manifest)}.")
            self.stdout.write(origin(manifest))

    def agree(self, target: Target, options: dict[str, Any]) -> None:
        """Go on only where nothing is lost, or somebody has said that it may be."""
        if target.is_empty:
            return
        lost = f"There is a site here already ({target})."
        if not options["replace"]:
            raise CommandError(
                f"{lost} Nothing was changed. With --replace all of it is lost; make a "
                "backup of it first."
            )
        if options["yes"]:
            return
        if not sys.stdin.isatty():
            raise CommandError(f"{lost} Nobody can be asked here: add --yes.")
        self.stdout.write(f"{lost} All of it will be lost.")
        if input(f"Type “{YES}” to go on: ").strip().lower() != YES:
            raise CommandError("Nothing was changed.")


def newer(manifest: Manifest, error: UnknownMigrations) -> str:
    return (
        f"The backup was made by version {manifest.version}, which is later than this "
        f"one: it has {error}. Nothing was changed. Use that version or a later one."
    )
