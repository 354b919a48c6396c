"""Keep the whole site in one file, see that the file is good, and have the site back.

``making`` writes a backup, ``verification`` reads one from end to end.
"""

from .making import NAME, make_backup
from .manifest import DamagedBackup, Manifest
from .snapshots import DamagedDatabase
from .tables import UnknownMigrations
from .verification import verify

__all__ = [
    "NAME",
    "DamagedBackup",
    "DamagedDatabase",
    "Manifest",
    "UnknownMigrations",
    "make_backup",
    "verify",
]
