"""Keep the whole site, as it is at one moment, in one file."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection
from django.utils import timezone

from articles import __version__
from articles.models import SiteIdentity

from .archive import Archive, put_in_place, working_folder, writing
from .files import named_files, other_files, path_of
from .manifest import Manifest, table_member
from .snapshots import snapshot
from .tables import LEFT_OUT, Node, models_at, seen_migrations, write_rows
from .verification import verify

NAME = "site-{:%Y-%m-%dT%H%M%S}Z.zip"
OUR_NAME = re.compile(r"site-(\d{4}-\d\d-\d\dT\d{6})Z\.zip", re.ASCII)
SUFFIX = ".zip"
# The migration that gives a site its id.
WITH_ID = ("articles", "0017_site_identity")
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows each table has, and the files that they name."""

    counts: dict[str, int]
    named: set[str]


class BadTarget(OSError):
    """Nothing can be written there; the message is a sentence that says why."""


def make_backup(target: Path, *, tell: Tell) -> tuple[Path, Manifest]:
    """Write the site into a new file, or under a dated name into a folder.

    Nobody is kept from writing meanwhile. The file gets its name when it is whole, has
    been read again and is safe on the disk. ``tell`` is told what is being done, and how
    many of how many. Returns where it lies, and what is in it. Raises OSError, DamagedDatabase, DamagedBackup, UnknownMigrations.
    """
    made_at = timezone.now()
    seen = seen_migrations()
    if WITH_ID in seen and SiteIdentity.current() is None:
        SiteIdentity.settle()
    if target.is_dir():
        target = target / NAME.format(made_at.astimezone(UTC))
    elif target.suffix != SUFFIX:
        # Else the first backup would become a file where a folder was meant.
        raise BadTarget(f"{target} is no folder. Make it, or name a file in {SUFFIX}.")
    if target.exists():
        raise BadTarget(f"{target} is there already. Name another file.")
    if not target.parent.is_dir():
        raise BadTarget(f"{target.parent} is no folder. Make it.")
    with working_folder(target.parent) as work:
        new = work / "backup.zip"
        with writing(new) as archive:
            manifest = fill(archive, work, seen, made_at, tell)
        verify(new, tell=tell)
        put_in_place(new, target)
    return target, manifest


def fill(
    archive: Archive, work: Path, seen: set[Node], made_at: datetime, tell: Tell
) -> Manifest:
    vendor = connection.vendor
    with snapshot(work):
        uid = SiteIdentity.current() if WITH_ID in seen else None
        rows = add_rows(archive, seen, tell)
    return archive.close(
        Manifest(
            made_at=made_at,
            site_id=str(uid or ""),
            version=__version__,
            vendor=vendor,
            migrations=by_app(seen),
            tables=rows.counts,
            left_out=list(LEFT_OUT),
            missing=add_files(archive, rows.named, tell),
        )
    )


def by_app(nodes: set[Node]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for app, name in sorted(nodes):
        found.setdefault(app, []).append(name)
    return found


def add_rows(archive: Archive, seen: set[Node], tell: Tell) -> Rows:
    """Write all tables, row by row."""
    found = models_at(seen)
    total = sum(model._base_manager.count() for model in found)
    counts: dict[str, int] = {}
    named: set[str] = set()
    done = 0
    for model in found:
        table = model._meta.db_table
        counts[table] = 0
        with archive.table(table_member(table)) as out:
            for values, line in write_rows(model):
                out.write(line)
                named.update(named_files(table, values))
                counts[table] += 1
                done += 1
                tell("rows", done, total)
    return Rows(counts, named)


def add_files(archive: Archive, named: set[str], tell: Tell) -> list[str]:
    """Copy the files; return those that a row names and that are not there.

    One that an editor replaces at this moment may be among them.
    """
    missing: list[str] = []
    wanted = sorted(named.union(other_files()))
    for done, member in enumerate(wanted, 1):
        try:
            archive.add(member, path_of(member))
        except FileNotFoundError:
            if member in named:
                missing.append(member)
        tell("files", done, len(wanted))
    return missing
