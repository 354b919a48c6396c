"""CSL-JSON, the language of citation processors: a list with one item."""

import json
from datetime import date
from typing import Any

from articles.exporting.citation import Citation, Precision
from articles.exporting.escaping import one_line
from articles.exporting.people import Person

PARTS: dict[Precision, int] = {"year": 1, "month": 2, "day": 3}


def to_csl_json(citation: Citation) -> str:
    """Return the file; what is not known is left out."""
    item = {key: value for key, value in _item(citation).items() if value}
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def _item(citation: Citation) -> dict[str, Any]:
    site = "publisher" if citation.is_report else "container-title"
    return {
        "id": citation.key,
        "type": "report" if citation.is_report else "webpage",
        "title": one_line(citation.title),
        "author": [_name(person) for person in citation.people],
        site: one_line(citation.site_name),
        "genre": one_line(citation.section),
        "number": one_line(citation.report_number),
        "issued": _date(citation.dated, citation.precision),
        "accessed": _date(citation.accessed, "day"),
        "DOI": citation.doi,
        "ISBN": citation.isbn,
        "URL": citation.address,
        "language": citation.language,
        "keyword": one_line(", ".join(citation.keywords)),
    }


def _name(person: Person) -> dict[str, str]:
    if person.is_organisation:
        return {"literal": person.plain_name}
    if not person.is_divided:
        return {"family": person.plain_name}
    name = {"family": person.stem, "given": one_line(person.given)}
    return name | ({"suffix": person.suffix} if person.suffix else {})


def _date(on: date | None, precision: Precision) -> dict[str, list[list[int]]]:
    if on is None:
        return {}
    return {"date-parts": [[on.year, on.month, on.day][: PARTS[precision]]]}
