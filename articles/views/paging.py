"""Long lists in numbered pages. A number that leads nowhere is a page not found."""

from collections.abc import Iterable, Sequence

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.http import urlencode

LONGEST_NUMBER = 6
Pairs = Iterable[tuple[str, str]]


class NumberedPages(Paginator):
    """Pages that know their addresses: ``path``, then ``filters``, then the number."""

    def __init__(
        self,
        rows: QuerySet | Sequence,
        size: int,
        *,
        path: str,
        filters: Pairs = (),
        count: int | None = None,
    ) -> None:
        super().__init__(rows, size)
        self.path = path
        self.filters = tuple(filters)
        if count is not None:
            self.count = count

    def address(self, number: int) -> str:
        """Return the one path and query of a page; the first has no number."""
        return address(self.path, self.filters, number)


def address(path: str, filters: Pairs, number: int) -> str:
    pairs = numbered(filters, number)
    return f"{path}?{urlencode(pairs)}" if pairs else path


def numbered(filters: Pairs, number: int) -> list[tuple[str, str]]:
    """Return what the query of an address holds, in order."""
    return [*filters, *([("page", str(number))] if number > 1 else [])]


def paginate(
    request: HttpRequest,
    rows: QuerySet | Sequence,
    size: int,
    *,
    filters: Pairs = (),
    count: int | None = None,
) -> Page:
    """Return the page that the query asks for; ``count`` spares counting the rows.

    Raises Http404.
    """
    number = number_in(request, "page")
    pages = NumberedPages(rows, size, path=request.path, filters=filters, count=count)
    try:
        return pages.page(number)
    except EmptyPage:
        raise Http404 from None


def number_in(request: HttpRequest, name: str) -> int:
    """Return the whole number from 1 that the query gives, or 1. Raises Http404."""
    text = request.GET.get(name, "1")
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    if not is_number or int(text) < 1:
        raise Http404
    return int(text)
