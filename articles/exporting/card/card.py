"""The picture that is made for links: what it says, and asking for it."""

import hashlib
import json
from dataclasses import astuple, dataclass

from articles.sandbox import Busy, Job, NoAnswer, run

# Grows with every change to the drawing, so that no card of before is kept.
DRAWING = 1
JOB = Job("articles.exporting.card.image.drawn", seconds=20, is_for_readers=True)
PATIENCE = 1.0  # seconds


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


class CannotDraw(Exception):
    """There is no card now; ``code`` says why: "busy" with others, or "failed"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def draw_card(card: Card) -> bytes:
    """Return the card as a PNG of 1200 × 630 pixels. Raises CannotDraw."""
    try:
        return run(JOB, json.dumps(astuple(card)).encode(), patience=PATIENCE)
    except Busy as error:
        raise CannotDraw("busy") from error
    except NoAnswer as error:
        raise CannotDraw("failed") from error
