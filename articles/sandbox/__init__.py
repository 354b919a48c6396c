"""The one room for bytes that others made: each job runs in a child process of its own.

``run`` hands bytes to a function of ours in a fresh interpreter that has no Django, no
environment, no network and no file but our own code, and little memory and time.
Whatever the bytes do to it, the site goes on. At most two such children run on the
machine at once, whichever process of the site asked for them. This room knows nothing
of the others: who uses it names a function, and says what it makes of its answer.
"""

from .job import Busy, Job, NoAnswer
from .packing import pack, unpack
from .places import cannot_be_kept, patiently
from .running import run
from .walls import missing

__all__ = [
    "Busy",
    "Job",
    "NoAnswer",
    "cannot_be_kept",
    "missing",
    "pack",
    "patiently",
    "run",
    "unpack",
]
