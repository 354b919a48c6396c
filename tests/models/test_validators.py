"""DOI and ISBN: what is taken, and what is refused with a sentence."""

import pytest
from django.core.exceptions import ValidationError

from articles.models.validators import validate_doi, validate_isbn


@pytest.mark.parametrize(
    "doi", ["10.5555/12345678", "10.1000.10/123(4)", "10.1163/ab_c-d;e"]
)
def test_doi_is_taken(doi):
    validate_doi(doi)


@pytest.mark.parametrize(
    "doi",
    ["https://doi.org/10.5555/12345678", "10.5555/", "10.5555/a b", "11.5555/1", "x"],
)
def test_doi_with_more_or_less_is_refused(doi):
    with pytest.raises(ValidationError) as refusal:
        validate_doi(doi)
    assert refusal.value.code == "doi"


@pytest.mark.parametrize(
    "isbn", ["978-0-306-40615-7", "9780306406157", "0-306-40615-2", "080442957x"]
)
def test_isbn_is_taken(isbn):
    validate_isbn(isbn)


@pytest.mark.parametrize(
    "isbn",
    ["978-0-306-40615-8", "0-306-40615-3", "9770306406157", "12", "९७८०३०६४०६१५७"],
)
def test_isbn_with_a_wrong_digit_is_refused(isbn):
    with pytest.raises(ValidationError) as refusal:
        validate_isbn(isbn)
    assert refusal.value.code == "isbn"
