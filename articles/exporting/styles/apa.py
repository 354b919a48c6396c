"""The style of the American Psychological Association, 7th edition: references.

Titles are kept as they are typed: to take capitals away one has to know the names.
"""

from articles.exporting.citation import Citation
from articles.exporting.escaping import one_line

from .sentence import Part, Sentence, Title, closed, sentence, titled

MOST_NAMES = 20


def to_apa(citation: Citation) -> Sentence:
    """Return the reference; the title comes first where no author is named."""
    source = "" if citation.is_by_site else citation.site_name
    names: list[Part] = [closed(_names(citation))]
    date: list[Part] = [f"({_date(citation)})."]
    opening = [names, date, _title(citation)]
    if not citation.people:
        opening = [_title(citation), date]
    return sentence(*opening, [closed(source)], [citation.lasting_address])


def _names(citation: Citation) -> str:
    names = [person.short_name for person in citation.people]
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[: MOST_NAMES - 1])}, … {names[-1]}"
    if len(names) < 2:
        return "".join(names)
    others = ", ".join(names[:-1])
    return citation.words.with_last_in_apa.format(others=others, last=names[-1])


def _title(citation: Citation) -> list[Part]:
    number = citation.numbered(citation.words.numbered_in_apa)
    if number:
        return [Title(one_line(citation.title)), f" ({number})."]
    return titled(citation.title)


def _date(citation: Citation) -> str:
    words, on = citation.words, citation.dated
    if not on:
        return words.undated
    month = words.months[on.month - 1]
    within = {
        "year": "",
        "month": month,
        "day": words.month_day.format(day=on.day, month=month),
    }[citation.precision]
    return ", ".join(filter(None, [str(on.year), within]))
