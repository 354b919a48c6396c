"""Back references, as one note makes them: "Ibid.", "Gupta, op. cit.", "supra note 4".

A phrase is looked for in plain text or in Markdown; which note it means is told by
``referring``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .labels import normal_label
from .locators import LOCATOR

Kind = Literal["before", "author", "number"]

_SEE = r"(?:see(?:\s+also)?|cf\.?|compare|also|देखें|देखिए)"
# Behind a word that may also be a common one: nothing, a place, or punctuation.
_END = r"(?=[\s*_]*(?:\Z|[,;:.।(]|at\b|pp?\b|paras?\b|[¶§]|पृ|अनु))"
_BEFORE = re.compile(
    rf"\A[\s*_(“\"]*(?:{_SEE}[\s,:*_]+)?(?P<phrase>ibid(?:em)?\b\.?|idem\b\.?|id\.{_END}"
    rf"|loc\.?\s*cit\b\.?|(?:वही|उपर्युक्त){_END})",
    re.IGNORECASE,
)
_CITED = re.compile(
    rf"(?<![^\W_])(?:op|loc)\.?\s*cit\b\.?|(?<!\S)(?:पूर्वोक्त|उपर्युक्त){_END}",
    re.IGNORECASE,
)
_NOTE = r"(?:(?:foot|end)?note|n|fn|(?:पाद[-\s]?)?टिप्पणी|नोट)"
_NOTES = r"(?:(?:foot|end)?notes|nn|fnn|टिप्पणियाँ)"
_UP = r"(?:supra|infra|above|below|ऊपर(?:\s+की)?|नीचे(?:\s+की)?|उपर्युक्त|पूर्वोक्त)"
_BETWEEN = r"[\s,.*_]*"
_ONE = r"\d{1,3}[a-z]?(?![^\W_])"
_SEVERAL = rf"{_ONE}(?:\s*(?:,|&|and|और|[-–—])\s*{_ONE})*"
_NAMED = rf"(?:{_NOTES}{_BETWEEN}{{several}}|{_NOTE}{_BETWEEN}{{one}})"


def _named(several: str, one: str) -> str:
    """Return the pattern of "note 4" and "notes 4 and 7"; the groups have these names."""
    return _NAMED.format(several=f"(?P<{several}>{_SEVERAL})", one=f"(?P<{one}>{_ONE})")


_NUMBERED = re.compile(
    rf"(?<![^\W_]){_UP}{_BETWEEN}(?:at\s+)?{_named('all_behind', 'one_behind')}"
    rf"|(?<![^\W_]){_named('all_before', 'one_before')}[\s,(*_]*{_UP}(?![^\W_])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,3}[a-z]?", re.IGNORECASE)
_EDGES = " \t\n.,;:()[]*_।"
_LONGEST_HEAD = 8


@dataclass(frozen=True, slots=True)
class Phrase:
    """A back reference, and its place in the text.

    ``before`` means the note before, ``author`` the last note that names ``head``,
    ``number`` the note ``label``. ``is_whole`` tells that the text says nothing else,
    names and pages apart. Head and label are "" where they are not to be told.
    """

    kind: Kind
    start: int
    end: int
    is_whole: bool
    head: str = ""
    label: str = ""


def find_reference(text: str) -> Phrase | None:
    """Return the back reference that a note makes, or None; the first of several."""
    if found := _BEFORE.match(text):
        start, end = found.span("phrase")
        return Phrase("before", start, end, _says_no_more(text[end:]))
    if found := _NUMBERED.search(text):
        numbers = _NUMBER.findall(_numbers(found)[0])
        label = normal_label(numbers[0]) if len(numbers) == 1 else ""
        return _with_head("number", text, found, label)
    if found := _CITED.search(text):
        return _with_head("author", text, found, "")
    return None


def with_new_numbers(text: str, new: Mapping[str, str]) -> str:
    """Return a note's text in which "supra note 4" follows its note to a new number."""

    def renumbered(found: re.Match[str]) -> str:
        numbers, start = _numbers(found)
        start -= found.start()
        told = _NUMBER.sub(
            lambda one: new.get(normal_label(one[0]), one[0]),
            numbers,
        )
        return found[0][:start] + told + found[0][start + len(numbers) :]

    return _NUMBERED.sub(renumbered, text)


def _numbers(found: re.Match[str]) -> tuple[str, int]:
    """Return the numbers of notes that a phrase names, and where they begin."""
    name = next(name for name, said in found.groupdict().items() if said)
    return found[name], found.start(name)


def _with_head(kind: Kind, text: str, found: re.Match[str], label: str) -> Phrase:
    head = text[: found.start()].rpartition(";")[2].strip(_EDGES)
    head = re.sub(rf"\A{_SEE}[\s,:]+", "", head, flags=re.IGNORECASE)
    is_short = len(text[: found.start()].split()) <= _LONGEST_HEAD
    is_whole = is_short and _says_no_more(text[found.end() :])
    return Phrase(kind, found.start(), found.end(), is_whole, head, label)


def _says_no_more(rest: str) -> bool:
    return not LOCATOR.sub("", rest).strip(_EDGES)
