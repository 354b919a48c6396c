"""Keep the whole site in one file, while it goes on serving."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.backups import (
    DamagedBackup,
    DamagedDatabase,
    Manifest,
    UnknownMigrations,
    make_backup,
)
from articles.backups.retention import BadRule, Rule, outdated_in, read_rule
from articles.management.identity import check_identity
from articles.management.progress import Progress


class Command(BaseCommand):
    """Keeps nobody from writing. A file that has its name is whole and was read again."""

    help = (
        "Write database, pictures, attachments and texts that came in into FILE; into a "
        "folder, under a dated name. Everything is in it but the secret key, log-ins "
        "and what is made of records: keep it as safe as the database. "
        "docs/operating.md says how to have the site back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--keep",
            metavar="7d,4w,12m",
            help="afterwards delete older backups of this site in the folder FILE, but "
            "for the newest of each of so many hours (h), days, weeks and months",
        )

    def handle(
        self,
        *args: Any,
        file: Path,
        keep: str | None,
        verbosity: int,
        **options: Any,
    ) -> None:
        rule = self.rule(file, keep)
        check_identity()
        progress = Progress(self.stderr, is_quiet=not verbosity)
        try:
            path, manifest = make_backup(file, tell=progress.tell)
            old = outdated_in(file, rule, manifest.site_id) if rule else []
            for outdated in old:
                outdated.unlink(missing_ok=True)
        except DamagedDatabase as error:
            raise CommandError(
                f"The database is damaged, and no backup was made: {error}. "
                "Restore the last good one."
            ) from error
        except UnknownMigrations as error:
            raise CommandError(
                f"A later version has written the database ({error}). Use that version."
            ) from error
        except (DamagedBackup, DatabaseError, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error
        self.sum_up(path, manifest, old, is_quiet=not verbosity)

    def rule(self, file: Path, keep: str | None) -> Rule:
        if keep is None:
            return {}
        if not file.is_dir():
            raise CommandError(f"--keep needs a folder, and {file} is none.")
        try:
            return read_rule(keep)
        except BadRule as error:
            raise CommandError(
                f"“{error}” is not understood. Write --keep 7d,4w,12m for the newest "
                "of each of 7 days, 4 weeks and 12 months."
            ) from error

    def sum_up(
        self, path: Path, manifest: Manifest, old: list[Path], *, is_quiet: bool
    ) -> None:
        for member in manifest.missing:
            self.stderr.write(f"{member} was not found, and a record names it.")
        if not is_quiet:
            self.stdout.write(f"{path}: {figures(path, manifest)}.")
            if old:
                self.stdout.write(f"{len(old)} older backups were deleted.")


def figures(path: Path, manifest: Manifest) -> str:
    """Say in a few words what is in a backup."""
    rows, megabytes = sum(manifest.tables.values()), path.stat().st_size / 2**20
    return (
        f"{rows} rows of {len(manifest.tables)} tables and {len(manifest.files)} "
        f"files, {megabytes:.1f} MB"
    )
