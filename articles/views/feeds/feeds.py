"""Feeds: each holds the newest of what a page lists, with all its text."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode

from articles.exporting import (
    Channel,
    Entry,
    atom,
    describe,
    json_feed,
    to_atom,
    to_json_feed,
)
from articles.models import Article, Topic
from articles.models.topic import by_axis
from articles.templatetags.article_tags import short_biography
from articles.views.chrome import frame_of, in_every_language
from articles.views.citation import absolute
from articles.views.errors import with_article
from articles.views.lists.authors import published_authors
from articles.views.lists.topics import HEADINGS
from articles.views.responses import conditional_get, public_page

from .entries import (
    entries_of_comments,
    entry_of,
    newest_comments,
    newest_of,
    title_of_comments,
)

FORMATS = {
    "atom": (f"{atom.TYPE}; charset=utf-8", to_atom),
    "json": (json_feed.TYPE, to_json_feed),
}
# How addresses write the code of a kind.
KINDS = {kind.replace(" ", "-"): kind for kind in Article.Kind.values}


@public_page
def feed_list(request: HttpRequest) -> HttpResponse:
    """Show people which feeds there are, and what each holds."""
    frame = frame_of(request)
    frame.alternates = in_every_language("articles:feed_list")
    articles = Article.objects.published().in_language(frame.language)
    used = set(articles.order_by().values_list("kind", flat=True).distinct())
    topics = sorted(Topic.objects.found_in(articles), key=Topic.sort_key)
    context = {
        "kinds": [
            (Article.Kind(kind).label, reverse("articles:kind_feed", args=[name]))
            for name, kind in KINDS.items()
            if kind in used
        ],
        "axes": [
            {"code": axis, "name": HEADINGS[axis], "topics": found}
            for axis, found in by_axis(topics).items()
        ],
        "authors": published_authors().by_name().defer("biography"),
    }
    return render(request, "articles/feed_list.html", context)


@public_page
@conditional_get
def article_feed(request: HttpRequest, suffix: str) -> HttpResponse:
    """Send the newest articles in this language, as Atom or as JSON Feed."""
    if suffix not in FORMATS:
        raise Http404
    frame = frame_of(request)
    articles = newest_of(Article.objects.published().in_language(frame.language))
    twins = tuple(
        (absolute(reverse("articles:article_feed", args=[other])), kind.split(";")[0])
        for other, (kind, _format) in FORMATS.items()
        if other != suffix
    )
    return feed_of(
        request,
        frame.full_name,
        reverse("articles:home"),
        articles,
        description=frame.institution.in_language("tagline"),
        suffix=suffix,
        twins=twins,
    )


@public_page
@conditional_get
def topic_feed(request: HttpRequest, axis: str, slug: str) -> HttpResponse:
    """Send the newest articles on a topic in this language."""
    published = Article.objects.published()
    inside = published.filter(topics__axis=axis, topics__slug=slug)
    articles = newest_of(inside.in_language(frame_of(request).language))
    known = [topic for article in articles[:1] for topic in article.topics.all()]
    topic = next((t for t in known if (t.axis, t.slug) == (axis, slug)), None)
    if topic is None:
        topics = Topic.objects.found_in(published)
        topic = get_object_or_404(topics, axis=axis, slug=slug)
    return feed_of(
        request,
        frame_of(request).titled(str(topic)),
        topic.get_absolute_url(),
        articles,
        description=topic.in_language("scope_note"),
    )


@public_page
@conditional_get
def author_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a person's newest work in all languages, as their page lists it."""
    articles = newest_of(Article.objects.published().filter(bylines__author__slug=slug))
    people = [
        byline.author for article in articles[:1] for byline in article.bylines.all()
    ]
    author = next((person for person in people if person.slug == slug), None)
    if author is None:
        # Nobody of this name, or they have become another just now.
        raise Http404
    return feed_of(
        request,
        frame_of(request).titled(author.full_name),
        author.get_absolute_url(),
        articles,
        description=describe(short_biography(author)),
    )


@public_page
@conditional_get
def kind_feed(request: HttpRequest, kind: str) -> HttpResponse:
    """Send the newest articles of a kind in this language. Raises Http404."""
    if kind not in KINDS:
        raise Http404
    found = Article.objects.published().in_language(frame_of(request).language)
    articles = newest_of(found.filter(kind=KINDS[kind]))
    return feed_of(
        request,
        frame_of(request).titled(str(Article.Kind(KINDS[kind]).label)),
        f"{reverse('articles:article_list')}?{urlencode({'kind': KINDS[kind]})}",
        articles,
    )


@public_page
@conditional_get
@with_article
def comment_feed(request: HttpRequest, article: Article) -> HttpResponse:
    """Send the newest comments on an article that readers may see."""
    channel = channel_of(
        request,
        frame_of(request).titled(title_of_comments(article)),
        f"{article.get_absolute_url()}#comments",
        entries_of_comments(article, newest_comments(article)),
    )
    return sent(channel)


def feed_of(
    request: HttpRequest,
    title: str,
    path: str,
    articles: list[Article],
    *,
    description: str = "",
    suffix: str = "atom",
    twins: tuple[tuple[str, str], ...] = (),
) -> HttpResponse:
    """Send these articles, which may be reused as the institution says."""
    institution = frame_of(request).institution
    channel = replace(
        channel_of(request, title, path, [entry_of(article) for article in articles]),
        description=description,
        rights=institution.licence_name or institution.licence_url,
        licence=institution.licence_url,
        twins=twins,
    )
    return sent(channel, suffix)


def channel_of(
    request: HttpRequest, title: str, path: str, entries: Iterable[Entry]
) -> Channel:
    """Return the feed at this request's path, which follows the page at ``path``."""
    frame = frame_of(request)
    return Channel(
        title=title,
        address=absolute(path),
        feed_address=absolute(request.path),
        language=frame.language,
        site_name=frame.full_name,
        site_address=absolute(reverse("articles:home")),
        entries=tuple(entries),
    )


def sent(channel: Channel, suffix: str = "atom") -> HttpResponse:
    """Return a feed with its type."""
    content_type, to_format = FORMATS[suffix]
    return HttpResponse(to_format(channel), content_type=content_type)
