"""Long lists in numbered pages. A number that leads nowhere is a page not found."""

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

LONGEST_NUMBER = 6


def paginate(request: HttpRequest, queryset: QuerySet, size: int) -> Page:
    """Return the page that the query asks for. Raises Http404."""
    try:
        return Paginator(queryset, size).page(number_in(request, "page"))
    except EmptyPage:
        raise Http404 from None


def number_in(request: HttpRequest, name: str) -> int:
    """Return the whole number from 1 that the query gives, or 1. Raises Http404."""
    text = request.GET.get(name, "1")
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    if not is_number or int(text) < 1:
        raise Http404
    return int(text)
