"""The end of a file: disclaimer, picture credit, comment form, menus."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from articles.importing.ledger import Ledger

from . import boilerplate

FORM_REACH = 60
LONG_LINE = 200
_CITES = re.compile(r"\[\^?[\w-]{1,8}\]")
_LABELLED = re.compile(r"[^\W\d][\w -]{0,40}:\s")


@dataclass(slots=True)
class Tail:
    """The fields found at the end of a file."""

    disclaimer: list[str] = field(default_factory=list)
    is_cut: bool = False
    credits: list[str] = field(default_factory=list)
    statements: dict[str, list[str]] = field(default_factory=dict)

    def stated(self) -> dict[str, Any]:
        """The words of each statement."""
        return {name: "\n\n".join(said) for name, said in self.statements.items()}

    def reword(self, plain: Callable[[str], str]) -> None:
        """Have all that was found said once, and in words instead of Markdown."""
        self.disclaimer = list(dict.fromkeys(map(plain, self.disclaimer)))
        self.credits = list(dict.fromkeys(map(plain, self.credits)))
        self.reword_statements(plain)

    def reword_statements(self, plain: Callable[[str], str]) -> None:
        for name, said in self.statements.items():
            self.statements[name] = list(dict.fromkeys(map(plain, said)))


def find_tail(ledger: Ledger, start: int, stop: int) -> int:
    """The first line, between two lines, from which on all is furniture."""
    index = stop
    reach = 0
    for line in range(stop - 1, start - 1, -1):
        reach += not ledger.is_blank(line)
        if reach > FORM_REACH:
            break
        if ledger.is_free(line) and boilerplate.starts_form(ledger.lines[line]):
            index = line
    while index > start:
        block = _block_before(ledger, start, index)
        above = _block_before(ledger, start, block)
        if block == index or not _is_furniture(ledger, block, index):
            labelled = block < index and _is_label(ledger, above, block)
            return above if labelled and above < block else index
        index = block
    return index


def _is_label(ledger: Ledger, start: int, stop: int) -> bool:
    """Whether a block is the one word "Disclaimer"."""
    texts = [boilerplate.bare(ledger.lines[line]) for line in range(start, stop)]
    text = "".join(texts)
    match = boilerplate.DISCLAIMER_LABEL.fullmatch(text)
    return match is not None


def _block_before(ledger: Ledger, start: int, stop: int) -> int:
    """The first line of the paragraph that ends before a line."""
    index = stop
    while index > start and ledger.is_blank(index - 1):
        index -= 1
    if index == start:
        return stop
    while index > start and not ledger.is_blank(index - 1):
        index -= 1
    return index


def _is_furniture(ledger: Ledger, start: int, stop: int) -> bool:
    lines = [ledger.lines[i] for i in range(start, stop) if not ledger.is_blank(i)]
    if _starts_small_print(ledger, start):
        return True
    return not boilerplate.is_address(lines[0]) and all(
        boilerplate.is_menu(line)
        or boilerplate.is_credit(line)
        or boilerplate.is_address(line)
        for line in lines
    )


def read_tail(ledger: Ledger, indices: Iterable[int], tail: Tail) -> None:
    """Take the furniture among some lines; other text stays, with a warning."""
    lines = list(indices)
    position = 0
    kept: list[str] = []
    while position < len(lines):
        index = lines[position]
        line = ledger.lines[index]
        if ledger.is_blank(index):
            position += 1
        elif boilerplate.starts_form(line):
            _leave_form(ledger, lines[position:])
            break
        elif boilerplate.is_menu(line):
            ledger.leave(index, "menu")
            position += 1
        elif boilerplate.is_credit(line):
            position += _take_credit(ledger, lines[position : position + 2], tail)
        elif _starts_small_print(ledger, index):
            position += _take_small_print(ledger, lines, position, tail)
        else:
            kept.append(line)
            position += 1
    if kept:
        ledger.warn("text-after-notes", lines=len(kept), text=kept[0].strip()[:80])


def _leave_form(ledger: Ledger, indices: list[int]) -> None:
    long_lines = 0
    for index in indices:
        line = ledger.lines[index]
        if not ledger.is_free(index):
            continue
        if boilerplate.is_menu(line) and not boilerplate.starts_form(line):
            ledger.leave(index, "menu")
        elif boilerplate.starts_form(line) or boilerplate.is_form_line(line):
            ledger.leave(index, "comment-form")
        else:
            long_lines += len(line) > LONG_LINE
            ledger.leave(index, "after-comment-form")
    if long_lines:
        ledger.warn("text-after-comment-form", lines=long_lines)


def _take_credit(ledger: Ledger, indices: list[int], tail: Tail) -> int:
    label, value = boilerplate.read_credit(ledger.take(indices[0]))
    ledger.leave_words("picture-credit-label", label)
    taken = 1
    following = indices[1:2]
    if not value and following and boilerplate.is_address(ledger.lines[following[0]]):
        value = ledger.take(following[0]).strip()
        taken = 2
    if not value:
        ledger.warn("image-source-empty")
    else:
        tail.credits.append(value)
    return taken


def _take_small_print(
    ledger: Ledger, indices: list[int], position: int, tail: Tail
) -> int:
    if boilerplate.starts_disclaimer(ledger.lines[indices[position]]):
        return _take_disclaimer(ledger, indices, position, tail)
    return _take_statement(ledger, indices[position], tail)


def starts_boilerplate(ledger: Ledger, index: int) -> bool:
    """Whether a line begins something that is no part of the article's text."""
    return boilerplate.is_boilerplate(ledger.lines[index]) or _is_statement(
        ledger, index
    )


