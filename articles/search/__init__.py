"""Find articles by their words, with the same answers on every database.

``read_query`` makes a query of whatever was typed, ``find`` narrows and ranks a given
queryset, ``snippet`` cuts the passage to show. Words are folded and stemmed here, in
Python; SQLite and PostgreSQL hold the same stems, and only this room knows which of
them it asks.
"""

from .hits import MOST_FOUND, Hits, find
from .query import LONGEST_QUERY, Query, read_query
from .ranking import answers
from .snippets import Piece, snippet
from .words import LONGEST_WORD, WHOLE, stem, stems_of, words_of

__all__ = [
    "LONGEST_QUERY",
    "LONGEST_WORD",
    "MOST_FOUND",
    "WHOLE",
    "Hits",
    "Piece",
    "Query",
    "answers",
    "find",
    "read_query",
    "snippet",
    "stem",
    "stems_of",
    "words_of",
]
