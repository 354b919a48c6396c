"""Notes typed by hand under roman numbers, spelt anew with ordinary ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4.element import NavigableString, Tag

from articles.text.numerals import NUMBERS

from .markdown import tags_in

_BRACKET = re.compile(r"\[([ivxlc]{1,8})\]", re.IGNORECASE)
_TYPED = re.compile(r"\s*[\[(]?([ivxlc]{1,8})[\]).:]+(?=\s|\w)", re.IGNORECASE)
_RAISED = re.compile(r"\s*[\[(]?([ivxlc]{1,8})[\])]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Label:
    """A roman number at the beginning of a paragraph, and the text it stands in."""

    text: NavigableString
    spelt: str
    end: int

    @property
    def number(self) -> int:
        """Its value."""
        return NUMBERS[self.spelt.lower()]


def spell_romans(tree: Tag) -> list[str]:
    """Spell roman markers and the labels of their list anew; return those replaced.

    They count as such where a list at the end runs from i on, and the text before
    it cites two of its notes at least.
    """
    labels = _list(tree)
    numbers = {label.number for label in labels} or _numbered_list(tree)
    cited = {
        number
        for text, number in _raised(tree, numbers)
        if labels or not text.find_parent("li")
    }
    cited |= {n for text in _texts(tree, labels) for n in _bracketed(text, numbers)}
    if len(cited) < 2:
        return []
    return [
        *_spell_labels(labels),
        *_spell_raised(tree, numbers),
        *_spell_brackets(tree, numbers),
    ]


def _list(tree: Tag) -> list[_Label]:
    """The last labels that run i, ii, iii … at the beginning of paragraphs."""
    run: list[_Label] = []
    for paragraph in tags_in(tree):
        if paragraph.name not in ("p", "li"):
            continue
        label = _label(paragraph)
        if label is None:
            continue
        if label.number == 1:
            run = [label]
        elif run and label.number == run[-1].number + 1:
            run.append(label)
    return run if len(run) > 1 else []


def _label(paragraph: Tag) -> _Label | None:
    texts = (n for n in paragraph.descendants if isinstance(n, NavigableString))
    text = next((text for text in texts if text.strip()), None)
    if text is None:
        return None
    is_raised = text.parent is not None and text.parent.name == "sup"
    found = _RAISED.fullmatch(text) if is_raised else _TYPED.match(text)
    if not found or found[1].lower() not in NUMBERS:
        return None
    return _Label(text, found[1], found.end())


def _numbered_list(tree: Tag) -> set[int]:
    """The numbers of the last list that Word itself numbers with roman ones."""
    lists = tree.find_all("ol", attrs={"data-format": re.compile("Roman")})
    if not lists:
        return set()
    count = len(lists[-1].find_all("li", recursive=False))
    return set(range(1, count + 1)) if count > 1 else set()


def _texts(tree: Tag, labels: list[_Label]) -> list[NavigableString]:
    taken = {id(label.text) for label in labels}
    return [
        text
        for text in tree.find_all(string=_BRACKET)
        if isinstance(text, NavigableString) and id(text) not in taken
    ]


def _bracketed(text: str, numbers: set[int]) -> Iterator[int]:
    for found in _BRACKET.finditer(text):
        if NUMBERS.get(found[1].lower()) in numbers:
            yield NUMBERS[found[1].lower()]


def _raised(tree: Tag, numbers: set[int]) -> Iterator[tuple[Tag, int]]:
    """Yield the raised roman numbers that cite notes."""
    for sup in tags_in(tree):
        if sup.name != "sup":
            continue
        found = _RAISED.fullmatch(sup.get_text())
        number = NUMBERS.get(found[1].lower()) if found else None
        if number in numbers:
            yield sup, number


def _spell_labels(labels: list[_Label]) -> Iterator[str]:
    for label in labels:
        parent = label.text.parent
        if parent is not None and parent.name == "sup":
            parent.unwrap()
        label.text.replace_with(f"[{label.number}] {label.text[label.end :].lstrip()}")
        yield label.spelt


def _spell_raised(tree: Tag, numbers: set[int]) -> Iterator[str]:
    for sup, number in list(_raised(tree, numbers)):
        yield sup.get_text().strip(" []()")
        sup.string = str(number)


def _spell_brackets(tree: Tag, numbers: set[int]) -> Iterator[str]:
    for text in _texts(tree, []):
        spelt = [
            f[1]
            for f in _BRACKET.finditer(text)
            if NUMBERS.get(f[1].lower()) in numbers
        ]
        if spelt:
            text.replace_with(_BRACKET.sub(lambda f: _spelt(f, numbers), text))
            yield from spelt


def _spelt(found: re.Match[str], numbers: set[int]) -> str:
    number = NUMBERS.get(found[1].lower())
    return f"[{number}]" if number in numbers else found[0]