def _starts_small_print(ledger: Ledger, start: int) -> bool:
    """Whether a line begins a disclaimer or a statement."""
    return boilerplate.starts_disclaimer(ledger.lines[start]) or _is_statement(
        ledger, start
    )


def _take_disclaimer(
    ledger: Ledger, indices: list[int], position: int, tail: Tail
) -> int:
    """Take a disclaimer to the end of its paragraph; a label alone has one below."""
    taken = 0
    texts: list[str] = []
    for place in range(position, len(indices)):
        index = indices[place]
        line = ledger.lines[index]
        is_label_alone = len(texts) == 1 and _is_only_label(texts[0])
        if ledger.is_blank(index):
            if texts and not is_label_alone:
                break
        elif texts and boilerplate.is_boilerplate(line):
            break
        else:
            texts.append(boilerplate.bare(ledger.take(index)))
        taken += 1
    _take_label(ledger, texts, tail)
    return taken


def _is_statement(ledger: Ledger, start: int) -> bool:
    """Whether a paragraph that begins here is a statement, and no part of the text.

    One that cites a note is part of it, and so is one of several that each begin with
    a word and a colon.
    """
    if not boilerplate.read_statement(ledger.lines[start])[0]:
        return False
    if start and not ledger.is_blank(start - 1):
        return False
    paragraph = [ledger.lines[i] for i in range(start, _end_of(ledger, start))]
    above = boilerplate.bare(_line_above(ledger, start))
    return not (any(map(_CITES.search, paragraph)) or _LABELLED.match(above))


def _line_above(ledger: Ledger, start: int) -> str:
    """The first line of the paragraph above, unless somebody has taken it."""
    index = start
    while index and not ledger.lines[index - 1].strip():
        index -= 1
    if not index or not ledger.is_free(index - 1):
        return ""
    while index and not ledger.is_blank(index - 1):
        index -= 1
    return ledger.lines[index]


def _end_of(ledger: Ledger, start: int) -> int:
    """The line after a paragraph."""
    stop = start
    while stop < len(ledger.lines) and not ledger.is_blank(stop):
        if stop > start and boilerplate.is_boilerplate(ledger.lines[stop]):
            break
        stop += 1
    return stop


def _take_statement(ledger: Ledger, start: int, tail: Tail) -> int:
    """Take a statement to the end of its paragraph, and have an editor look at it."""
    name, label, first = boilerplate.read_statement(ledger.lines[start])
    stop = _end_of(ledger, start)
    texts = [first, *(ledger.lines[index].strip() for index in range(start + 1, stop))]
    for index in range(start, stop):
        ledger.take(index)
    ledger.leave_words("statement-label", label)
    ledger.warn("statement-found", text=f"{label}: {first}"[:80])
    tail.statements.setdefault(name, []).append("\n".join(texts))
    return stop - start


def _is_only_label(text: str) -> bool:
    return boilerplate.DISCLAIMER_LABEL.fullmatch(text) is not None


def _take_label(ledger: Ledger, texts: list[str], tail: Tail) -> None:
    text = "\n".join(texts)
    label = boilerplate.DISCLAIMER_LABEL.match(text)
    if label:
        ledger.leave_words("disclaimer-label", label[0].strip(" \n("))
        text = text[: label.start()] + text[label.end() :]
    keep_disclaimer(text, tail, ledger)


def keep_disclaimer(text: str, tail: Tail, ledger: Ledger) -> None:
    """Keep a disclaimer without its label, and say so if it is cut off."""
    text, sign = boilerplate.cut_off(text)
    if sign:
        tail.is_cut = True
        ledger.leave_words("more-link", sign)
        ledger.warn("disclaimer-cut-off")
    if text.strip():
        tail.disclaimer.append(text.strip())
