"""Labels of notes: what they look like, and where one is cited."""

from dataclasses import dataclass

from articles.text import label_order, normal_label

PATTERN = r"\d{1,3}[A-Za-z]?"
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
HIGHEST = 999
_FROM_RAISED = str.maketrans(SUPERSCRIPTS, "0123456789")


def to_label(text: str) -> str:
    """The label as it is stored, in ASCII; empty when the text is none."""
    return normal_label(lowered(text))


def lowered(text: str) -> str:
    """A text with its raised digits set on the line."""
    return text.translate(_FROM_RAISED)


def number(label: str) -> int:
    """The number of a label, without its letter."""
    return label_order(label)[0]


def order(label: str) -> tuple[int, str]:
    """The place of a label in the numbering: 4, 4a, 4b, 5."""
    return label_order(label)


@dataclass(frozen=True, slots=True)
class Marker:
    """One place in a text that cites notes."""

    start: int
    end: int
    labels: tuple[str, ...]
    is_spaced: bool
    name: str = ""

    @property
    def canonical(self) -> str:
        """The marker as the source spells it."""
        return "".join(f"[^{label}]" for label in self.labels)
