"""Lists of articles, narrowed by filters, page by page."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.utils.http import urlencode

from articles.exporting import describe
from articles.forms.filters import FilterForm
from articles.models import Article, ArticleQuerySet
from articles.models.translation import Translated
from articles.views.chrome import frame_of, in_every_language
from articles.views.responses import public_page

LISTED = 25
LONGEST_NUMBER = 6
Pairs = Iterable[tuple[str, str]]


@public_page
def article_list(request: HttpRequest) -> HttpResponse:
    """Show all articles in this language or another, newest first."""
    frame = frame_of(request)
    frame.alternates = in_every_language("articles:article_list")
    published = Article.objects.published()
    filters = FilterForm(request.GET, published, usual=frame.language)
    rows = filters.found.newest_first()
    return show_list(request, "articles/article_list.html", filters, rows)


def show_list(
    request: HttpRequest,
    template: str,
    filters: FilterForm,
    rows: ArticleQuerySet,
    *,
    size: int = LISTED,
    **context: object,
) -> HttpResponse:
    """Render a page of the rows, or lead to the one address of the same list.

    Raises Http404 for a page that is not there.
    """
    tidy = tidied(request, filters)
    if tidy:
        return HttpResponsePermanentRedirect(tidy)
    page = paginate(
        request,
        rows.for_lists(),
        size,
        filters=filters.given.items(),
        count=filters.figures["count"],
    )
    context |= {"articles": page, "filters": filters, "span": filters.figures}
    return render(request, template, context)


def own_words(request: HttpRequest, record: Translated, field: str, text: str) -> str:
    """Return the text of a record's field as its page's description, or "".

    On further pages, filtered ones and those in a language that the field lacks, the
    same words would describe two pages.
    """
    is_first = frame_of(request).language == settings.LANGUAGE_CODE
    is_own = is_first or record.translation(field)
    return describe(text) if is_own and not request.GET else ""


def tidied(request: HttpRequest, filters: FilterForm) -> str | None:
    """Return the one address of this list, unless this is it.

    A form without script sends its empty fields too, and people change the order.
    Whoever adds parts that are not ours is left alone.
    """
    given = [(name, text) for name, texts in request.GET.lists() for text in texts]
    number = number_in(request, "page")
    is_ours = {name for name, _text in given} <= {*filters.fields, "page"}
    if not is_ours or given == numbered(filters.given.items(), number):
        return None
    return address(request.path, filters.given.items(), number)


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
