"""RIS, as Zotero, EndNote and Mendeley read it: one reference, a field to a line.

The format knows no escapes: no value may hold the end of a line, and no name a comma
but those that divide it.
"""

from articles.exporting.citation import Citation, Precision
from articles.exporting.escaping import one_line

DATES: dict[Precision, str] = {"day": "%Y/%m/%d/", "month": "%Y/%m//", "year": "%Y///"}


def to_ris(citation: Citation) -> str:
    """Return the file, with lines ended as the format asks."""
    fields = [
        ("TY", "RPRT" if citation.is_report else "ELEC"),
        *(("AU", person.listed_name) for person in citation.people),
        ("TI", citation.title),
        *_source(citation),
        *_dates(citation),
        *_numbers(citation),
        ("DO", citation.doi),
        ("UR", citation.address),
        ("L1", citation.pdf_address),
        ("LA", citation.language),
        *(("KW", keyword) for keyword in citation.keywords),
    ]
    known = [(tag, one_line(value)) for tag, value in fields]
    lines = [f"{tag}  - {value}" for tag, value in known if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _source(citation: Citation) -> list[tuple[str, str]]:
    if not citation.is_report:
        return [("T2", citation.site_name)]
    return [("PB", citation.site_name), ("M3", citation.section)]


def _dates(citation: Citation) -> list[tuple[str, str]]:
    dates = []
    if citation.dated:
        dates.append(("PY", str(citation.dated.year)))
        dates.append(("DA", citation.dated.strftime(DATES[citation.precision])))
    if citation.accessed:
        dates.append(("Y2", citation.accessed.strftime(DATES["day"])))
    return dates


def _numbers(citation: Citation) -> list[tuple[str, str]]:
    """Return the number in the field that Zotero reads, unless the ISBN needs it."""
    if citation.isbn:
        return [("SN", citation.isbn), ("M1", citation.report_number)]
    return [("SN" if citation.is_report else "M1", citation.report_number)]
