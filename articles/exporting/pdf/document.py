"""An article as a PDF: tagged for assistants, in our own type, with the page's notes.

The template is a program and never holds words of an article: they go in as JSON.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from articles.text import Tree

from .layout import LONGEST_WORD, as_json, laid_out, pieces
from .typesetter import CannotTypeset

MOST_CHARACTERS = 3_000_000  # of JSON; a text of the greatest length makes 1.3 million
LONGEST_RUNNING = 84


@dataclass(frozen=True, slots=True)
class PrintedWords:
    """The few words of the template, in the article's language."""

    notes: str = "Notes"
    disclaimer: str = "Disclaimer"
    how_to_cite: str = "How to cite"
    address: str = "Address"
    report_number: str = "Report number"
    licence: str = "Licence"
    image: str = "Image: {credit}"


@dataclass(frozen=True, slots=True)
class PrintedPerson:
    """One of the byline: a name with its honorific, and role with affiliation."""

    name: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class PrintedArticle:
    """All that is printed of one article.

    ``dates`` are sentences: the date of the article, perhaps that of its revision.
    ``dated`` is ISO 8601, or "" where the date is not recorded. ``lead`` is a block
    of the tree. ``doi`` is bare. ``corrections`` and ``statements`` are pairs of
    heading and text.
    """

    language: str
    title: str
    kind: str
    address: str
    tree: Tree
    standfirst: str = ""
    byline: tuple[PrintedPerson, ...] = ()
    authors: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    dated: str = ""
    site_name: str = ""
    full_name: str = ""
    how_to_cite: str = ""
    report_number: str = ""
    doi: str = ""
    isbn: str = ""
    licence_name: str = ""
    licence_url: str = ""
    keywords: tuple[str, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    lead: Mapping[str, Any] | None = None
    statements: tuple[tuple[str, str], ...] = ()
    picture_credit: str = ""
    disclaimer: str = ""
    words: PrintedWords = field(default_factory=PrintedWords)


def to_paper(paper: PrintedArticle, pictures: Mapping[str, str]) -> str:
    """Return the template's input as JSON: equal papers, equal text.

    ``pictures`` maps the addresses in the tree to the names of files. Raises
    CannotTypeset for more than could be set in reasonable time.
    """
    data = {
        **{name: getattr(paper, name) for name in _AS_THEY_ARE},
        "byline": [
            {"name": _cut(person.name), "what": _cut(person.what)}
            for person in paper.byline
        ],
        "words": asdict(paper.words),
        "blocks": laid_out(paper.tree.blocks, pictures),
        "notes": [
            note | {"blocks": laid_out(note["blocks"], pictures)}
            for note in paper.tree.as_dict()["notes"]
        ],
        "lead": laid_out([dict(paper.lead)], pictures) if paper.lead else [],
        "title": pieces(paper.title, LONGEST_WORD // 2),
        "plain_title": paper.title,
        "standfirst": _cut(paper.standfirst),
        "description": paper.standfirst,
        "facts": _facts(paper),
        "running": _running(paper),
        "corrections": [(what, _cut(said)) for what, said in paper.corrections],
        "picture_credit": _cut(paper.picture_credit),
        "statements": [(what, _paragraphs(said)) for what, said in paper.statements],
        "disclaimer": _paragraphs(paper.disclaimer),
    }
    made = as_json(data)
    if len(made) > MOST_CHARACTERS:
        raise CannotTypeset("too-long")
    return made


_AS_THEY_ARE = (
    "language",
    "kind",
    "address",
    "authors",
    "dates",
    "dated",
    "site_name",
    "full_name",
    "keywords",
)


def _cut(text: str) -> str | list[str]:
    return pieces(text, LONGEST_WORD)


def _paragraphs(text: str) -> list[str | list[str]]:
    return [_cut(part) for part in text.split("\n") if part.strip()]


def _facts(paper: PrintedArticle) -> list[dict[str, Any]]:
    """Return what stands under the title in small print: label, text, address."""
    doi = f"https://doi.org/{paper.doi}" if paper.doi else ""
    rows = [
        (paper.words.how_to_cite, paper.how_to_cite, ""),
        (paper.words.address, paper.address, paper.address),
        (paper.words.report_number, paper.report_number, ""),
        ("DOI", doi, doi),
        ("ISBN", paper.isbn, ""),
        (paper.words.licence, paper.licence_name or paper.licence_url, paper.licence_url),
    ]  # fmt: skip
    return [
        {"label": label, "text": _cut(text), "link": link}
        for label, text, link in rows
        if text
    ]


def _running(paper: PrintedArticle) -> str:
    """Return what heads every page but the first, short enough for one line."""
    title = " ".join(paper.title.split())
    if len(title) <= LONGEST_RUNNING:
        return title
    cut = title[:LONGEST_RUNNING].rpartition(" ")[0] or title[:LONGEST_RUNNING]
    return f"{cut}…"
