"""The links of an article for machines."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exporting import Person, to_link_header, to_linkset

from .test_highwire import CITATION

WRITTEN = replace(
    CITATION,
    people=(
        Person("Asha Verma", url="https://example.org/authors/asha/"),
        Person("A. Guest"),
    ),
    licence="https://creativecommons.org/licenses/by/4.0/",
    pdf_address="https://example.org/articles/security/article.pdf",
)
ONE = re.compile(r'<([^<>]*)>; rel="([a-z-]+)"(?:; type="([^"]+)")?')


def links(citation):
    header = to_link_header(citation)
    found = ONE.findall(header)
    assert ", ".join(part[0] for part in re.finditer(ONE, header)) == header
    return [(rel, address, kind) for address, rel, kind in found]


def test_header_names_all_that_belongs_to_the_article():
    page = "https://example.org/articles/security/"
    assert links(WRITTEN) == [
        ("cite-as", page, ""),
        ("author", "https://example.org/authors/asha/", "text/html"),
        ("describedby", f"{page}cite.bib", "application/x-bibtex"),
        ("describedby", f"{page}cite.ris", "application/x-research-info-systems"),
        ("describedby", f"{page}cite.json", "application/vnd.citationstyles.csl+json"),
        ("describedby", f"{page}cite.jsonld", "application/ld+json"),
        ("item", f"{page}article.pdf", "application/pdf"),
        ("license", "https://creativecommons.org/licenses/by/4.0/", ""),
        ("type", "https://schema.org/NewsArticle", ""),
        ("type", "https://schema.org/AnalysisNewsArticle", ""),
        ("linkset", f"{page}linkset.json", "application/linkset+json"),
    ]


def test_doi_is_what_to_cite():
    cited = replace(WRITTEN, doi="10.5555/12345678")
    assert links(cited)[0] == ("cite-as", "https://doi.org/10.5555/12345678", "")


def test_what_is_not_there_is_not_named():
    rels = {rel for rel, *_rest in links(CITATION)}
    assert rels == {"cite-as", "describedby", "type", "linkset"}
    assert "license" not in str(links(replace(WRITTEN, licence="CC BY 4.0")))


def test_many_authors_stand_in_the_link_set_alone():
    people = tuple(Person(f"P{i}", url=f"https://example.org/p{i}/") for i in range(40))
    many = replace(WRITTEN, people=people)
    assert "author" not in {rel for rel, *_rest in links(many)}
    assert len(to_link_header(many)) < 2000
    [own, *_others] = json.loads(to_linkset(many))["linkset"]
    assert len(own["author"]) == 40


def test_link_set_leads_there_and_back():
    page = "https://example.org/articles/security/"
    [own, *others] = json.loads(to_linkset(WRITTEN))["linkset"]
    assert own["anchor"] == page
    assert set(own) == {
        "anchor",
        "cite-as",
        "author",
        "describedby",
        "item",
        "license",
        "type",
    }
    assert own["item"] == [{"href": f"{page}article.pdf", "type": "application/pdf"}]
    back = [{"href": page, "type": "text/html"}]
    assert others == [
        *({"anchor": one["href"], "describes": back} for one in own["describedby"]),
        {"anchor": f"{page}article.pdf", "collection": back},
    ]


@pytest.mark.parametrize(
    "licence",
    [
        "https://example.org/a\r\nSet-Cookie: a=b",
        'https://example.org/>; rel="icon", <https://evil.example/',
        "https://example.org/लाइसेंस",
        "https://example.org/\ud800",
    ],
)
def test_nothing_can_end_an_address_in_the_header(licence):
    header = to_link_header(replace(WRITTEN, licence=licence))
    assert header.isascii()
    assert header.isprintable()
    assert len(links(replace(WRITTEN, licence=licence))) == len(links(WRITTEN))


@given(st.text(), st.text())
def test_header_is_one_line_of_ascii(address, doi):
    people = (Person("A", url=f"https://example.org/{address}"),)
    header = to_link_header(
        replace(WRITTEN, people=people, doi=doi, licence=f"http://{address}")
    )
    assert header.isascii()
    assert header.isprintable()
    assert len(ONE.findall(header)) == len(links(WRITTEN))
