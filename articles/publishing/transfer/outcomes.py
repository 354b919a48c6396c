"""What became of each entry of a file, and the sum of it."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    CREATED = "created"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Taken:
    """One entry: where it stands, what it is, what became of it, and why.

    ``address`` is where a file can be fetched that is not at hand; ``is_left_out``
    tells what has no place here from what was merely left as it is.
    """

    line: int
    record: str
    name: str
    title: str
    outcome: Outcome
    why: str = ""
    remarks: tuple[str, ...] = ()
    address: str = ""
    is_left_out: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The entry, ready for JSON."""
        return asdict(self) | {"remarks": list(self.remarks)}


@dataclass(slots=True)
class Tally:
    """How many entries came to what; ``read`` is the sum of the rest."""

    read: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)

    def add(self, taken: Taken) -> None:
        self.read += 1
        self.outcomes[taken.outcome] += 1
        self.records[taken.record] += 1

    def __str__(self) -> str:
        parts = [f"{self.outcomes[outcome]} {outcome}" for outcome in Outcome]
        return f"{self.read} read: {', '.join(parts)}"

    @property
    def has_changed(self) -> bool:
        return bool(self.outcomes[Outcome.CREATED] + self.outcomes[Outcome.REPLACED])
