"""BibTeX, as bibtexparser reads it back."""

from dataclasses import replace
from datetime import date

import bibtexparser
import pytest
from bibtexparser.middlewares import (
    NameParts,
    SeparateCoAuthors,
    SplitNameParts,
)
from hypothesis import given
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from articles.exporting import FORMATS, Person
from articles.exporting.escaping import one_line

from .hostile import WHOLE, citations
from .test_highwire import CITATION

# LaTeX itself knows these; pylatexenc's table lacks them.
SIGNS = {
    "textasciicircum": "^",
    "textbar": "|",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textgreater": ">",
    "textless": "<",
}


def decoder():
    table = get_default_latex_context_db()
    macros = [MacroTextSpec(name, sign) for name, sign in SIGNS.items()]
    table.add_context_category("signs", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=table, math_mode="verbatim")


DECODER = decoder()


def write(citation):
    return FORMATS["bib"].write(citation)


def read(text, *middleware):
    library = bibtexparser.parse_string(text, append_middleware=list(middleware))
    assert not library.failed_blocks
    (entry,) = library.entries
    return entry, {field.key: field.value for field in entry.fields}


def decoded(text):
    return DECODER.latex_to_text(text)


@given(citations())
def test_what_was_written_is_read_back(citation):
    entry, fields = read(write(citation))
    assert entry.key == citation.key
    assert decoded(fields["title"]) == one_line(citation.title)
    assert fields["url"] == citation.address
    assert fields.get("doi", "") == citation.doi
    assert fields.get("year") == (citation.dated and str(citation.dated.year))
    is_paper = citation.kind == "paper"
    assert entry.entry_type == ("techreport" if is_paper else "misc")
    if is_paper:
        assert decoded(fields.get("number", "")) == one_line(citation.report_number)


@given(citations())
def test_persons_are_divided_as_written(citation):
    _entry, fields = read(write(citation), SeparateCoAuthors())
    names = [one_line(decoded(name)) for name in fields.get("author", [])]
    assert names == [one_line(person.sort_name) for person in citation.people]


@given(citations(people=WHOLE))
def test_names_that_stay_whole_are_read_whole(citation):
    _entry, fields = read(write(citation), SeparateCoAuthors(), SplitNameParts())
    assert all(part.first == [] for part in fields.get("author", []))
    names = [decoded(" ".join(part.last)) for part in fields.get("author", [])]
    assert names == [person.plain_name for person in citation.people]


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Person("A", "Ludwig", "van Beethoven"), NameParts(["Ludwig"], ["van"], ["Beethoven"], [])),
        (Person("A", "Martin Luther", "King Jr."), NameParts(["Martin", "Luther"], [], ["King"], ["Jr."])),
        (Person("A", "प्रवेश", "गुप्ता"), NameParts(["प्रवेश"], [], ["गुप्ता"], [])),
        (Person("A", "Asha", "Sand and Sea"), NameParts(["Asha"], [], ["{Sand and Sea}"], [])),
        (Person("A", "Asha, Rani", "Sen"), NameParts(["{Asha, Rani}"], [], ["Sen"], [])),
    ],
)  # fmt: skip
def test_particles_suffixes_and_words_within_a_name(person, expected):
    text = write(replace(CITATION, people=(person,)))
    _entry, fields = read(text, SeparateCoAuthors(), SplitNameParts())
    assert fields["author"] == [expected]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The CSTO and गर्मी of old", "{The} {CSTO} and गर्मी of old"),
        ("50% & more_", r"50\% \& more\_"),
        ("$US #1", r"{{\$US}} \#1"),
        ("a{b", r"a{\textbraceleft}b"),
        (r"a\b", r"a{\textbackslash}b"),
        ("x ^ ~ < > |", r"x {\textasciicircum} {\textasciitilde} {\textless} {\textgreater} {\textbar}"),
        ("a--b ''c'' ?`", "a-{}-b '{}'c'{}' ?{}`"),
    ],
)  # fmt: skip
def test_title_is_escaped_and_its_capitals_braced(title, expected):
    _entry, fields = read(write(replace(CITATION, title=title)))
    assert fields["title"] == expected


def test_paper_names_its_institution_type_number_and_identifiers():
    paper = replace(
        CITATION, kind="paper", section="Paper", report_number="12_a",
        doi="10.5555/a_b", isbn="978-0-306-40615-7", accessed=date(2026, 8, 1),
    )  # fmt: skip
    _entry, fields = read(write(paper))
    assert fields | {
        "institution": "Meridian",
        "type": "Paper",
        "number": r"12\_a",
        "doi": "10.5555/a_b",
        "isbn": "978-0-306-40615-7",
        "urldate": "2026-08-01",
        "year": "2022",
        "month": "jun",
        "day": "3",
        "keywords": "Energy, Water",
        "language": "en",
    } == fields  # fmt: skip


def test_page_names_the_site():
    _entry, fields = read(write(CITATION))
    assert fields["howpublished"] == "Meridian"
    assert "institution" not in fields


@pytest.mark.parametrize(
    ("precision", "expected"),
    [("day", {"year", "month", "day"}), ("month", {"year", "month"}), ("year", {"year"})],
)  # fmt: skip
def test_date_is_as_exact_as_it_is_known(precision, expected):
    _entry, fields = read(write(replace(CITATION, precision=precision)))
    assert {"year", "month", "day"} & fields.keys() == expected


def test_what_is_unknown_is_left_out():
    bare = replace(CITATION, people=(), dated=None, site_name="", keywords=())
    _entry, fields = read(write(bare))
    assert fields.keys() == {"title", "url", "language"}


def test_braces_in_a_doi_cannot_break_the_entry():
    text = write(replace(CITATION, doi=r"10.5555/a{b\c"))
    assert "doi = {10.5555/a%7Bb%5Cc}" in text
    read(text)
