"""Meta tags for scholars' tools."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from articles.exporting import Citation, Person, to_meta_tags

CITATION = Citation(
    title="Collective security",
    address="https://example.org/articles/security/",
    site_name="Meridian",
    language="en",
    kind="commentary",
    section="Commentary",
    description="What it says.",
    people=(
        Person(
            "Pravesh Kumar Gupta",
            given="Pravesh Kumar",
            family="Gupta",
            honorific="Dr",
            affiliation="Meridian",
        ),
        Person("Asha Verma", given="Asha", family="Verma"),
    ),
    dated=date(2022, 6, 3),
    published_at=datetime(2022, 6, 4, tzinfo=UTC),
    keywords=("Energy", "Water"),
)


def contents(citation, name):
    return [content for key, content in to_meta_tags(citation) if key == name]


def test_one_author_tag_each_without_honorific():
    assert contents(CITATION, "citation_author") == [
        "Gupta, Pravesh Kumar",
        "Verma, Asha",
    ]
    assert not any("Dr" in content for _name, content in to_meta_tags(CITATION))


def test_affiliation_follows_its_author():
    names = [name for name, _content in to_meta_tags(CITATION)]
    assert names[1:4] == [
        "citation_author",
        "citation_author_institution",
        "citation_author",
    ]


def test_names_in_display_order():
    assert contents(CITATION, "DC.creator") == ["Pravesh Kumar Gupta", "Asha Verma"]
    assert contents(CITATION, "author") == ["Pravesh Kumar Gupta, Asha Verma"]


@pytest.mark.parametrize(
    ("precision", "expected"),
    [("day", "2022/06/03"), ("month", "2022/06"), ("year", "2022")],
)
def test_date_is_as_exact_as_it_is_known(precision, expected):
    citation = replace(CITATION, precision=precision)
    assert contents(citation, "citation_publication_date") == [expected]


def test_undated_names_no_date():
    tags = to_meta_tags(replace(CITATION, dated=None))
    assert not [name for name, _content in tags if "date" in name]


def test_online_date():
    assert contents(CITATION, "citation_online_date") == ["2022/06/04"]
    never = replace(CITATION, published_at=None)
    assert contents(never, "citation_online_date") == []


def test_commentary_is_a_web_page_for_zotero():
    assert contents(CITATION, "z:itemType") == ["webpage"]
    assert contents(CITATION, "citation_technical_report_institution") == []


def test_paper_is_a_report():
    paper = replace(CITATION, kind="paper", report_number="12")
    assert contents(paper, "z:itemType") == ["report"]
    assert contents(paper, "citation_technical_report_institution") == ["Meridian"]
    assert contents(paper, "citation_technical_report_number") == ["12"]


def test_keywords_are_one_tag():
    assert contents(CITATION, "citation_keywords") == ["Energy; Water"]


def test_no_tag_is_empty():
    bare = replace(CITATION, people=(), keywords=(), site_name="", kind="paper")
    assert all(content for _name, content in to_meta_tags(bare))


def test_identifiers_and_pdf_where_there_are_any():
    given = {"doi": "10.5555/1", "isbn": "0-306-40615-2"}
    pdf = "https://example.org/articles/security/article.pdf"
    made = replace(CITATION, pdf_address=pdf, **given)
    assert contents(made, "citation_doi") == ["10.5555/1"]
    assert contents(made, "citation_isbn") == ["0-306-40615-2"]
    assert contents(made, "citation_pdf_url") == [pdf]
    names = {name for name, _content in to_meta_tags(CITATION)}
    assert not {"citation_doi", "citation_isbn", "citation_pdf_url"} & names


def test_organisation_stays_whole():
    house = Person(
        "Ministry of Trade, Delhi", "Ministry", "Trade", is_organisation=True
    )
    made = replace(CITATION, people=(house,))
    # Zotero takes a comma at the end for that of a name that has no first part, and
    # two words on both sides of another for two authors.
    assert contents(made, "citation_author") == ["Ministry of Trade Delhi,"]
    for name in ("DC.creator", "author"):
        assert contents(made, name) == ["Ministry of Trade, Delhi"]


def test_honorific_in_the_name_as_shown_is_dropped():
    person = Person("Dr Asha Verma", family="Asha Verma", honorific="Dr")
    made = to_meta_tags(replace(CITATION, people=(person,)))
    assert not any("Dr" in content for _name, content in made)
