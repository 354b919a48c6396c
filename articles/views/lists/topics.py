"""What articles are about: all topics on their axes, and the list of each."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from articles.forms.filters import FilterForm
from articles.models import Article, ArticleQuerySet, Topic
from articles.models.topic import by_axis
from articles.views.chrome import frame_of, in_every_language, where_any
from articles.views.responses import public_page

from .listing import own_words, show_list

HEADINGS = {
    Topic.Axis.TOPIC: _("By topic"),
    Topic.Axis.REGION: _("By region"),
    Topic.Axis.PROGRAMME: _("By programme"),
    Topic.Axis.SERIES: _("By series"),
}


@public_page
def topic_list(request: HttpRequest) -> HttpResponse:
    """Show all that is written about in this language, axis by axis."""
    frame = frame_of(request)
    frame.alternates = in_every_language("articles:topic_list")
    articles = Article.objects.published().in_language(frame.language)
    topics = sorted(Topic.objects.counted_in(articles), key=Topic.sort_key)
    axes = [
        {"code": axis, "name": HEADINGS[axis], "topics": found}
        for axis, found in by_axis(topics).items()
    ]
    return render(request, "articles/topic_list.html", {"axes": axes})


@public_page
def topic_detail(request: HttpRequest, axis: str, slug: str) -> HttpResponse:
    """Show the articles on a topic: a series from its first part, others newest first.

    The page stands in every language once an article stands in any; before that, its
    address is unknown. Search engines are told of it where it lists something.
    """
    frame = frame_of(request)
    published = Article.objects.published()
    known = Topic.objects.found_in(published)
    topic = get_object_or_404(known, axis=axis, slug=slug)
    inside = published.filter(topics=topic)
    frame.alternates = where_any(inside, "articles:topic_detail", axis, slug)
    frame.add_feed(str(topic), "articles:topic_feed", axis, slug)
    filters = FilterForm(request.GET, inside, usual=frame.language, without="topic")
    is_series = topic.axis == Topic.Axis.SERIES
    rows = in_order(filters.found) if is_series else filters.found.newest_first()
    return show_list(
        request,
        "articles/topic_detail.html",
        filters,
        rows,
        topic=topic,
        is_series=is_series,
        description=own_words(
            request, topic, "scope_note", topic.in_language("scope_note")
        ),
    )


def in_order(parts: ArticleQuerySet) -> ArticleQuerySet:
    """Put the parts of a series first to last, those without a number at the end."""
    number = F("series_number").asc(nulls_last=True)
    return parts.order_by(number, "listed_on", "published_at", "pk")
