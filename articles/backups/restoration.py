"""Make the site what a backup says it was.

At each step the site is either as it was or as it is to be. The files come first, and
take nothing away: their names are random ones, so the former database does not miss
any. Then one database takes the place of the other in one step, and only then goes what
it does not name. A restoration that is cut short is started again.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from articles import site_id
from articles.audit import record
from articles.models import Institution, SiteIdentity

from .archive import OpenedBackup, reading, sync_folder, working_folder
from .files import INCOMING, MEDIA, path_of, stored_files
from .manifest import Manifest
from .snapshots import check_sqlite, opened
from .tables import (
    Model,
    NotStorable,
    check_known,
    empty_tables,
    last_of,
    load_rows,
    models_at,
    reset_sequences,
)
from .targets import drop_tables, replace_sqlite, sqlite_path
from .verification import rows_of

Tell = Callable[[str, int, int], None]
# A database that is in the making need not outlive a failure.
IN_THE_MAKING = "PRAGMA journal_mode=MEMORY;PRAGMA synchronous=OFF;"
PARTIAL = ".part"
ASIDE = ".before-restore"


def restore(path: Path, *, name: str, tell: Tell) -> Manifest:
    """Bring a backup that was verified into the database and folders of this site.

    ``name`` is what the log of decisions is told. All that was there is gone afterwards.
    Raises DamagedBackup, NotStorable, CannotRestore, UnknownMigrations, OSError and
    django.db.Error; then the database is the former one.
    """
    with reading(path) as backup:
        check_known(backup.manifest.nodes)
        place_files(backup, tell)
        database = sqlite_path()
        if database:
            build_beside(backup, database, name, tell)
        else:
            rebuild_postgres(backup, name, tell)
        clear_folders(backup.manifest)
    uid = SiteIdentity.current()
    if uid:
        site_id.write(settings.VIF_DATA_DIR, uid)
    return backup.manifest


def place_files(backup: OpenedBackup, tell: Tell) -> None:
    """Write the files; each is whole or not there at all.

    A file of the same name that says something else is set aside under another: files
    of ours have random names, but others lie there too, and the database may yet stay.
    """
    files = backup.manifest.files
    for done, (member, told) in enumerate(files.items(), 1):
        path = path_of(member)
        mode = 0o700 if member.startswith(INCOMING) else 0o755
        path.parent.mkdir(mode=mode, parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}{PARTIAL}")
        with new.open("wb") as file:
            for piece in backup.pieces(member):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(0o600 if member.startswith(INCOMING) else 0o644)
        os.utime(new, (told.modified, told.modified))
        set_aside(path, told.sha256)
        new.replace(path)
        tell("files", done, len(files))
    for folder in {path_of(member).parent for member in files}:
        sync_folder(folder)


def set_aside(path: Path, sha256: str) -> None:
    if not path.is_file():
        return
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() == sha256:
            return
    path.replace(path.with_name(f"{path.name}{ASIDE}"))


def build_beside(backup: OpenedBackup, path: Path, name: str, tell: Tell) -> None:
    """Make the database anew in a folder beside it, and put it in its place."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with working_folder(path.parent) as work:
        new = work / path.name
        new.touch(mode=0o600)
        with opened(new, IN_THE_MAKING):
            build(backup, name, tell)
            check_sqlite()
        with new.open("rb") as file:
            os.fsync(file.fileno())
        replace_sqlite(new, path)


def rebuild_postgres(backup: OpenedBackup, name: str, tell: Tell) -> None:
    """Make the database anew in one transaction, which nobody sees before its end."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            drop_tables(cursor)
        build(backup, name, tell)


def build(backup: OpenedBackup, name: str, tell: Tell) -> None:
    """Fill a database without tables with what it was, then bring it up to date."""
    nodes = backup.manifest.nodes
    migrate_to(nodes)
    load(backup, models_at(nodes), tell)
    ContentType.objects.clear_cache()
    tell("migrations", 0, 0)
    migrate_to(MigrationExecutor(connection).loader.graph.nodes)
    # Also makes the permissions that are new since.
    call_command("migrate", verbosity=0)
    if SiteIdentity.current() is None:
        SiteIdentity.settle()
    record("restore backup", Institution.current(), by=None, why=name)


def migrate_to(nodes: "set[tuple[str, str]]") -> None:
    """Bring the database to the state after these migrations."""
    executor = MigrationExecutor(connection, progress_callback=between_migrations)
    executor.migrate(last_of(nodes))


def between_migrations(action: str, *_told: object) -> None:
    """Have PostgreSQL check what is put off: or no table could be changed."""
    if connection.vendor == "postgresql" and action == "apply_success":
        connection.check_constraints()


def load(backup: OpenedBackup, found: list[Model], tell: Tell) -> None:
    """Insert all rows, and see that those they name are there. Raises NotStorable."""
    counts = backup.manifest.tables
    total, done = sum(counts.values()), 0
    # Keys may come before what they name; they are checked at the end.
    with transaction.atomic():
        empty_tables(found)
        for model in found:
            table, inserted = model._meta.db_table, 0
            for inserted in load_rows(model, rows_of(backup, table)):
                tell("rows", done + inserted, total)
            done += inserted
        reset_sequences(found)
        try:
            connection.check_constraints()
        except IntegrityError as error:
            raise NotStorable(" ".join(str(error).split())) from error


def clear_folders(manifest: Manifest) -> None:
    """Delete what the backup does not hold, and all that is made of records."""
    for room in (MEDIA, INCOMING):
        for member in stored_files(room):
            if member not in manifest.files:
                drop(path_of(member))
    for path in made_files():
        drop(path)


def drop(path: Path) -> None:
    """Delete a file; one that cannot be is of no harm, and tidy finds it."""
    with suppress(OSError):
        path.unlink()


def made_files() -> Iterator[Path]:
    for path in sorted(Path(settings.VIF_MADE_DIR).rglob("*")):
        if path.is_file():
            yield path
