"""One article: its page, and its preview."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Window
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from articles.exporting import (
    Citation,
    in_styles,
    to_json_ld,
    to_link_header,
    to_meta_tags,
    to_open_graph,
)
from articles.forms.comment import CommentForm
from articles.models import Article, Attachment, Comment, Correction, Preview, Topic
from articles.models.comment import SHOWN_AT_ONCE
from articles.moderation import has_full_queue
from articles.views.chrome import frame_of
from articles.views.citation import citation_files, cite
from articles.views.errors import gone
from articles.views.feeds.entries import title_of_comments
from articles.views.lists.listing import number_in
from articles.views.resolve import Place, place_of
from articles.views.responses import public_page, read_only

from .related import neighbours_of, related_to

ABOVE = (Topic.Axis.SERIES, Topic.Axis.REGION, Topic.Axis.TOPIC)
AXES = (*ABOVE, Topic.Axis.PROGRAMME)
FILES = Attachment.objects.filter(article=OuterRef("pk"), kind=Attachment.Kind.FILE)


@public_page
def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an article at its one address; say so if it was here and is gone (410)."""
    article, others = find(slug)
    match place_of(article, request.path):
        case Place.UNKNOWN:
            raise Http404
        case Place.MOVED:
            return HttpResponsePermanentRedirect(article.get_absolute_url())
        case Place.GONE:
            return gone(request)
        case Place.WITHDRAWN:
            return article_gone(request, article)
    return show_article(request, article, others)


def show_article(
    request: HttpRequest, article: Article, others: Iterable[Article]
) -> HttpResponse:
    """Render the page, with the links that machines follow in its Link header."""
    comments, count = comments_of(article, number_in(request, "comments"))
    context = context_of(request, article, others, comments, count)
    if article.can_be_commented_on:
        context["is_queue_full"] = article.is_queue_full
        context["form"] = (
            None if article.is_queue_full else CommentForm.of_page(article)
        )
    if count or article.comments_are != Article.Comments.CLOSED:
        words = title_of_comments(article)
        frame_of(request).add_feed(words, "articles:comment_feed", article.slug)
    response = render(request, "articles/article_detail.html", context)
    response["Link"] = to_link_header(context["citation"])
    return response


def article_gone(request: HttpRequest, article: Article) -> HttpResponse:
    """Say what was withdrawn, when and why."""
    bylines = article.bylines.select_related("author")
    context = {"article": article, "bylines": bylines}
    return render(request, "articles/article_gone.html", context, status=410)


def find(slug: str) -> tuple[Article | None, list[Article]]:
    """Return an article and its other languages, in one query.

    The same query tells whether the queue of comments is full, and whether there are
    files to download.
    """
    known = Article.objects.filter(draft_of=None)
    keys = known.filter(slug=slug).values("translation_key")
    versions = list(
        known.filter(translation_key__in=keys)
        .select_related("lead_picture", "disclaimer")
        .annotate(is_queue_full=has_full_queue(), has_files=Exists(FILES))
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
    all_topics = topics_of(article)
    topics = [topic for topic in all_topics if topic.axis in ABOVE]
    corrections = corrections_of(article)
    said = [correction.text for correction in corrections]
    more = {"topics": topics, "corrections": said, "comment_count": comment_count}
    citation = cite(article, frame.institution, bylines, **more)
    return {
        "article": article,
        "bylines": bylines,
        "translations": others,
        "topics": topics,
        "all_topics": all_topics,
        "corrections": corrections,
        "attachments": attachments_of(article),
        "note_count": article.notes_html.count('class="note-number"'),
        "disclaimer": disclaimer_of(article, frame.institution),
        "neighbours": neighbours_of(article, all_topics),
        "related": related_to(article, topics),
        "comments": comments,
        "comment_count": comment_count,
        "comments_page": number_in(request, "comments"),
        "comment_pages": range(1, -(-comment_count // SHOWN_AT_ONCE) + 1),
        "comments_closed_on": article.comments_close_at,
        "citation_files": citation_files(article),
        **formats_of(citation),
    }


def formats_of(citation: Citation) -> dict[str, object]:
    """Return what the page says of its article to people who cite it, and to machines."""
    return {
        "citation": citation,
        "styles": in_styles(citation),
        "open_graph": to_open_graph(citation),
        "meta_tags": to_meta_tags(citation),
        "structured_data": to_json_ld(citation),
    }


def comments_of(article: Article, number: int) -> tuple[list[Comment], int]:
    """Return one page of approved comments and how many there are, in one query.

    A second one finds the pages of what is replied to, where there is more than one.
    """
    start = (number - 1) * SHOWN_AT_ONCE
    comments = list(
        article.comments.approved()
        .oldest_first()
        .select_related("in_reply_to")
        .annotate(total=Window(Count("pk")))[start : start + SHOWN_AT_ONCE]
    )
    if not comments and start:
        raise Http404
    total = comments[0].total if comments else 0
    if total > SHOWN_AT_ONCE:
        tell_pages_of_replies(article, comments)
    return comments, total


def tell_pages_of_replies(article: Article, comments: list[Comment]) -> None:
    """Give each comment ``reply_page``, where what it replies to is on another page."""
    here = {comment.pk for comment in comments}
    wanted = {comment.in_reply_to_id for comment in comments} - here - {None}
    if not wanted:
        return
    order = article.comments.approved().oldest_first().values_list("pk", flat=True)
    pages = {
        pk: place // SHOWN_AT_ONCE + 1 for place, pk in enumerate(order) if pk in wanted
    }
    for comment in comments:
        comment.reply_page = pages.get(comment.in_reply_to_id)


def topics_of(article: Article) -> list[Topic]:
    """Return series, regions, topics and programmes, in this order."""
    return sorted(article.topics.all(), key=lambda topic: AXES.index(topic.axis))


def corrections_of(article: Article) -> list[Correction]:
    """Return what readers are told of; only a correction moves ``revised_at``."""
    if not article.revised_at:
        return []
    return list(article.corrections.exclude(level=Correction.Level.TYPO))


def attachments_of(article: Article) -> list[Attachment]:
    """Return the files under the text, without asking for them where there are none."""
    if not getattr(article, "has_files", False):
        return []
    return list(article.attachments.filter(kind=Attachment.Kind.FILE))


def disclaimer_of(article: Article, institution: object) -> str:
    choice = Article.DisclaimerChoice(article.disclaimer_choice)
    if choice == choice.NONE:
        return ""
    if choice == choice.OTHER:
        return article.disclaimer.in_language("text")
    return institution.in_language("disclaimer")


@read_only
@never_cache
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show the article as readers would see it; once they do, this link ends."""
    links = Preview.objects.usable().select_related(
        "article__lead_picture", "article__disclaimer"
    )
    link = get_object_or_404(links, token=token)
    if link.is_over:
        raise Http404
    article = link.article
    context = context_of(request, article) | {"is_preview": True}
    response = render(request, "articles/article_detail.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
