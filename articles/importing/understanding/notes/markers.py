"""Markers in a text: where they stand, what they cite, and their one spelling."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from articles.importing.ledger import Ledger

from .labels import PATTERN, SUPERSCRIPTS, Marker, lowered, number, to_label

WIDEST_RANGE = 20
_BRACKET = re.compile(r"\[([^\[\]\n]{1,60})\]")
_SUPER = re.compile(rf"[{SUPERSCRIPTS}]+(?:[,⁻–⁾][{SUPERSCRIPTS}]+){{0,9}}")
_MAY_CITE = re.compile(rf"[\[{SUPERSCRIPTS}]")
_SEPARATOR = re.compile(r"\s?[,;]\s?")
_RANGE = re.compile(r"\^?(\d{1,3})\s?[-–—⁻]\s?\^?(\d{1,3})")
_LOOKS_LIKE_LABEL = re.compile(rf"\s?{PATTERN}\s?")
_UNIT = re.compile(r"(?:^|[\d\s(/])(?:k|c|m|d|h)?m$|(?:^|[\d\s(])(?:ft|in|mi|sq|x|n)$")
_FORMULA = re.compile(r"=[\s\d]?[A-Za-z]{1,3}$")
_YEAR_BEFORE = re.compile(r"(?<!\d)[12]\d{3}$")
_ONLY_PREFIX = re.compile(r"[\s>*+#|-]*(?:\d{1,9}[.)])?\s*")


@dataclass(frozen=True, slots=True)
class Numbering:
    """The labels of a file's notes; a plain ``[n]`` up to the highest is a marker."""

    labels: frozenset[str] = frozenset()
    highest: int = 0
    aside: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)

    def holds(self, label: str) -> bool:
        """Whether a plain bracketed label is a marker in this file."""
        if not label or label in self.aside:
            return False
        return label in self.labels or 0 < number(label) <= self.highest


def numbering(
    labels: Iterable[str],
    aside: Iterable[str] = (),
    names: Mapping[str, str] | None = None,
) -> Numbering:
    """The numbering that some notes have; labels set aside cite nothing."""
    known = frozenset(labels)
    highest = max(map(number, known), default=0)
    return Numbering(known, highest, frozenset(aside), names or {})


def find_markers(
    text: str, known: Numbering, *, is_markdown: bool = False, raised: bool = True
) -> list[Marker]:
    """The markers of a text, in order; code and links of Markdown hold none.

    Without ``raised``, raised digits are powers and units, never markers.
    """
    if not _MAY_CITE.search(text):
        return []
    found = []
    spans = literal_spans(text) if is_markdown else []
    starts = [start for start, _ in spans]
    matches = [*_BRACKET.finditer(text), *(_SUPER.finditer(text) if raised else ())]
    for match in sorted(matches, key=lambda match: match.start()):
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and match.start() < spans[at][1]:
            continue
        if is_markdown and _is_link_or_escaped(text, match):
            continue
        labels, name = _labels(text, match, known)
        if labels:
            found.append(_marker(text, match, labels, name))
    return found


def stray_labels(text: str, known: Numbering) -> list[str]:
    """Bracketed numbers that cite nothing and are left as they are."""
    contents = (match[1] for match in _BRACKET.finditer(text))
    labels = (
        to_label(content)
        for content in contents
        if _LOOKS_LIKE_LABEL.fullmatch(content)
    )
    return [label for label in labels if label and not known.holds(label)]


def cited_labels(text: str) -> set[str]:
    """Every label that brackets or raised digits might cite."""
    labels: set[str] = set()
    for match in _BRACKET.finditer(text):
        labels.update(_split_labels(match[1]) or ())
    for match in _SUPER.finditer(text):
        labels.update(_split_labels(match[0]) or ())
    return labels


def report_spaces(markers: Iterable[Marker], ledger: Ledger) -> None:
    """List the markers that had a space before them."""
    for marker in markers:
        if marker.is_spaced:
            ledger.repair("space-before-marker", label=marker.labels[0])


def literal_spans(text: str) -> list[tuple[int, int]]:
    """Where Markdown takes characters as they are: code spans, addresses."""
    spans: list[tuple[int, int]] = []
    runs = list(re.finditer(r"`+|<[a-z]{2,10}:[^\s<>]*>|https?://[^\s<>)\]]+", text))
    last: dict[str, int] = {
        run[0]: index for index, run in enumerate(runs) if run[0][0] == "`"
    }
    index = 0
    while index < len(runs):
        run, close = runs[index], index
        if run[0][0] == "`" and last[run[0]] > index:
            close = index + 1
            while runs[close][0] != run[0]:
                close += 1
        if run[0][0] != "`" or close > index:
            spans.append((run.start(), runs[close].end()))
        index = close + 1
    return spans


def _is_link_or_escaped(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 2) : match.start()]
    after = text[match.end() : match.end() + 1]
    caret = match[0].startswith("[^")
    is_link = match[0][0] == "[" and not caret and after in ("(", ":")
    return is_link or (before[-1:] == "\\" and before != "\\\\") or before[-1:] == "!"


def _labels(
    text: str, match: re.Match[str], known: Numbering
) -> tuple[tuple[str, ...], str]:
    """The labels a bracket or raised digits cite, and the name they replace."""
    content = match[1] if match[0][0] == "[" else match[0]
    if content.startswith("^") and content[1:] in known.names:
        return (known.names[content[1:]],), content[1:]
    labels = _split_labels(content)
    if match[0][0] != "[" and not may_be_raised(text, match.start()):
        return (), ""
    certain = content.lstrip().startswith("^")
    if labels and (certain or all(known.holds(label) for label in labels)):
        return tuple(labels), ""
    return (), ""


def may_be_raised(text: str, start: int) -> bool:
    """Raised digits cite after a word or its punctuation, not after a unit."""
    before = text[max(0, start - 8) : start].rstrip(" ")
    if not before or _UNIT.search(before) or _FORMULA.search(before):
        return False
    return not before[-1].isdigit() or _YEAR_BEFORE.search(before) is not None


def _split_labels(content: str) -> list[str] | None:
    labels: list[str] = []
    for part in _SEPARATOR.split(content.strip()):
        between = _RANGE.fullmatch(part)
        if between is None:
            between = _RANGE.fullmatch(lowered(part))
        label = to_label(part.removeprefix("^"))
        if between:
            first, last = int(between[1]), int(between[2])
            if not first < last <= first + WIDEST_RANGE:
                return None
            labels += map(str, range(first, last + 1))
        elif label:
            labels.append(label)
        else:
            return None
    return labels


def _marker(
    text: str, match: re.Match[str], labels: tuple[str, ...], name: str
) -> Marker:
    start = match.start()
    while start and text[start - 1] in " \t\xa0\u2009\u202f":
        start -= 1
    line_start = text.rfind("\n", max(0, start - 200), start) + 1
    before = text[line_start:start] if line_start or start <= 200 else "…"
    is_spaced = start < match.start()
    if _ONLY_PREFIX.fullmatch(before) or before.endswith("|"):
        start, is_spaced = match.start(), False
    return Marker(start, match.end(), labels, is_spaced, name)
