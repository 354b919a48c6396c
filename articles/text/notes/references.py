"""“Ibid.” and its kind: recognised, and linked to the note they mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from markdown_it.token import Token

from articles.text.labels import normal_label

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
_NUMBER = re.compile(r"\d{1,3}[a-z]?", re.IGNORECASE)
_EDGES = " \t\n.,;:()[]*_।"
_LONGEST_HEAD = 8
_LONG = ("text", "code_inline")
# Every run is bounded, so that hostile texts cost no more than others.
_LOCATOR_NUMBER = r"(?:\d{1,5}[a-z]?|[ivxlc]+)"
_MORE = r"(?:\s{0,3}(?:[-–—&]|,|and|to|और)\s{0,3}(?:\d{1,3}(?!\d)[a-z]?|[ivxlc]+\b))*"
_NAME = (
    r"(?:pages?|pp?|paragraphs?|paras?|¶{1,2}|§{1,2}"
    r"|पृष्ठ(?:\s{1,3}संख्या)?|पृ|अनुच्छेद|अनु|पैरा)"
)
LOCATOR = re.compile(
    rf"[\s,;:(\[]{{0,4}}(?<![^\W_])(?:at\s{{1,3}})?{_NAME}\s{{0,3}}\.?\s{{0,3}}{_LOCATOR_NUMBER}{_MORE}(?![^\W_])[)\]]?"
    r"|[\s,]{1,4}at\s{1,3}\d{1,4}(?=\s{0,3}(?:[.,;)\]]|\Z))",
    re.IGNORECASE,
)
_LOCATOR_EDGES = " \t\n,;:()[]."


def _named(several: str, one: str) -> str:
    """Return the pattern of "note 4" and "notes 4 and 7"; the groups have these names."""
    return _NAMED.format(several=f"(?P<{several}>{_SEVERAL})", one=f"(?P<{one}>{_ONE})")


_NUMBERED = re.compile(
    rf"(?<![^\W_]){_UP}{_BETWEEN}(?:at\s+)?{_named('all_behind', 'one_behind')}"
    rf"|(?<![^\W_]){_named('all_before', 'one_before')}[\s,(*_]*{_UP}(?![^\W_])",
    re.IGNORECASE,
)


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


def link_reference(tokens: list[Token], label: str) -> str:
    """Let the back reference lead to the note ``label``, in place.

    Returns the number that the reference itself names; "" where it names none.
    """
    for token in tokens:
        if token.type != "inline":
            continue
        children = token.children or []
        phrase = find_reference("".join(map(_content, children)))
        if phrase:
            first = _cut(children, phrase.start)
            last = _cut(children, phrase.end)
            token.children = _wrapped(children, first, last, label)
            return phrase.label
    return ""


def _content(child: Token) -> str:
    if child.type in _LONG:
        return child.content
    return " " if child.type in ("softbreak", "hardbreak") else ""


def _cut(children: list[Token], place: int) -> int:
    """Cut the token at this place of the text in two; return the second one's index."""
    for index, child in enumerate(children):
        length = len(_content(child))
        if place < length:
            if not place:
                return index
            rest = child.copy(content=child.content[place:])
            child.content = child.content[:place]
            children.insert(index + 1, rest)
            return index + 1
        place -= length
    return len(children)


def _wrapped(children: list[Token], first: int, last: int, label: str) -> list[Token]:
    """Put a link around these tokens, and around what opens or closes among them."""
    depth = lowest = 0
    for child in children[first:last]:
        depth += child.nesting
        lowest = min(lowest, depth)
    while lowest < 0:
        first -= 1
        lowest += children[first].nesting
        depth += children[first].nesting
    while depth > 0:
        depth += children[last].nesting
        last += 1
    if any(child.type.startswith("link_") for child in children[first:last]):
        return children
    return [
        *children[:first],
        Token("link_open", "a", 1, attrs={"href": f"#fn-{label}"}),
        *children[first:last],
        Token("link_close", "a", -1),
        *children[last:],
    ]


def without_places(text: str) -> str:
    """Return the text without the pages and paragraphs it names."""
    return LOCATOR.sub("", text)


def places_in(text: str) -> str:
    """Return the pages and paragraphs that a text names, as written: "p. 4, para 2"."""
    return ", ".join(
        " ".join(found[0].strip(_LOCATOR_EDGES).split())
        for found in LOCATOR.finditer(text)
    )
