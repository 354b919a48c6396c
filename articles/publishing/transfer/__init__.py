"""Carry a whole site out of the database and into one.

``kinds`` is the one table of what travels; ``columns`` turns a value into JSON and back;
``sending`` writes a site, ``receiving`` takes one record in, ``running`` a whole file.
"""

from .outcomes import Outcome, Taken, Tally
from .site_export import counted, export_site
from .site_import import import_site

__all__ = [
    "Outcome",
    "Taken",
    "Tally",
    "counted",
    "export_site",
    "import_site",
]
