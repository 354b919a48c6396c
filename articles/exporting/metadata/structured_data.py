"""The article as schema.org data in JSON, safe inside a script element."""

import json
from typing import Any

from articles.exporting.citation import Citation, Image, Precision
from articles.exporting.people import Person

TYPES: dict[str, list[str]] = {
    "commentary": ["NewsArticle", "AnalysisNewsArticle"],
    "brief": ["Article", "Report"],
    "paper": ["Article", "Report"],
    "report": ["Article", "Report"],
}
# Properties of which a statement is no value but tells of one.
DESCRIBED = {"funder": "Organization"}
DATE_PATTERNS: dict[Precision, str] = {
    "day": "%Y-%m-%d",
    "month": "%Y-%m",
    "year": "%Y",
}
# What could end the script element, or a line for a script of old.
ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def to_json_ld(citation: Citation) -> str:
    """Return the JSON, without any character that HTML could take for markup."""
    return as_text(as_dict(citation))


def as_text(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.translate(ESCAPES)


def as_dict(citation: Citation) -> dict[str, Any]:
    """Return the data; what is not known is left out."""
    publisher = {
        "@type": "Organization",
        "name": citation.site_name,
        "url": citation.site_address,
    }
    return without_gaps(
        {
            "@context": "https://schema.org",
            "@type": TYPES.get(citation.kind, ["Article"]),
            "headline": citation.title,
            "description": citation.description,
            "author": [as_person(person) for person in citation.people],
            "publisher": without_gaps(publisher),
            **_dates(citation),
            "inLanguage": citation.language,
            "wordCount": citation.word_count,
            "isAccessibleForFree": True,
            "articleSection": citation.section,
            "keywords": list(citation.keywords),
            "mainEntityOfPage": citation.address,
            "url": citation.address,
            "image": as_image(citation.image or citation.card),
            **_identifiers(citation),
            "encoding": _pdf(citation.pdf_address),
            "citation": [
                without_gaps(
                    {"@type": "CreativeWork", "name": work.name, "url": work.url}
                )
                for work in citation.works
            ],
            "commentCount": citation.comment_count,
            "license": _licence(citation.licence),
            "correction": list(citation.corrections),
            **{name: _said_of(name, said) for name, said in citation.statements},
        }
    )


def as_person(person: Person) -> dict[str, Any]:
    """Return a person or, where an organisation is the author, that."""
    if person.is_organisation:
        organisation = {
            "@type": "Organization",
            "name": person.plain_name,
            "url": person.url,
        }
        return without_gaps(organisation)
    affiliation = {"@type": "Organization", "name": person.affiliation}
    return without_gaps(
        {
            "@type": "Person",
            "name": person.plain_name,
            "givenName": person.given,
            "familyName": person.family,
            "honorificPrefix": person.honorific,
            "jobTitle": person.role,
            "affiliation": affiliation if person.affiliation else None,
            "url": person.url,
        }
    )


def _dates(citation: Citation) -> dict[str, str]:
    return without_gaps(
        {"datePublished": published(citation), "dateModified": modified(citation)}
    )


def published(citation: Citation) -> str:
    """Return when it was published, as exactly as it is known: a moment at best."""
    if not citation.dated:
        return ""
    at = citation.published_at
    if at and citation.precision == "day" and at.date() == citation.dated:
        return at.isoformat(timespec="seconds")
    return citation.dated.strftime(DATE_PATTERNS[citation.precision])


def modified(citation: Citation) -> str:
    """Return the moment of the last correction, or ""."""
    at = citation.modified_at
    return at.isoformat(timespec="seconds") if at else ""


def _identifiers(citation: Citation) -> dict[str, Any]:
    known = {"DOI": citation.doi, "ISBN": citation.isbn}
    return {
        "identifier": [
            {"@type": "PropertyValue", "propertyID": scheme, "value": value}
            for scheme, value in known.items()
            if value
        ],
        "sameAs": citation.doi_address,
        "reportNumber": citation.report_number if citation.is_report else "",
    }


def _said_of(name: str, words: str) -> str | dict[str, str]:
    """Return a statement as the value of a property: a text, or one that is described."""
    if name in DESCRIBED:
        return {"@type": DESCRIBED[name], "description": words}
    return words


def _pdf(address: str) -> dict[str, str] | None:
    if not address:
        return None
    return {
        "@type": "MediaObject",
        "contentUrl": address,
        "encodingFormat": "application/pdf",
    }


def _licence(licence: str) -> str | dict[str, str]:
    """Return its address, or its name where it has no address."""
    if not licence or licence.startswith(("https://", "http://")):
        return licence
    return {"@type": "CreativeWork", "name": licence}


def as_image(image: Image | None) -> dict[str, Any] | None:
    if not image:
        return None
    return {
        "@type": "ImageObject",
        "url": image.url,
        "width": image.width,
        "height": image.height,
    }


def without_gaps(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in ("", None, [])}
