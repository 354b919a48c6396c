"""Meta tags for Google Scholar, Zotero and the like, as (name, content) pairs."""

from datetime import date

from articles.exporting.citation import Citation, Precision

DATE_PATTERNS: dict[Precision, str] = {
    "day": "%Y/%m/%d",
    "month": "%Y/%m",
    "year": "%Y",
}
Tag = tuple[str, str]


def to_meta_tags(citation: Citation) -> list[Tag]:
    """Return the tags in the order in which they should stand; none is empty.

    ``citation_author`` is the name as catalogues write it, without honorific, and with
    a comma at its end where it is not to be divided; ``DC.creator`` and ``author`` keep
    the order of the words.
    """
    tags = [("citation_title", citation.title), *_people(citation)]
    if citation.dated:
        tags += _dates(citation, citation.dated)
    tags += [
        ("citation_language", citation.language),
        ("citation_public_url", citation.address),
        ("citation_pdf_url", citation.pdf_address),
        ("citation_doi", citation.doi),
        ("citation_isbn", citation.isbn),
        ("citation_keywords", "; ".join(citation.keywords)),
        *_of_kind(citation),
        *(("DC.creator", person.plain_name) for person in citation.people),
        ("author", ", ".join(person.plain_name for person in citation.people)),
    ]
    return [(name, content) for name, content in tags if content]


def _people(citation: Citation) -> list[Tag]:
    tags = []
    for person in citation.people:
        tags.append(("citation_author", person.listed_name))
        tags.append(("citation_author_institution", person.affiliation))
    return tags


def _dates(citation: Citation, dated: date) -> list[Tag]:
    tags = [
        ("citation_publication_date", dated.strftime(DATE_PATTERNS[citation.precision]))
    ]
    if citation.published_at:
        online = citation.published_at.strftime(DATE_PATTERNS["day"])
        tags.append(("citation_online_date", online))
    return tags


def _of_kind(citation: Citation) -> list[Tag]:
    if not citation.is_report:
        return [("z:itemType", "webpage")]
    return [
        ("citation_technical_report_institution", citation.site_name),
        ("citation_technical_report_number", citation.report_number),
        ("z:itemType", "report"),
    ]
