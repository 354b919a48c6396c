"""Authors: the list of names, and each one with all their work."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.models import Article, Author, Byline

from .frame import frame_of, in_every_language, public_page
from .paging import paginate

LISTED = 100


def published_authors() -> QuerySet[Author]:
    """Return those with at least one article that the public may see."""
    bylines = Byline.objects.filter(article__in=Article.objects.published())
    return Author.objects.filter(Exists(bylines.filter(author=OuterRef("pk"))))


@public_page
def author_list(request: HttpRequest) -> HttpResponse:
    """Show everyone who is published here, those of today first."""
    frame_of(request).alternates = in_every_language("articles:author_list")
    authors = published_authors().by_name()
    context = {
        "present": [author for author in authors if author.is_present],
        "former": [author for author in authors if not author.is_present],
    }
    return render(request, "articles/author_list.html", context)


@public_page
def author_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a person and their work in all languages, by kind, newest first."""
    known = published_authors().select_related("photograph")
    author = get_object_or_404(known, slug=slug)
    frame_of(request).alternates = in_every_language("articles:author_detail", slug)
    work = Article.objects.published().by(author).for_lists()
    ordered = work.order_by("kind", "-listed_on", "-published_at", "-pk")
    context = {"author": author, "articles": paginate(request, ordered, LISTED)}
    return render(request, "articles/author_detail.html", context)
