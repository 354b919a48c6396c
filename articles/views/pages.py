"""The home page, and the small standing pages."""

import re
from html import unescape

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import strip_tags

from articles.exporting import describe
from articles.models import Article, Block, Page

from .frame import frame_of, in_every_language, public_page
from .old_queries import lead_home
from .shelves import fill

PARAGRAPH = re.compile(r"<p\b.*?</p>", re.DOTALL)


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Show what leads, and under it what editors have put there, or the usual."""
    if elsewhere := lead_home(request):
        return elsewhere
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
    context = {"page": page, "description": description_of(page)}
    return render(request, "articles/page_detail.html", context)


def description_of(page: Page) -> str:
    """Return the title and the beginning of the text, for search engines."""
    found = PARAGRAPH.search(page.html)
    text = unescape(strip_tags(found[0])) if found else ""
    return describe(f"{page.title}: {text}" if text else page.title)


def languages_of(slug: str) -> set[str]:
    known = Page.objects.filter(slug=slug).values_list("language", flat=True)
    return set(known) & dict(settings.LANGUAGES).keys()
