"""The tables of what an article can be cited as: styles to read, files to keep."""

from collections.abc import Callable
from dataclasses import dataclass

from articles.exporting.metadata.structured_data import to_json_ld
from articles.exporting.references.bibtex import to_bibtex
from articles.exporting.references.csl import to_csl_json
from articles.exporting.references.ris import to_ris
from articles.exporting.styles.apa import to_apa
from articles.exporting.styles.chicago import to_chicago
from articles.exporting.styles.mla import to_mla
from articles.exporting.styles.sentence import Sentence

from .citation import Citation


@dataclass(frozen=True, slots=True)
class Format:
    """A file with one citation; content types of styles' data are Crossref's."""

    suffix: str
    label: str
    content_type: str
    write: Callable[[Citation], str]


FORMATS = {
    made.suffix: made
    for made in (
        Format("bib", "BibTeX", "application/x-bibtex", to_bibtex),
        Format("ris", "RIS", "application/x-research-info-systems", to_ris),
        Format(
            "json",
            "CSL-JSON",
            "application/vnd.citationstyles.csl+json",
            to_csl_json,
        ),
        Format("jsonld", "JSON-LD", "application/ld+json", to_json_ld),
    )
}
STYLES: dict[str, Callable[[Citation], Sentence]] = {
    "Chicago": to_chicago,
    "APA": to_apa,
    "MLA": to_mla,
}


def in_styles(citation: Citation) -> dict[str, Sentence]:
    """Return the citation in every style, by the style's name."""
    return {label: style(citation) for label, style in STYLES.items()}
