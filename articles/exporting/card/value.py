"""What stands on a card."""

import hashlib
from dataclasses import astuple, dataclass

# Grows with every change to the drawing, so that no card of before is kept.
DRAWING = 1


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card: kind, title, who wrote it, and whose site it is.

    ``byline`` may be any few words. All may be empty, and of any script: characters
    that the faces lack are left out.
    """

    kind: str
    title: str
    byline: str
    site_name: str

    @property
    def key(self) -> str:
        """Return a name for the file, the same for equal pictures alone."""
        said = "\0".join((str(DRAWING), *astuple(self)))
        return hashlib.sha256(said.encode(errors="replace")).hexdigest()[:32]
