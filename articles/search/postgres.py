"""Ask PostgreSQL, which holds each entry's set of stems as a ``tsvector``.

The stems are our own, so no configuration of the server plays a part: the columns
``head`` and ``vector`` are generated from the entry's text by the migration. A vector
keeps 256 places of a word and 16,383 places in all, too few for long texts; so phrases
are looked up by their words and then compared with the text itself.
"""

from .query import Query, Term

COLUMNS = ("title", "people", "topics", "text", "notes")
HEAD_COLUMNS = COLUMNS[:3]


def matches(query: Query, *, in_head: bool = False) -> tuple[str, list[str]]:
    """Return SQL, with its parameters, for the keys of all entries that match.

    ``in_head`` asks for all terms in title, people and topics.
    """
    columns = HEAD_COLUMNS if in_head else COLUMNS
    vector = "head" if in_head else "vector"
    # First all terms at once, which is the index's work.
    conditions = [f"{vector} @@ %s::tsquery"]
    parameters = [" & ".join(f"({either(term)})" for term in query.terms)]
    for term in query.terms:
        phrases = [" ".join(phrase) for phrase in term.phrases if len(phrase) > 1]
        if not phrases:
            continue
        single = [phrase for phrase in term.phrases if len(phrase) == 1]
        ways = [f"' ' || {column} || ' ' LIKE %s" for column in columns]
        conditions.append(
            f"({' OR '.join([f'{vector} @@ %s::tsquery'] * bool(single) + ways * len(phrases))})"
        )
        if single:
            parameters.append(either(Term(tuple(single), term.beginnings)))
        for phrase in phrases:
            parameters += [f"% {phrase} %"] * len(columns)
    where = " AND ".join(conditions)
    sql = f"SELECT article_id FROM articles_searchentry WHERE {where}"  # noqa: S608 -- no value in it
    return sql, parameters


def either(term: Term) -> str:
    """Return a tsquery for any of the term's spellings, phrases by their words."""
    whole = [f"({' & '.join(map(quoted, phrase))})" for phrase in term.phrases]
    return " | ".join([*whole, *(f"{quoted(word)}:*" for word in term.beginnings)])


def quoted(stem: str) -> str:
    # A stem is letters, digits and marks alone, so it cannot close the quotation.
    return f"'{stem}'"
