"""The top of a file: menus above the title, title, byline, date."""

from dataclasses import dataclass, replace

from articles.importing.ledger import Ledger
from articles.importing.manuscript import Person

from .boilerplate import bare, is_menu
from .byline import Byline, read_byline, read_role
from .dates import Dated, read_date

LONGEST_TITLE = 250
LONGEST_SUBTITLE = 120
MOST_PEOPLE = 60


@dataclass(frozen=True, slots=True)
class Head:
    """What stood above the text, and the first line of the text."""

    title: str
    people: tuple[Person, ...] = ()
    dated: Dated | None = None
    start: int = 0


def read_head(ledger: Ledger, known: Head) -> Head:
    """Take title, byline and date from the top, save for what is known already."""
    index = _skip(ledger, known.start)
    title = known.title
    if not title and index < len(ledger.lines):
        title, index = _take_title(ledger, index)
    head = replace(known, title=title, start=index)
    while (index := _skip(ledger, head.start)) < len(ledger.lines):
        following = _take_line(ledger, head, index)
        if following is None or len(following.people) > MOST_PEOPLE:
            break
        head = following
    _warn(ledger, head, index)
    return replace(head, start=index)


def _skip(ledger: Ledger, index: int) -> int:
    """Leave blank lines, and the old page's menus, above the text."""
    while index < len(ledger.lines):
        if is_menu(ledger.lines[index]) and ledger.is_free(index):
            ledger.leave(index, "menu")
        elif not ledger.is_blank(index):
            break
        index += 1
    return index


def _take_title(ledger: Ledger, index: int) -> tuple[str, int]:
    """The first line; a second one too when a byline follows below it."""
    if len(ledger.lines[index].strip()) > LONGEST_TITLE:
        return "", index
    title = _as_title(ledger.take(index))
    index += 1
    below = _line(ledger, index)
    if below and not below.strip("=-"):
        ledger.take(index)
    elif _is_subtitle(ledger, index):
        title = f"{title} {_as_title(ledger.take(index))}"
    else:
        return title, index
    return title, index + 1


def _as_title(line: str) -> str:
    text = line.strip()
    marks = text[: len(text) - len(text.lstrip("#"))]
    if 0 < len(marks) <= 6 and text[len(marks) : len(marks) + 1].isspace():
        text = text[len(marks) :].strip().rstrip("#").rstrip()
    for sign in ("**", "__", "*"):
        inner = text.removeprefix(sign).removesuffix(sign)
        if len(text) - len(inner) == 2 * len(sign) and sign not in inner:
            text = inner
    return " ".join(text.split())


def _line(ledger: Ledger, index: int) -> str:
    return ledger.lines[index].strip() if index < len(ledger.lines) else ""


def _is_subtitle(ledger: Ledger, index: int) -> bool:
    """Whether a line is the title's second: not a byline, but one stands below it."""
    line, below = _line(ledger, index), _line(ledger, index + 1)
    if not line or not below or len(line) > LONGEST_SUBTITLE or line.endswith("."):
        return False
    if _certain_byline(line) or read_date(line):
        return False
    return _certain_byline(below) is not None


def _certain_byline(line: str) -> Byline | None:
    byline = read_byline(line)
    return byline if byline and byline.is_certain else None


def _take_line(ledger: Ledger, head: Head, index: int) -> Head | None:
    """Take one line of the head, or say that the text begins here."""
    line = bare(ledger.lines[index])
    dated = None if head.dated else read_date(line)
    if dated:
        ledger.leave(index, "date-line")
        return replace(head, dated=dated, start=index + 1)
    byline = _certain_byline(line)
    people = head.people
    if byline is None and people:
        byline = read_role(line, people[-1])
        people = people[:-1] if byline else people
    if byline is None or not _may_follow(ledger, head, index):
        return None
    ledger.take(index)
    ledger.leave_words("byline-words", byline.words_left)
    return replace(head, people=people + byline.people, start=index + 1)


def _may_follow(ledger: Ledger, head: Head, index: int) -> bool:
    """A further line of the byline stands directly below the one before."""
    return not head.people or (index == head.start and not ledger.is_blank(index))


def _warn(ledger: Ledger, head: Head, index: int) -> None:
    if not head.title:
        ledger.warn("no-title")
    if not head.people:
        line = _line(ledger, index)
        if len(line.split()) > 1 and read_byline(line):
            ledger.warn("byline-unsure", text=line)
        ledger.warn("no-byline")
    if head.dated is None:
        ledger.warn("no-date")
    elif head.dated.is_ambiguous:
        ledger.warn("date-day-first", date=head.dated.on.isoformat())
