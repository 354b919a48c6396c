"""Carry a whole site out of the database and into one.

``kinds`` is the one table of what travels; ``columns`` turns a value into JSON and back;
``sending`` writes a site, ``receiving`` takes one record in, ``running`` a whole file.
"""

from .running import import_site
from .sending import counted, export_site
from .taken import Outcome, Taken, Tally

__all__ = [
    "Outcome",
    "Taken",
    "Tally",
    "counted",
    "export_site",
    "import_site",
]
