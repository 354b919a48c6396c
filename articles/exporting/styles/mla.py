"""The style of the Modern Language Association, 9th edition: works cited.

It names no date where none is known.
"""

from articles.exporting.citation import Citation

from .sentence import Part, Sentence, Title, closed, quoted, sentence, titled


def to_mla(citation: Citation) -> Sentence:
    """Return the entry; an institution is not named twice, as author and publisher."""
    title = titled if citation.is_report else quoted
    names = "" if citation.is_by_site else _names(citation)
    return sentence([closed(names)], title(citation.title), _source(citation))


def _names(citation: Citation) -> str:
    if not citation.people:
        return ""
    first, *others = citation.people
    turned = first.plain_name if first.is_family_first else first.sort_name
    if not others:
        return turned
    if len(others) == 1:
        second = others[0].plain_name
        return citation.words.with_last.format(others=turned, last=second)
    return citation.words.with_others.format(others=turned)


def _source(citation: Citation) -> list[Part]:
    """Return the site or the publisher, the number, the date and the address."""
    words, site = citation.words, citation.site_name
    known: list[Part] = [Title(site)] if site and not citation.is_report else []
    known.append(citation.numbered(words.numbered))
    if citation.is_report:
        known.append(site)
    if citation.dated:
        known.append(words.briefly_dated(citation.dated, citation.precision))
    known.append(closed(citation.lasting_address))
    parts: list[Part] = []
    for part in [part for part in known if part]:
        parts += [", "] if parts else []
        parts.append(part)
    return parts
