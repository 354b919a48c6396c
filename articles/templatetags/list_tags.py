"""What lists show around their rows. Formatting only: no queries."""

from collections.abc import Iterable

from django import template
from django.core.paginator import Page
from django.utils.translation import gettext as _

from articles.models import Author, Byline

from .article_tags import joined

register = template.Library()


@register.filter
def address_of(page: Page, number: int) -> str:
    """Return the path and query of another page of the same list."""
    return page.paginator.address(number)


@register.filter
def and_page(page: Page) -> str:
    """Return ", page 2" for a title or description; of the first page, nothing."""
    if page.number == 1:
        return ""
    return ", " + _("page %(number)s") % {"number": page.number}


@register.filter
def names_beside(bylines: Iterable[Byline], author: Author) -> str:
    """Return the names of all the others as "A, B and C", or ""."""
    return joined([b.author.name for b in bylines if b.author_id != author.pk])
