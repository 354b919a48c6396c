"""How a text comes in: an author's file becomes a ``Manuscript``.

``read`` takes a file's bytes and its name. Nothing of the file is dropped: every
word stands in the source, in the notes, in a field, or in the report's list of what
was left out. A file that cannot be read raises ``Unreadable``, whose text is a
plain sentence. Files are read in child processes alone (see ``apart``). A new format is
one module and one row in ``READERS``.
"""

from .formats import READERS, read
from .manuscript import (
    LeftOut,
    Manuscript,
    ManuscriptNote,
    Person,
    RawPicture,
    Remark,
    Report,
)
from .sandboxed import Busy
from .unreadable import Unreadable

__all__ = [
    "READERS",
    "Busy",
    "LeftOut",
    "Manuscript",
    "ManuscriptNote",
    "Person",
    "RawPicture",
    "Remark",
    "Report",
    "Unreadable",
    "read",
]
