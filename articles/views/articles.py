"""Articles: the list, and each one on its page."""

from collections.abc import Iterable

from django.db.models import Count, Max, Min, Window
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render

from articles.exporting import to_json_ld, to_meta_tags
from articles.forms.comment import CommentForm
from articles.models import Article, Comment, Correction, Topic

from .citation import cite
from .errors import gone
from .frame import frame_of, in_every_language, public_page
from .paging import number_in, paginate

LISTED = 25
COMMENTS_SHOWN = 50
RELATED = 3
AXES = (Topic.Axis.SERIES, Topic.Axis.REGION, Topic.Axis.TOPIC)


@public_page
def article_list(request: HttpRequest) -> HttpResponse:
    """Show all articles in this language, newest first."""
    frame = frame_of(request)
    frame.alternates = in_every_language("articles:article_list")
    articles = Article.objects.published().in_language(frame.language).newest_first()
    context = {
        "articles": paginate(request, articles.for_lists(), LISTED),
        "span": articles.aggregate(first=Min("dated"), last=Max("dated")),
    }
    return render(request, "articles/article_list.html", context)


@public_page
def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an article at its one address; say so if it was here and is gone (410)."""
    article, others = find(slug)
    if article is None or not article.was_published:
        raise Http404
    if request.path != article.get_absolute_url():
        return HttpResponsePermanentRedirect(article.get_absolute_url())
    if article.binned_at:
        return gone(request)
    if article.status == Article.Status.WITHDRAWN:
        return article_gone(request, article)
    comments, count = comments_of(article, number_in(request, "comments"))
    context = context_of(request, article, others, comments, count)
    if article.can_be_commented_on:
        context["form"] = CommentForm.of_page(article)
    return render(request, "articles/article_detail.html", context)


def article_gone(request: HttpRequest, article: Article) -> HttpResponse:
    """Say what was withdrawn, when and why."""
    bylines = article.bylines.select_related("author")
    context = {"article": article, "bylines": bylines}
    return render(request, "articles/article_gone.html", context, status=410)


def find(slug: str) -> tuple[Article | None, list[Article]]:
    """Return an article and its other languages, in one query."""
    known = Article.objects.filter(draft_of=None)
    keys = known.filter(slug=slug).values("translation_key")
    versions = list(
        known.filter(translation_key__in=keys).select_related(
            "lead_picture", "disclaimer"
        )
    )
    article = next((version for version in versions if version.slug == slug), None)
    others = [v for v in versions if v is not article and v.is_published]
    return article, others


def context_of(
    request: HttpRequest,
    article: Article,
    others: Iterable[Article] = (),
    comments: Iterable[Comment] = (),
    comment_count: int = 0,
) -> dict[str, object]:
    """Return what the page of an article shows; also for drafts, in a preview."""
    frame = frame_of(request)
    frame.alternates = {v.language: v.get_absolute_url() for v in [article, *others]}
    bylines = list(article.bylines.select_related("author__photograph"))
    topics = topics_of(article)
    corrections = corrections_of(article)
    citation = cite(
        article,
        frame.institution,
        bylines,
        topics=topics,
        corrections=[correction.text for correction in corrections],
        comment_count=comment_count,
    )
    return {
        "article": article,
        "bylines": bylines,
        "topics": topics,
        "corrections": corrections,
        "note_count": article.notes_html.count('class="note-number"'),
        "disclaimer": disclaimer_of(article, frame.institution),
        "related": related_to(article, topics),
        "comments": comments,
        "comment_count": comment_count,
        "comments_page": number_in(request, "comments"),
        "comment_pages": range(1, -(-comment_count // COMMENTS_SHOWN) + 1),
        "comments_closed_on": article.comments_close_at,
        "citation": citation,
        "meta_tags": to_meta_tags(citation),
        "structured_data": to_json_ld(citation),
    }


def comments_of(article: Article, number: int) -> tuple[list[Comment], int]:
    """Return one page of approved comments and how many there are, in one query."""
    start = (number - 1) * COMMENTS_SHOWN
    comments = list(
        article.comments.approved()
        .oldest_first()
        .select_related("in_reply_to")
        .annotate(total=Window(Count("pk")))[start : start + COMMENTS_SHOWN]
    )
    if not comments and start:
        raise Http404
    return comments, comments[0].total if comments else 0


def topics_of(article: Article) -> list[Topic]:
    """Return series, regions and topics, in this order."""
    topics = [topic for topic in article.topics.all() if topic.axis in AXES]
    return sorted(topics, key=lambda topic: AXES.index(topic.axis))


def corrections_of(article: Article) -> list[Correction]:
    """Return what readers are told of; only a correction moves ``revised_at``."""
    if not article.revised_at:
        return []
    return list(article.corrections.exclude(level=Correction.Level.TYPO))


def disclaimer_of(article: Article, institution: object) -> str:
    choice = Article.DisclaimerChoice(article.disclaimer_choice)
    if choice == choice.NONE:
        return ""
    if choice == choice.OTHER:
        return article.disclaimer.in_language("text")
    return institution.in_language("disclaimer")


def related_to(article: Article, topics: list[Topic]) -> Iterable[Article]:
    """Return up to three others in this language that share most topics."""
    if not topics:
        return []
    return (
        Article.objects.published()
        .in_language(article.language)
        .filter(topics__in=topics)
        .exclude(pk=article.pk)
        .for_lists()
        .annotate(shared=Count("topics"))
        .order_by("-shared", "-listed_on", "-pk")[:RELATED]
    )
