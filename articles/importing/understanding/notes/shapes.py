"""The ways in which a list of notes is headed and its items are numbered."""

import re
from dataclasses import dataclass

from articles.importing.understanding.boilerplate import bare

from .labels import PATTERN, SUPERSCRIPTS, number, to_label

HEADINGS = frozenset(
    {
        "endnotes",
        "endnote",
        "end notes",
        "notes",
        "note",
        "footnotes",
        "footnote",
        "foot notes",
        "references",
        "reference",
        "reference list",
        "list of references",
        "works cited",
        "bibliography",
        "source notes",
        "notes and references",
        "notes & references",
        "references and notes",
        "endnotes and references",
        "references and endnotes",
        "टिप्पणियाँ",
        "टिप्पणियां",
        "टिप्पणी",
        "सन्दर्भ",
        "संदर्भ",
        "सन्दर्भ सूची",
        "संदर्भ सूची",
        "पाद टिप्पणियाँ",
        "पाद टिप्पणियां",
        "पादटिप्पणियाँ",
        "पाद टिप्पणी",
        "अंत टिप्पणियाँ",
        "अंतिम टिप्पणियाँ",
    }
)
WIDEST_GAP = 10
HIGHEST_FIRST = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to number an item; a strong one cannot be taken for ordinary text."""

    name: str
    pattern: re.Pattern[str]
    is_strong: bool = False
    widest_gap: int = WIDEST_GAP


@dataclass(frozen=True, slots=True)
class Item:
    """The first line of a note."""

    label: str
    text: str
    is_glued: bool


def _shape(before: str, after: str) -> re.Pattern[str]:
    return re.compile(rf" {{0,3}}(?:[*+-]\s)?{before}({PATTERN}){after}(.*)$")


NAMED_DEFINITION = re.compile(r" {0,3}\[\^([^\]\s^]{1,40})\]:(\s*)(.*)$")
SHAPES = (
    Shape("caret", _shape(r"\[\^", r"\](\s*)"), is_strong=True),
    Shape("bracket", _shape(r"\[\s?", r"\s?\](:?\s*)"), is_strong=True),
    Shape(
        "raised",
        re.compile(rf" {{0,3}}([{SUPERSCRIPTS}]{{1,3}})(\s*)(.*)$"),
        is_strong=True,
    ),
    Shape("brackets", _shape(r"\(", r"\)(\s*)")),
    Shape("full-stop", _shape("", r"\.(?!\d)(\s*)")),
    Shape("half-bracket", _shape("", r"\)(\s*)")),
    Shape("bare", _shape("", r"(\s+)"), widest_gap=3),
)


def is_heading(line: str) -> bool:
    """Whether a line is the heading of a list of notes."""
    if len(line) > 60:
        return False
    return " ".join(bare(line).rstrip(" :：.*_-–").casefold().split()) in HEADINGS


def read_item(shape: Shape, line: str) -> Item | None:
    """The item a line begins, when it is numbered in this way."""
    match = shape.pattern.match(line)
    label = to_label(match[1]) if match else ""
    if match is None or not label:
        return None
    is_glued = shape.name in ("caret", "bracket") and not match[2] and bool(match[3])
    return Item(label, match[3], is_glued)


def shape_of(line: str) -> Shape | None:
    """How a line is numbered, if it is."""
    return next((shape for shape in SHAPES if read_item(shape, line)), None)


def follows(shape: Shape, label: str, last: str) -> bool:
    """Whether an item may come after another in the same list."""
    if not last:
        return shape.is_strong or number(label) <= HIGHEST_FIRST
    if shape.is_strong:
        return True
    return 0 <= number(label) - number(last) <= shape.widest_gap
