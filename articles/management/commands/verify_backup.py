"""See that a backup is good, before it is needed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.backups import DamagedBackup, Manifest, verify
from articles.management.progress import Progress

from .backup import figures


class Command(BaseCommand):
    """Needs no database: it may run on the machine where backups are kept."""

    help = (
        "Read a backup from end to end: each file’s SHA-256, each row, the counts of "
        "all tables, and that every picture and attachment is in it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, file: Path, verbosity: int, **options: Any) -> None:
        progress = Progress(self.stderr, is_quiet=not verbosity)
        manifest = verified(file, progress)
        for member in manifest.missing:
            self.stderr.write(f"{member} was missing when the backup was made.")
        if verbosity:
            self.stdout.write(f"{file} is good: {figures(file, manifest)}.")
            self.stdout.write(origin(manifest))


def verified(file: Path, progress: Progress) -> Manifest:
    """Return what a backup says of itself; CommandError where it is not good."""
    try:
        return verify(file, tell=progress.tell)
    except DamagedBackup as error:
        raise CommandError(f"{file}: {error}") from error
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


def origin(manifest: Manifest) -> str:
    """Say where a backup comes from."""
    return (
        f"Made at {manifest.made_at:%Y-%m-%d %H:%M:%S} UTC of site "
        f"{manifest.site_id or 'without an id'}, by version {manifest.version}, "
        f"from {manifest.vendor}."
    )
