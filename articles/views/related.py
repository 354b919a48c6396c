"""What to read after an article: its editors' choice, then what has most in common."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article, ArticleQuerySet, CitedSource, Topic

SHOWN = 3
SeeAlso = Article.see_also.through
TopicPlace = Article.topics.through


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
