"""The list of notes in a file: found, taken, divided into notes."""

from dataclasses import dataclass, field

from articles.importing.ledger import Ledger
from articles.importing.understanding.boilerplate import interrupts, is_menu
from articles.importing.understanding.tail import starts_boilerplate

from .labels import SUPERSCRIPTS, number
from .markers import cited_labels
from .shapes import SHAPES, Item, Shape, follows, is_heading, read_item, shape_of

FEWEST_WITHOUT_HEADING = 2
_ENDS = (".", "!", "?", "]", ")", "”", "’", '"', "।", *SUPERSCRIPTS)


@dataclass(slots=True)
class RawNote:
    """A note as it stands in the file: its label and its lines."""

    label: str
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class NotesList:
    """The notes of a file, and the lines between which they stood."""

    notes: list[RawNote]
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a list stands: its heading (or -1), its items, its end."""

    heading: int
    items: dict[int, Item]
    stop: int

    @property
    def start(self) -> int:
        return next(iter(self.items)) if self.heading < 0 else self.heading


def take_list(
    ledger: Ledger, start: int, *, stop: int | None = None, is_headed: bool = False
) -> NotesList | None:
    """Take the list of notes that stands between two lines, or find none.

    With ``is_headed`` only one below a heading is looked for.
    """
    stop = len(ledger.lines) if stop is None else stop
    span = _under_heading(ledger, start, stop)
    if span is None and not is_headed:
        span = _without_heading(ledger, start)
    if span is None:
        return None
    if span.heading >= 0:
        ledger.leave(span.heading, "notes-heading")
    else:
        ledger.warn("notes-without-heading")
        _leave_rule(ledger, span.start)
    return NotesList(_notes(ledger, span), span.start, span.stop)


def _leave_rule(ledger: Ledger, start: int) -> None:
    """Take the rule above a list that has no heading."""
    index = start - 1
    while index > 0 and ledger.is_blank(index):
        index -= 1
    if index > 0 and _is_rule(ledger.lines[index]):
        ledger.leave(index, "rule")


def _is_rule(line: str) -> bool:
    text = line.strip()
    return len(text) >= 3 and not text.strip("-_*=— ")


def _notes(ledger: Ledger, span: _Span) -> list[RawNote]:
    notes: list[RawNote] = []
    for index in range(next(iter(span.items)), span.stop):
        line = ledger.take(index)
        item = span.items.get(index)
        if item is None:
            notes[-1].lines.append(line)
            continue
        if item.is_glued:
            ledger.repair("no-space-after-label", label=item.label)
        notes.append(RawNote(item.label, [item.text]))
    return notes


def _under_heading(ledger: Ledger, start: int, stop: int) -> _Span | None:
    """The last heading, above a line, that has a numbered list under it."""
    for heading in range(stop - 1, start - 1, -1):
        if not ledger.is_free(heading) or not is_heading(ledger.lines[heading]):
            continue
        first = _next_line(ledger, heading + 1, stop)
        shape = shape_of(ledger.lines[first]) if first < stop else None
        if shape:
            span = _collect(ledger, shape, (heading, first, stop))
            if span and not (shape.name == "bare" and len(span.items) < 2):
                return span
        if shape or ledger.is_blank(max(0, heading - 1)):
            stop = heading
    return None


def _next_line(ledger: Ledger, start: int, stop: int) -> int:
    while start < stop and ledger.is_blank(start):
        start += 1
    return start


def _collect(ledger: Ledger, shape: Shape, where: tuple[int, int, int]) -> _Span | None:
    """Follow a list from its first item to the end of its last note."""
    heading, first, stop = where
    items = _items(ledger, shape, first, stop)
    if not items:
        return None
    last = max(items)
    end = index = first
    is_after_blank = False
    while index < stop:
        line = ledger.lines[index]
        if ledger.is_blank(index):
            is_after_blank = True
        elif index not in items:
            is_loose = is_after_blank and not _is_indented(line)
            if interrupts(line) or (is_loose and (index > last or _is_apart(line))):
                break
            end = index + 1
        else:
            end = index + 1
            is_after_blank = False
        index += 1
    kept = {line: item for line, item in items.items() if line < end}
    return _Span(heading, kept, end)


def _is_indented(line: str) -> bool:
    return line.startswith(("  ", "\t"))


def _is_apart(line: str) -> bool:
    """Whether a paragraph between two items can be no part of a note."""
    return is_menu(line) or is_heading(line) or line.startswith(("# ", "## ", "### "))


def _items(ledger: Ledger, shape: Shape, first: int, stop: int) -> dict[int, Item]:
    """The lines that begin a note; a weak number must come in its order."""
    items: dict[int, Item] = {}
    last = ""
    for index in range(first, stop):
        item = read_item(shape, ledger.lines[index])
        if item and follows(shape, item.label, last):
            items[index] = item
            last = item.label
        elif index == first:
            break
    return items


def _without_heading(ledger: Ledger, start: int) -> _Span | None:
    """A list at the very end whose labels the text before it cites."""
    for shape in SHAPES:
        streak = [] if shape.name == "bare" else _last_streak(ledger, shape, start)
        if len(streak) < FEWEST_WITHOUT_HEADING:
            continue
        span = _collect(ledger, shape, (-1, streak[0], len(ledger.lines)))
        if span and _is_cited(ledger, span, start) and _may_stand(ledger, shape, span):
            return span
    return None


def _last_streak(ledger: Ledger, shape: Shape, start: int) -> list[int]:
    """The last items of a file that ascend without other paragraphs between."""
    streak: list[int] = []
    last = 0
    is_after_blank = False
    for index in range(start, len(ledger.lines)):
        if ledger.is_blank(index):
            is_after_blank = True
            continue
        item = read_item(shape, ledger.lines[index])
        if item:
            if number(item.label) < last:
                streak = []
            streak.append(index)
            last = number(item.label)
        elif streak and is_after_blank and not _is_indented(ledger.lines[index]):
            if len(streak) > 1 and starts_boilerplate(ledger, index):
                break
            streak, last = [], 0
        is_after_blank = False
    return streak


def _is_cited(ledger: Ledger, span: _Span, start: int) -> bool:
    labels = {item.label for item in span.items.values()}
    before = "\n".join(ledger.lines[start : span.start])
    cited = labels & cited_labels(before)
    return len(cited) >= FEWEST_WITHOUT_HEADING and 2 * len(cited) >= len(labels)


def _may_stand(ledger: Ledger, shape: Shape, span: _Span) -> bool:
    """A weakly numbered list must not belong to the paragraph or heading above."""
    if shape.is_strong:
        return True
    index = span.start - 1
    while index > 0 and ledger.is_blank(index):
        index -= 1
    above = ledger.lines[index].strip()
    after = _next_line(ledger, span.stop, len(ledger.lines))
    is_last = after == len(ledger.lines) or starts_boilerplate(ledger, after)
    return is_last and (_is_rule(above) or above.endswith(_ENDS))
