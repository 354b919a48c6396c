"""The report on one file: what was found, mended, doubted and left out.

Only codes and parameters stand here; the faces put them into sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Value = str | int


@dataclass(frozen=True, slots=True)
class Remark:
    """Something mended or doubtful: a code and its parameters."""

    code: str
    parameters: tuple[tuple[str, Value], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The remark, ready for JSON."""
        return {"code": self.code, "parameters": dict(self.parameters)}


def remark(code: str, parameters: Mapping[str, Value]) -> Remark:
    """A remark with its parameters in the order given."""
    return Remark(code, tuple(parameters.items()))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of the file that stand nowhere in the article, and a code saying why."""

    code: str
    text: str

    def as_dict(self) -> dict[str, str]:
        """The words left out, ready for JSON."""
        return {"code": self.code, "text": self.text}


@dataclass(frozen=True, slots=True)
class Report:
    """Counts and lists that add up.

    ``markers`` counts markers, ``notes`` notes with text, ``matched`` the labels
    that have both; the lists hold labels.
    """

    markers: int
    notes: int
    matched: int
    missing: tuple[str, ...]
    unused: tuple[str, ...]
    identical: tuple[tuple[str, ...], ...]
    without_link: tuple[str, ...]
    repaired: tuple[Remark, ...]
    left_out: tuple[LeftOut, ...]
    warnings: tuple[Remark, ...]

    def as_dict(self) -> dict[str, Any]:
        """The report, ready for JSON."""
        return {
            "markers": self.markers,
            "notes": self.notes,
            "matched": self.matched,
            "missing": list(self.missing),
            "unused": list(self.unused),
            "identical": [list(group) for group in self.identical],
            "without_link": list(self.without_link),
            "repaired": [entry.as_dict() for entry in self.repaired],
            "left_out": [entry.as_dict() for entry in self.left_out],
            "warnings": [entry.as_dict() for entry in self.warnings],
        }
