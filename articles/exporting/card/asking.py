"""Have a card drawn in a child process: its words are those of others."""

import json
from dataclasses import astuple

from articles.sandbox import Busy, Job, NoAnswer, run

from .value import Card

JOB = Job("articles.exporting.card.drawing.drawn", seconds=20, is_for_readers=True)
PATIENCE = 1.0  # seconds


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
