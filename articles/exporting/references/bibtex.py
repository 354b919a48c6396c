"""BibTeX: one entry, with what TeX takes for commands escaped."""

import re
from datetime import date
from urllib.parse import quote

from articles.exporting.citation import MONTHS, Citation
from articles.exporting.escaping import one_line
from articles.exporting.people import Person

# Braces are spelt as commands, since BibTeX counts those behind a backslash as well.
ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "^": r"{\textasciicircum}",
        "~": r"{\textasciitilde}",
        "<": r"{\textless}",
        ">": r"{\textgreater}",
        "|": r"{\textbar}",
        **{sign: f"\\{sign}" for sign in "$&#%_"},
    }
)
# Pairs of signs that TeX would set as another: a dash, a quotation mark.
LIGATURES = re.compile(
    r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=,)(?=,)|(?<=[?!])(?=`)"
)
MACROS = [month[:3].lower() for month in MONTHS]


def to_bibtex(citation: Citation) -> str:
    """Return the file: @techreport for a report, @misc for a page of the site."""
    fields = [
        ("author", f"{{{' and '.join(map(_name, citation.people))}}}"),
        ("title", f"{{{_with_capitals_kept(citation.title)}}}"),
        *_source(citation),
        *_date(citation),
        ("doi", _verbatim(citation.doi)),
        ("isbn", _braced(citation.isbn)),
        ("url", _verbatim(citation.address)),
        (
            "urldate",
            _braced(citation.accessed.isoformat() if citation.accessed else ""),
        ),
        ("language", _braced(citation.language)),
        ("keywords", _braced(", ".join(citation.keywords))),
    ]
    lines = [f"  {name} = {value}," for name, value in fields if value != "{}"]
    entry = "techreport" if citation.is_report else "misc"
    return "\n".join([f"@{entry}{{{citation.key},", *lines, "}", ""])


def escaped(text: str) -> str:
    """Return the text as TeX would print it, on one line."""
    return LIGATURES.sub("{}", one_line(text).translate(ESCAPES))


def _braced(text: str) -> str:
    return f"{{{escaped(text)}}}"


def _verbatim(address: str) -> str:
    """Return an address or DOI, which is not read as TeX; no brace may stand in it."""
    return f"{{{quote(one_line(address), safe='!#$%&()*+,-./:;=?@[]_~')}}}"


def _with_capitals_kept(title: str) -> str:
    """Brace each word that has a capital letter, lest a style write it small.

    A group that begins with a backslash would not be kept, so it is braced twice.
    """
    words = []
    for word in one_line(title).split():
        made = escaped(word)
        if word != word.lower():
            made = f"{{{{{made}}}}}" if made.startswith("\\") else f"{{{made}}}"
        words.append(made)
    return " ".join(words)


def _name(person: Person) -> str:
    """Return a name to be divided at its comma, or braced where it is to stay whole."""
    if not person.is_divided:
        return _braced(person.plain_name)
    parts = (person.stem, person.suffix, person.given)
    return ", ".join(_name_part(part) for part in parts if part.strip())


def _name_part(part: str) -> str:
    """Return a part, braced where readers of BibTeX could tear it or lose a sign."""
    made = escaped(part)
    is_torn = "," in part or "and" in part.casefold().split()
    is_lost = any(word.startswith("\\") for word in made.split())
    return f"{{{made}}}" if is_torn or is_lost else made


def _source(citation: Citation) -> list[tuple[str, str]]:
    if not citation.is_report:
        return [("howpublished", _braced(citation.site_name))]
    return [
        ("institution", _braced(citation.site_name)),
        ("type", _braced(citation.section)),
        ("number", _braced(citation.report_number)),
    ]


def _date(citation: Citation) -> list[tuple[str, str]]:
    on: date | None = citation.dated
    if on is None:
        return []
    fields = [("year", f"{{{on.year}}}"), ("month", MACROS[on.month - 1])]
    fields.append(("day", f"{{{on.day}}}"))
    return fields[: {"year": 1, "month": 2, "day": 3}[citation.precision]]
