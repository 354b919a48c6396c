"""The home page, and the small standing pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.models import Article, Block, Page

from .frame import frame_of, in_every_language, public_page
from .shelves import fill


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Show what leads, and under it what editors have put there, or the usual."""
    frame = frame_of(request)
    frame.alternates = in_every_language("articles:home")
    blocks = Block.objects.of(frame.language)
    lead = fill(blocks, Article.objects.published().in_language(frame.language))
    context = {"lead": lead, "shelves": [block for block in blocks if block.shown]}
    return render(request, "articles/home.html", context)


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
