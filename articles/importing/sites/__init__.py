"""How a whole site comes in: entries of one format, whatever the file.

A ``Site`` has a header, entries one by one, and the files beside them. The format is
JSON Lines, described in docs/site-format.md; other formats are turned into the same
entries on the way (``articles.importing.sites.formats`` is their table). What cannot be read at
all raises ``BadSite``, whose text is a plain sentence; a bad line is a ``Fault`` among
the others.
"""

from .folder import Folder
from .lines import read_header, read_lines
from .site_file import open_lines, open_zip
from .values import (
    FORMAT,
    SCHEMA,
    BadSite,
    Entry,
    Fault,
    Header,
    LeftOut,
    Line,
    Remarks,
    Site,
)
from .webp import is_bare_webp

__all__ = [
    "FORMAT",
    "SCHEMA",
    "BadSite",
    "Entry",
    "Fault",
    "Folder",
    "Header",
    "LeftOut",
    "Line",
    "Remarks",
    "Site",
    "is_bare_webp",
    "open_lines",
    "open_zip",
    "read_header",
    "read_lines",
]
