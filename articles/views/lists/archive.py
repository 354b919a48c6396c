"""All articles by the year and month under which they are listed."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format

from articles.models import Article, ArticleQuerySet
from articles.views.chrome import frame_of, in_every_language, where_any
from articles.views.responses import public_page

from .listing import LISTED, paginate

# Addresses hold years of four digits.
EARLIEST = date(1000, 1, 1)


@dataclass(frozen=True, slots=True)
class Month:
    """A month in which something was published: its first day, and how much."""

    first: date
    count: int

    def __str__(self) -> str:
        return date_format(self.first, "F Y")

    def get_absolute_url(self) -> str:
        year, month = self.first.isoformat().split("-")[:2]
        return reverse("articles:archive_month", args=[year, month])


@dataclass(frozen=True, slots=True)
class Year:
    """A year in which something was published, with its months, the latest first."""

    number: int
    months: tuple[Month, ...]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def count(self) -> int:
        return sum(month.count for month in self.months)

    def get_absolute_url(self) -> str:
        return reverse("articles:archive_year", args=[self.number])


@public_page
def archive(request: HttpRequest) -> HttpResponse:
    """Show every year and month with how much each holds."""
    frame = frame_of(request)
    frame.alternates = in_every_language("articles:archive")
    years = years_of(published_in(frame.language))
    return render(request, "articles/archive.html", {"years": years})


@public_page
def archive_year(request: HttpRequest, year: str) -> HttpResponse:
    """Show the articles of a year by month, newest first."""
    frame = frame_of(request)
    inside = Article.objects.published().filter(listed_on__year=int(year))
    years = years_of(published_in(frame.language))
    place = place_of(int(year), [found.number for found in years])
    frame.alternates = where_any(inside, "articles:archive_year", year)
    rows = inside.in_language(frame.language)
    return show_period(request, "articles/archive_year.html", rows, years, place)


@public_page
def archive_month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """Show the articles of a month, newest first."""
    frame = frame_of(request)
    first = date(int(year), int(month), 1)
    inside = Article.objects.published().filter(
        listed_on__year=first.year, listed_on__month=first.month
    )
    months = [
        m for found in years_of(published_in(frame.language)) for m in found.months
    ]
    place = place_of(first, [found.first for found in months])
    frame.alternates = where_any(inside, "articles:archive_month", year, month)
    rows = inside.in_language(frame.language)
    return show_period(request, "articles/archive_month.html", rows, months, place)


def published_in(language: str) -> ArticleQuerySet:
    return Article.objects.published().in_language(language)


def years_of(articles: ArticleQuerySet) -> list[Year]:
    """Return the years of these articles, the latest first, in one query.

    A year without an address, such as 202 for 2022, is left out.

    The database counts by day, in the order of its index; the rest is soon added up.
    """
    known = articles.filter(listed_on__gte=EARLIEST)
    days = known.order_by("-listed_on").values_list("listed_on")
    counts = list(days.annotate(count=Count("pk")))
    months = [
        Month(first, sum(count for _day, count in of_month))
        for first, of_month in groupby(counts, lambda row: row[0].replace(day=1))
    ]
    return [
        Year(number, tuple(of_year))
        for number, of_year in groupby(months, lambda month: month.first.year)
    ]


def place_of(wanted: object, known: list) -> int:
    """Return where it stands among those with articles. Raises Http404."""
    if wanted not in known:
        raise Http404
    return known.index(wanted)


def show_period(
    request: HttpRequest,
    template: str,
    rows: ArticleQuerySet,
    periods: list[Year] | list[Month],
    place: int,
) -> HttpResponse:
    """Render the articles of a year or month, with those before and after it."""
    period = periods[place]
    listed = rows.newest_first().for_lists()
    context = {
        "period": period,
        "earlier": next(iter(periods[place + 1 :]), None),
        "later": periods[place - 1] if place else None,
        "articles": paginate(request, listed, LISTED, count=period.count),
    }
    return render(request, template, context)
