"""Notes defined as ``[^n]: text`` anywhere in a file, with their continuations."""

from articles.importing.ledger import Ledger
from articles.importing.understanding.boilerplate import interrupts

from .labels import HIGHEST, to_label
from .listed import NotesList, RawNote
from .shapes import NAMED_DEFINITION, is_heading


def labels_for_names(ledger: Ledger, start: int, code: bytearray) -> dict[str, str]:
    """A free number for each note that is defined under a name: ``[^smith]:``."""
    defined = [
        match[1]
        for index in range(start, len(ledger.lines))
        if not code[index] and (match := NAMED_DEFINITION.match(ledger.lines[index]))
    ]
    used = {to_label(name) for name in defined}
    free = (str(n) for n in range(1, HIGHEST + 1) if str(n) not in used)
    named = dict.fromkeys(name for name in defined if not to_label(name))
    return dict(zip(named, free, strict=False))


def take_definitions(
    ledger: Ledger, start: int, code: bytearray, names: dict[str, str]
) -> NotesList | None:
    """Take every definition of a file, wherever it stands."""
    notes: list[RawNote] = []
    first = stop = -1
    for index in range(start, len(ledger.lines)):
        is_open = ledger.is_free(index) and not code[index]
        match = NAMED_DEFINITION.match(ledger.lines[index]) if is_open else None
        label = names.get(match[1]) or to_label(match[1]) if match else ""
        if match is None or not label:
            continue
        if match[1] in names:
            ledger.leave_words("note-name", match[1])
        first = index if first < 0 else first
        note = RawNote(label, [match[3]])
        ledger.take(index)
        stop = _take_continuation(ledger, note, index + 1)
        notes.append(note)
    if not notes:
        return None
    _leave_empty_heading(ledger, first)
    return NotesList(notes, first, stop)


def _take_continuation(ledger: Ledger, note: RawNote, start: int) -> int:
    """The lines after a definition: up to a blank one, then as long as indented."""
    index = end = start
    is_after_blank = False
    while index < len(ledger.lines):
        line = ledger.lines[index]
        is_indented = line.startswith(("  ", "\t")) and bool(line.strip())
        if not line.strip():
            is_after_blank = True
        elif NAMED_DEFINITION.match(line) or line.startswith(("#", "```", "~~~")):
            break
        elif is_indented or not (is_after_blank or interrupts(line)):
            end = index + 1
        else:
            break
        index += 1
    for taken in range(start, end):
        note.lines.append(ledger.take(taken))
    return end


def _leave_empty_heading(ledger: Ledger, first: int) -> None:
    """A heading with nothing but definitions under it heads the notes."""
    index = first - 1
    while index >= 0 and ledger.is_blank(index):
        index -= 1
    if index >= 0 and is_heading(ledger.lines[index]):
        ledger.leave(index, "notes-heading")
