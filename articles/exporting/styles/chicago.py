"""The Chicago Manual of Style, 18th edition: bibliography entries."""

from articles.exporting.citation import Citation

from .sentence import Sentence, closed, quoted, sentence, titled

MOST_NAMES = 6
NAMES_OF_MANY = 3


def to_chicago(citation: Citation) -> Sentence:
    """Return the entry. The titles of reports are set in italics, others are quoted."""
    title = titled if citation.is_report else quoted
    source = ", ".join(filter(None, [citation.site_name, _date(citation)]))
    return sentence(
        [closed(_names(citation))],
        title(citation.title),
        [closed(citation.numbered(citation.words.numbered))],
        [closed(source)],
        [closed(citation.lasting_address)],
    )


def _names(citation: Citation) -> str:
    if not citation.people:
        return ""
    first, *others = citation.people
    turned = first.plain_name if first.is_family_first else first.sort_name
    names = [turned, *(person.plain_name for person in others)]
    words = citation.words
    if len(names) > MOST_NAMES:
        return words.with_others.format(others=", ".join(names[:NAMES_OF_MANY]))
    if len(names) == 1:
        return turned
    return words.with_last.format(others=", ".join(names[:-1]), last=names[-1])


def _date(citation: Citation) -> str:
    words = citation.words
    if not citation.dated:
        return words.undated
    return words.dated(citation.dated, citation.precision, words.month_day_year)
