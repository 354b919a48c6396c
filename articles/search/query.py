"""Read what somebody typed into a search box; anything at all is a query."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .words import LONGEST_WORD, WHOLE, stems_of, words_of

LONGEST_QUERY = 200
MOST_TERMS = 12
SHORTEST_BEGINNING = 2
QUOTES = str.maketrans("“”„‟«»＂", '"""""""')
PIECES = re.compile(r'"([^"]*)"|(\S+)')
# Words that say nothing beside others, unless they stand in quotation marks.
COMMON_WORDS = frozenset(
    stems_of(
        "a an and are as at be been but by for from had has have he her his in is it"
        " its not of on or she that the their there they this to was were which who"
        " will with का की के को में से है हैं था थे थी ने पर और या एक यह वह इस उस भी कि जो"
        " तो ही तथा एवं द्वारा लिए साथ"
    )
)

# Stems side by side; one word is the usual case.
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a hit must contain, in any of these spellings.

    A phrase in ``beginnings`` has one member, which is how a word begins.
    """

    phrases: tuple[Phrase, ...]
    beginnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: all of the terms. Without terms nothing is found."""

    text: str
    terms: tuple[Term, ...]


def read_query(text: str, spellings: Iterable[Iterable[str]] = ()) -> Query:
    """Return the query that a text means. It raises nothing, whatever was typed.

    Words in quotation marks stand side by side; ``word*`` finds all that begins so;
    all else is found in any inflection. ``spellings`` are groups of words or phrases
    that mean the same (Tokayev, Tokaev): each finds all of its group.
    """
    text = " ".join(text.replace("\0", " ")[:LONGEST_QUERY].split())
    groups = grouped(spellings)
    terms: list[Term] = []
    loose: list[str] = []
    said: list[Term] = []  # in quotation marks, so wanted however common
    for quoted, word in PIECES.findall(text.translate(QUOTES)):
        beginning = beginning_of(word)
        if quoted or beginning or len(stems_of(word)) != 1:
            terms += terms_of(loose, groups)
            loose = []
        if quoted:
            said += phrase_term(stems_of(quoted), groups)
            terms += said[-1:]
        elif beginning:
            terms.append(Term((), (beginning, WHOLE + beginning)))
        elif len(stems_of(word)) != 1:
            # Indo-Pacific, S-400: what is one word to the eye stands side by side.
            terms += phrase_term(stems_of(word), groups)
        else:
            loose += stems_of(word)
    terms += terms_of(loose, groups)
    kept = [term for term in terms if term in said or not is_common(term)] or terms
    return Query(text, tuple(dict.fromkeys(kept))[:MOST_TERMS])


def grouped(spellings: Iterable[Iterable[str]]) -> Mapping[Phrase, tuple[Phrase, ...]]:
    """Map each phrase to all phrases that mean the same, itself among them."""
    found: dict[Phrase, tuple[Phrase, ...]] = {}
    for group in spellings:
        phrases = dict.fromkeys(tuple(stems_of(each)) for each in group)
        phrases.pop((), None)
        for phrase in phrases:
            found[phrase] = tuple(dict.fromkeys((*found.get(phrase, ()), *phrases)))
    return found


def beginning_of(word: str) -> str:
    """Return how a word begins that ends in an asterisk, or ""."""
    if not word.endswith("*"):
        return ""
    words = words_of(word)
    is_one = len(words) == 1 and len(words[0]) >= SHORTEST_BEGINNING
    return words[0][:LONGEST_WORD] if is_one else ""


def phrase_term(
    stems: list[str], groups: Mapping[Phrase, tuple[Phrase, ...]]
) -> list[Term]:
    phrase = tuple(stems[:MOST_TERMS])
    return [Term(groups.get(phrase, (phrase,)))] if phrase else []


def terms_of(
    stems: list[str], groups: Mapping[Phrase, tuple[Phrase, ...]]
) -> list[Term]:
    """Return a term for each word, or for the longest run of words in a group."""
    longest = max(map(len, groups), default=1)
    terms, at = [], 0
    while at < len(stems):
        for size in range(min(longest, len(stems) - at), 0, -1):
            phrase = tuple(stems[at : at + size])
            if size == 1 or phrase in groups:
                terms.append(Term(groups.get(phrase, (phrase,))))
                at += size
                break
    return terms


def is_common(term: Term) -> bool:
    return not term.beginnings and all(
        len(phrase) == 1 and phrase[0] in COMMON_WORDS for phrase in term.phrases
    )
