"""Ask SQLite's FTS5, which holds the stems in ``articles_searchfts``.

The index reads its text from ``articles_searchentry``; triggers made by the migration
keep both together, so nothing here writes.
"""

from .query import Phrase, Query, Term

HEAD = "{title people topics} : "


def matches(query: Query, *, in_head: bool = False) -> tuple[str, list[str]]:
    """Return SQL, with its parameters, for the keys of all entries that match.

    ``in_head`` asks for all terms in title, people and topics.
    """
    asked = " AND ".join(f"({either(term)})" for term in query.terms)
    sql = "SELECT rowid FROM articles_searchfts WHERE articles_searchfts MATCH %s"
    return sql, [f"{HEAD}({asked})" if in_head else asked]


def either(term: Term) -> str:
    whole = [quoted(phrase) for phrase in term.phrases]
    return " OR ".join([*whole, *(f"{quoted((word,))}*" for word in term.beginnings)])


def quoted(phrase: Phrase) -> str:
    # A stem is letters, digits and marks alone, so it cannot close the quotation.
    return f'"{" ".join(phrase)}"'
