"""The article as data for search engines."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from articles.exporting import Image, Person, Work, to_json_ld

from .test_highwire import CITATION


def data(citation):
    return json.loads(to_json_ld(citation))


def test_person_keeps_honorific_role_and_affiliation():
    person = Person(
        "Asha Verma",
        given="Asha",
        family="Verma",
        honorific="Dr",
        role="Fellow",
        affiliation="Meridian",
        url="https://example.org/authors/asha/",
    )
    assert data(replace(CITATION, people=(person,)))["author"] == [
        {
            "@type": "Person",
            "name": "Asha Verma",
            "givenName": "Asha",
            "familyName": "Verma",
            "honorificPrefix": "Dr",
            "jobTitle": "Fellow",
            "affiliation": {"@type": "Organization", "name": "Meridian"},
            "url": "https://example.org/authors/asha/",
        }
    ]


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("commentary", ["NewsArticle", "AnalysisNewsArticle"]),
        ("brief", ["Article", "Report"]),
        ("paper", ["Article", "Report"]),
        ("report", ["Article", "Report"]),
        ("interview", ["Article"]),
        ("event report", ["Article"]),
    ],
)
def test_type_follows_kind(kind, types):
    assert data(replace(CITATION, kind=kind))["@type"] == types


def test_publication_has_its_offset_on_the_same_day():
    at = datetime(2022, 6, 3, 9, tzinfo=UTC)
    made = data(replace(CITATION, published_at=at))
    assert made["datePublished"] == "2022-06-03T09:00:00+00:00"


@pytest.mark.parametrize(
    ("precision", "expected"),
    [("day", "2022-06-03"), ("month", "2022-06"), ("year", "2022")],
)
def test_an_older_date_is_as_exact_as_it_is_known(precision, expected):
    assert data(replace(CITATION, precision=precision))["datePublished"] == expected


def test_undated_names_no_date():
    made = data(replace(CITATION, dated=None))
    assert "datePublished" not in made
    assert "dateModified" not in made


def test_modified_only_when_revised():
    at = datetime(2023, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
    made = data(replace(CITATION, modified_at=at))
    assert made["dateModified"] == "2023-01-02T03:04:05+00:00"


def test_distinct_works_are_cited_with_their_addresses():
    works = (Work("One", "https://example.org/1"), Work("Two"))
    assert data(replace(CITATION, works=works))["citation"] == [
        {"@type": "CreativeWork", "name": "One", "url": "https://example.org/1"},
        {"@type": "CreativeWork", "name": "Two"},
    ]


def test_image_and_corrections():
    image = Image("https://example.org/media/a.webp", 1200, 800)
    made = data(replace(CITATION, image=image, corrections=("A figure.",)))
    assert made["image"]["width"] == 1200
    assert made["correction"] == ["A figure."]


def test_what_is_unknown_is_left_out():
    made = data(replace(CITATION, people=(), keywords=(), licence=""))
    unknown = {"author", "keywords", "license", "image", "commentCount"}
    assert not unknown & made.keys()
    assert made["wordCount"] == 0
    assert data(replace(CITATION, comment_count=0))["commentCount"] == 0


@pytest.mark.parametrize(
    "hostile",
    ["</script><script>alert(1)</script>", "<!--", "]]>", "&lt;", "a\u2028b", '"\\'],
)
def test_hostile_title_stays_inside_the_script_element(hostile):
    text = to_json_ld(replace(CITATION, title=hostile))
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["headline"] == hostile


def test_devanagari_is_kept_readable():
    assert "गर्मी" in to_json_ld(replace(CITATION, title="गर्मी"))


def test_date_only_when_date_differs_from_moment():
    made = data(replace(CITATION, dated=date(1999, 1, 1)))
    assert made["datePublished"] == "1999-01-01"


def test_card_stands_in_for_a_lead_picture():
    card = Image("https://example.org/card.png", 1200, 630)
    picture = Image("https://example.org/a.webp", 800, 600)
    assert data(replace(CITATION, card=card))["image"]["url"] == card.url
    both = replace(CITATION, card=card, image=picture)
    assert data(both)["image"]["url"] == picture.url


def test_organisation_is_an_organization():
    house = Person(
        "Meridian", family="Meridian", honorific="Dr", role="Publisher",
        url="https://example.org/authors/meridian/", is_organisation=True,
    )  # fmt: skip
    assert data(replace(CITATION, people=(house,)))["author"] == [
        {
            "@type": "Organization",
            "name": "Meridian",
            "url": "https://example.org/authors/meridian/",
        }
    ]


def test_single_name_is_a_person():
    sukarno = Person("Sukarno", family="Sukarno")
    (author,) = data(replace(CITATION, people=(sukarno,)))["author"]
    assert author["@type"] == "Person"


def test_identifiers_of_a_paper():
    made = data(
        replace(
            CITATION, kind="paper", doi="10.5555/a b", isbn="0-306-40615-2",
            report_number="12", pdf_address="https://example.org/a.pdf",
        )
    )  # fmt: skip
    assert made["identifier"] == [
        {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.5555/a b"},
        {"@type": "PropertyValue", "propertyID": "ISBN", "value": "0-306-40615-2"},
    ]
    assert made["sameAs"] == "https://doi.org/10.5555/a%20b"
    assert made["reportNumber"] == "12"
    assert made["encoding"]["contentUrl"] == "https://example.org/a.pdf"


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("https://creativecommons.org/licenses/by/4.0/",) * 2,
        ("CC BY 4.0", {"@type": "CreativeWork", "name": "CC BY 4.0"}),
    ],
)
def test_licence_by_address_or_by_name(licence, expected):
    assert data(replace(CITATION, licence=licence))["license"] == expected
