"""Whether the database is there, whole, and of the site whose data folder this is.

Asked at each start before anything is written. What is wrong stops the start in one
sentence, and no other database is made in its place.
"""

import os
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from articles import site_id

from .environment import BadSetting

DATABASE, FOLDER = "DATABASE_URL", "VIF_DATA_DIR"
WAIT = 10  # seconds for a PostgreSQL server
RESTORE = (
    "Restore a backup, or name the right one; "
    "to begin anew, name an empty folder in VIF_DATA_DIR."
)
# What SQLite says (sqlite.org/rescode.html), and what is told then.
FAULTS = (
    ("readonly", "cannot be written", "Let this user write the file and its folder."),
    (
        "unable to open",
        "cannot be opened",
        "Let this user write the file and its folder.",
    ),
    ("locked", "is locked by another program", "End that program."),
    ("", "is damaged", "Restore a backup."),
)


def check_folder(data: Path) -> None:
    """Raise BadSetting unless the data folder and our own files in it can be used."""
    for path in (data, *data.glob("*.txt")):
        if not os.access(path, os.R_OK | os.W_OK):
            advice = "Let this user write it, or name another folder."
            raise BadSetting(FOLDER, f"{path} cannot be written. {advice}")


def check(data: Path) -> None:
    """Raise BadSetting when the database is not the one that this folder belongs to.

    A folder belongs to a site when it holds an id, or pictures and attachments.
    """
    own = own_id(data)
    is_used = own is not None or has_media()
    is_there = check_file if connection.vendor == "sqlite" else check_server
    if not is_there(data, is_used=is_used):
        return
    if "django_migrations" in connection.introspection.table_names():
        check_version()
        check_id(data, own)
    elif is_used:
        sentence = f"the database is empty, though {data} belongs to a site. {RESTORE}"
        raise BadSetting(DATABASE, sentence)


def own_id(data: Path) -> UUID | None:
    """Return the id in the data folder, or None. Raises BadSetting for what is no id."""
    try:
        return site_id.read(data)
    except (OSError, ValueError) as error:
        path = data / site_id.FILE
        advice = (
            "Put the former file back; if the database is the right one, remove it."
        )
        raise BadSetting(FOLDER, f"{path} holds no site id. {advice}") from error


def has_media() -> bool:
    """Tell whether there are pictures or attachments in the data folder."""
    return any(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


def check_file(data: Path, *, is_used: bool) -> bool:
    """Tell whether the SQLite file is there. Raises BadSetting when it cannot be used."""
    path = Path(connection.settings_dict["NAME"])
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        if not is_used:
            return False
        sentence = f"{path} is gone, though {data} belongs to a site. {RESTORE}"
        raise BadSetting(DATABASE, sentence) from None
    except OSError as error:
        raise fault(path, "unable to open") from error
    if not size:
        raise BadSetting(DATABASE, f"{path} is empty (0 bytes). {RESTORE}")
    # SQLite would open it to read, and say so only at the first write.
    if not all(os.access(each, os.R_OK | os.W_OK) for each in (path, path.parent)):
        raise fault(path, "readonly")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            found = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
    except DatabaseError as error:
        raise fault(path, str(error)) from error
    if found != "ok":
        raise fault(path, found)
    return True


def fault(path: Path, said: str) -> BadSetting:
    """Return what is to be told of a file of which SQLite says this."""
    what, advice = next(rest for word, *rest in FAULTS if word in said)
    return BadSetting(DATABASE, f"{path} {what} ({said}). {advice}")


def check_server(data: Path, *, is_used: bool) -> bool:
    """Return True, since the PostgreSQL server answers. Raises BadSetting if not."""
    # Alone: a pool tries again and again, and logs each of its tries.
    alone = connection.copy()
    options = alone.settings_dict["OPTIONS"]
    options.pop("pool", None)
    options.setdefault("connect_timeout", WAIT)
    try:
        alone.ensure_connection()
    except DatabaseError as error:
        said = " ".join(str(error).split())
        advice = "Start its server, or name the right one."
        sentence = f"the database cannot be reached ({said}). {advice}"
        raise BadSetting(DATABASE, sentence) from error
    finally:
        alone.close()
    return True


def check_version() -> None:
    """Raise BadSetting when a newer version of this program has used the database."""
    loader = MigrationLoader(connection)
    unknown = sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in loader.migrated_apps and (app, name) not in loader.disk_migrations
    )
    if unknown:
        what = f"a newer version of this program has used it ({unknown[-1]})."
        advice = "Install that version, or restore a backup of before."
        raise BadSetting(DATABASE, f"{what} {advice}")


def check_id(data: Path, own: UUID | None) -> None:
    """Raise BadSetting when the database is of another site than the data folder.

    A folder without an id takes that of the database, unless it lacks the pictures that
    the database names: then it is the wrong folder, or a disk that is not mounted.
    """
    path, found = data / site_id.FILE, recorded_id()
    if own is not None and own != found:
        whose = "of another site than" if found else "without the id of the site in"
        advice = "Restore a backup, or name the right one; if this is the right one,"
        sentence = f"the database is {whose} {data}. {advice} remove {path}."
        raise BadSetting(DATABASE, sentence)
    if own is None and found and names_media() and not has_media():
        what = f"{data} lacks the pictures of the site in the database."
        advice = "Name the folder that holds them; to go on without, write"
        raise BadSetting(FOLDER, f"{what} {advice} {found} into {path}.")


def recorded_id() -> UUID | None:
    """Return the id in the database; one of version 0.1 has no place for it."""
    from articles.models import SiteIdentity  # noqa: PLC0415 -- app ready

    if SiteIdentity._meta.db_table in connection.introspection.table_names():
        return SiteIdentity.current()
    return None


def names_media() -> bool:
    """Tell whether the database names pictures or attachments."""
    from articles.models import Attachment, Picture  # noqa: PLC0415 -- app ready

    return Picture.objects.exists() or Attachment.objects.exists()


def is_new() -> bool:
    """Tell whether this is a first start, also one that was cut short before.

    Every site has had a user, and those made since 0.1 have an id.
    """
    from articles.models import User  # noqa: PLC0415 -- app ready

    return recorded_id() is None and not User.objects.exists()
