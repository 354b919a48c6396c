"""The home page, and the small standing pages."""

from django.conf import settings
from django.db.models import Case, F, Prefetch, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from articles.models import Article, ArticleQuerySet, Page, Topic

from .authors import published_authors
from .frame import frame_of, in_every_language, public_page

LATEST = 6
TITLES = 3
PROGRAMMES = 3
NAMES = 40


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Show what leads, what is new, and who writes."""
    frame = frame_of(request)
    frame.alternates = in_every_language("articles:home")
    published = Article.objects.published().in_language(frame.language)
    lead, *latest = [*lead_first(published), None]
    context = {
        "lead": lead,
        "latest": latest[:-1],
        "programmes": programmes(published),
        "authors": published_authors().filter(is_present=True).by_name()[:NAMES],
    }
    return render(request, "articles/home.html", context)


def lead_first(published: ArticleQuerySet) -> ArticleQuerySet:
    """Return what editors lead with, or else the newest; then the newest others."""
    leads = Case(When(lead_until__gt=timezone.now(), then="lead_until"))
    return (
        published.for_lists()
        .select_related("lead_picture")
        .annotate(leads=leads)
        .order_by(
            F("leads").desc(nulls_last=True), "-listed_on", "-published_at", "-pk"
        )[: 1 + LATEST]
    )


def programmes(published: ArticleQuerySet) -> list[Topic]:
    """Return the programmes with their newest articles, in two queries."""
    newest = published.newest_first().only("title", "slug", "language")[:TITLES]
    return (
        Topic.objects.filter(axis=Topic.Axis.PROGRAMME, articles__in=published)
        .distinct()
        .prefetch_related(Prefetch("articles", newest, to_attr="newest"))[:PROGRAMMES]
    )


@public_page
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show About, Contact and the like."""
    frame = frame_of(request)
    page = get_object_or_404(Page, slug=slug, language=frame.language)
    frame.alternates = {
        code: path
        for code, path in in_every_language("articles:page_detail", slug).items()
        if code in languages_of(slug)
    }
    return render(request, "articles/page_detail.html", {"page": page})


def languages_of(slug: str) -> set[str]:
    known = Page.objects.filter(slug=slug).values_list("language", flat=True)
    return set(known) & dict(settings.LANGUAGES).keys()
