"""Authors: the list of names, and each one with all their work."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.exporting import Profile, describe, to_profile
from articles.forms.filters import FilterForm
from articles.models import Article, Author, Topic
from articles.templatetags.article_tags import short_biography
from articles.views.chrome import frame_of, in_every_language
from articles.views.citation import image_of, person_of
from articles.views.responses import public_page

from .listing import own_words, show_list

LISTED = 100
EXPERTISE = 6


def published_authors() -> QuerySet[Author]:
    """Return those with at least one article that the public may see."""
    return Author.objects.who_wrote(Article.objects.published())


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
    frame = frame_of(request)
    frame.alternates = in_every_language("articles:author_detail", slug)
    frame.add_feed(author.full_name, "articles:author_feed", slug)
    work = Article.objects.published().by(author)
    topics = sorted(Topic.objects.counted_in(work), key=Topic.sort_key)
    filters = FilterForm(request.GET, work, without="author", topics=topics)
    expertise = expertise_in(topics)
    return show_list(
        request,
        "articles/author_detail.html",
        filters,
        filters.found.order_by("kind", "-listed_on", "-published_at", "-pk"),
        size=LISTED,
        author=author,
        expertise=expertise,
        structured_data=to_profile(profile_of(author, expertise)),
        description=own_words(request, author, "biography", short_biography(author)),
    )


def expertise_in(topics: list[Topic]) -> list[Topic]:
    """Return what a person writes on most, of topics counted in their work."""
    subjects = [topic for topic in topics if topic.axis != Topic.Axis.SERIES]
    most = sorted(subjects, key=lambda topic: -topic.article_count)
    return most[:EXPERTISE]


def profile_of(author: Author, expertise: list[Topic]) -> Profile:
    """Return a person as the outside sees them today."""
    role = author.in_language("role") if author.is_present else ""
    affiliation = author.in_language("affiliation") if author.is_present else ""
    return Profile(
        person=person_of(author, role, affiliation),
        description=describe(short_biography(author)),
        orcid=author.orcid,
        links=tuple(author.link_list),
        subjects=tuple(str(topic) for topic in expertise),
        image=image_of(author.photograph) if author.photograph else None,
    )
