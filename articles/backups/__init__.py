"""Keep the whole site in one file, see that the file is good, and have the site back.

``making`` writes a backup, ``verification`` reads one from end to end, ``restoration``
makes the site what it was, in SQLite or PostgreSQL, whichever it came from.
"""

from .archive import clear_if_left, left_behind
from .making import NAME, make_backup
from .manifest import DamagedBackup, Manifest
from .restoration import restore
from .snapshots import DamagedDatabase
from .tables import NotStorable, UnknownMigrations
from .targets import (
    CannotRestore,
    SiteIsRunning,
    Target,
    check_not_running,
    look_at_target,
)
from .verification import verify

__all__ = [
    "NAME",
    "CannotRestore",
    "DamagedBackup",
    "DamagedDatabase",
    "Manifest",
    "NotStorable",
    "SiteIsRunning",
    "Target",
    "UnknownMigrations",
    "check_not_running",
    "clear_if_left",
    "left_behind",
    "look_at_target",
    "make_backup",
    "restore",
    "verify",
]
