"""What is related to an article: by subject, by sources, by its series."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from articles.models import Article, ArticleQuerySet, CitedSource, Topic

SHOWN = 3
SeeAlso = Article.see_also.through
TopicPlace = Article.topics.through
# Parts without a number stand behind all others.
UNNUMBERED = 100_000
ORDER = ("place", "listed_on", "published_at", "pk")


def related_to(article: Article, topics: Iterable[Topic]) -> ArticleQuerySet:
    """Return up to three others, in one query and one for their authors.

    Those chosen by hand come first, in any language, the article's own before others;
    then those in its language that share most of these topics and cited works, the
    newest first among equals.
    """
    chosen = SeeAlso.objects.filter(from_article=article.pk)
    on_topic = TopicPlace.objects.filter(topic__in=[topic.pk for topic in topics])
    keys = CitedSource.objects.filter(article=article.pk).values("key")
    citing = CitedSource.objects.filter(key__in=keys)
    alike = Q(pk__in=on_topic.values("article")) | Q(pk__in=citing.values("article"))
    is_own = Q(language=article.language)
    return (
        Article.objects.published()
        .filter(Q(pk__in=chosen.values("to_article")) | (is_own & alike))
        .exclude(pk=article.pk)
        .for_lists()
        .annotate(
            is_chosen=Exists(chosen.filter(to_article=OuterRef("pk"))),
            is_own=is_own,
            shared=shared_in(on_topic) + shared_in(citing),
        )
        .order_by(
            "-is_chosen", "-is_own", "-shared", "-listed_on", "-published_at", "-pk"
        )[:SHOWN]
    )


def shared_in(rows: QuerySet) -> Coalesce:
    """Count the rows of each article."""
    own = rows.filter(article=OuterRef("pk")).order_by().values("article")
    return Coalesce(Subquery(own.annotate(count=Count("pk")).values("count")), 0)


@dataclass(frozen=True)
class Neighbours:
    """A series, and what stands in it before and after an article."""

    series: Topic
    previous: Article | None
    next: Article | None


def neighbours_of(article: Article, topics: list[Topic]) -> Neighbours | None:
    """Return what is published beside the article in its first series, in one query.

    None if it is in no series, or alone there in its language.
    """
    series = next((t for t in topics if t.axis == Topic.Axis.SERIES), None)
    if series is None or article.published_at is None:
        return None
    place = article.series_number
    article.place = UNNUMBERED if place is None else place
    parts = parts_of(series, article.language)
    before = parts.filter(beyond(article, "lt")).order_by(*(f"-{n}" for n in ORDER))
    after = parts.filter(beyond(article, "gt")).order_by(*ORDER)
    near = Q(pk__in=before.values("pk")[:1]) | Q(pk__in=after.values("pk")[:1])
    beside = {position(part) > position(article): part for part in parts.filter(near)}
    if not beside:
        return None
    return Neighbours(series, beside.get(False), beside.get(True))


def parts_of(series: Topic, language: str) -> ArticleQuerySet:
    place = Coalesce(F("series_number"), Value(UNNUMBERED), output_field=IntegerField())
    published = Article.objects.published().in_language(language)
    return (
        published.filter(topics=series)
        .annotate(place=place)
        .only("title", "slug", "language", "listed_on", "published_at")
        .order_by()
    )


def beyond(article: Article, side: str) -> Q:
    """Return what selects the parts before ("lt") or after ("gt") the article."""
    found, same = Q(), Q()
    for name in ORDER:
        value = getattr(article, name)
        found |= same & Q(**{f"{name}__{side}": value})
        same &= Q(**{name: value})
    return found


def position(part: Article) -> tuple:
    return tuple(getattr(part, name) for name in ORDER)
