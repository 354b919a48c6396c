"""Markers in round brackets, ``(1)``, where the text has no others for its notes."""

import re

from articles.importing.ledger import Ledger
from articles.importing.notes.markers import Numbering, find_markers

FEWEST = 2

_ROUND = re.compile(r"(?<=[\w.,;:!?”’\"')\]])\s?\((\d{1,3}[a-z]?)\)(?!\()")


def square_markers(ledger: Ledger, known: Numbering) -> None:
    """Write ``(1)`` as ``[1]`` in lines nobody has taken, where it cites most notes."""
    if len(known.labels) < FEWEST:
        return
    free = [i for i in range(len(ledger.lines)) if ledger.is_free(i)]
    cited: set[str] = set()
    for index in free:
        if find_markers(ledger.lines[index], known):
            return
        cited |= known.labels.intersection(_ROUND.findall(ledger.lines[index]))
    if len(cited) * 2 < len(known.labels) or len(cited) < FEWEST:
        return
    for index in free:
        ledger.lines[index] = _ROUND.sub(
            lambda found: f"[{found[1]}]" if found[1] in known.labels else found[0],
            ledger.lines[index],
        )
    ledger.repair("round-brackets", count=len(cited))
