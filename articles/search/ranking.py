"""Which hits come first: the same figures on every database, since they are Python's."""

import re
from collections.abc import Mapping

from .query import Query, Term
from .words import WHOLE, stem, words_of

# How much one occurrence counts, by where it stands.
WEIGHTS = {"title": 8.0, "people": 6.0, "topics": 5.0, "text": 1.0, "notes": 0.5}
# The column of whole words, where a search for beginnings looks as well.
WHOLES = "wholes"
# Okapi BM25's k1 and b (Robertson and Zaragoza 2009, section 3.4).
SATURATION = 1.2
LENGTH = 0.75
USUAL_LENGTH = 12_000  # characters of stems in an article of 2,000 words


def score(entry: Mapping[str, str], query: Query) -> float:
    """Return how well an entry answers a query; more is better, 0 is not at all.

    ``entry`` maps the names in WEIGHTS, and WHOLES, to words joined by spaces.
    """
    padded = {name: f" {entry[name]} " for name in WEIGHTS}
    length = sum(map(len, padded.values())) / USUAL_LENGTH
    slope = SATURATION * (1 - LENGTH + LENGTH * length)
    found = 0.0
    for term in query.terms:
        count = sum(
            weight * count_in(padded[name], term) for name, weight in WEIGHTS.items()
        )
        if term.beginnings:
            count += count_in(f" {entry[WHOLES]} ", term)
        found += count / (count + slope)
    return round(found, 6)


def answers(name: str, query: Query) -> bool:
    """Tell whether a short text, such as a name, has all that a query asks for."""
    words = words_of(name)
    stems = " ".join([*map(stem, words), *(WHOLE + word for word in words)])
    return all(count_in(f" {stems} ", term) for term in query.terms)


def count_in(stems: str, term: Term) -> int:
    whole = sum(occurrences(stems, " ".join(phrase)) for phrase in term.phrases)
    return whole + sum(stems.count(f" {start}") for start in term.beginnings)


def occurrences(stems: str, phrase: str) -> int:
    """Count a phrase between spaces, also where two of it stand side by side."""
    count = stems.count(f" {phrase} ")
    if count and f" {phrase} {phrase} " in stems:
        # These share a space, which str.count takes for the first alone.
        return len(re.findall(f"(?<= ){re.escape(phrase)}(?= )", stems))
    return count
