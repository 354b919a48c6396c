"""The list of articles, and what all filtered lists have in common."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from articles.exporting import describe
from articles.forms.filters import FilterForm
from articles.models import Article, ArticleQuerySet
from articles.models.translated import Translated

from .frame import frame_of, in_every_language, public_page
from .paging import address, number_in, numbered, paginate

LISTED = 25


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
