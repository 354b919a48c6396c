"""Articles and comments as entries of a feed."""

from collections.abc import Iterable
from datetime import datetime, time

from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.exporting import Entry, Person, Reply, absolute_links, full_text
from articles.models import Article, ArticleQuerySet, Byline, Comment, Correction
from articles.models.comment import SHOWN_AT_ONCE
from articles.templatetags.article_tags import comment_text
from articles.views.citation import absolute, image_of, person_on

LISTED = 30
Precision = Article.Precision


def newest_of(articles: ArticleQuerySet) -> list[Article]:
    """Fetch what a feed of these articles shows, in four queries.

    Each has what it ``told`` readers of.
    """
    bylines = Byline.objects.select_related("author")
    told = Correction.objects.exclude(level=Correction.Level.TYPO)
    return list(
        articles.newest_first()
        .select_related("lead_picture")
        .defer("source", "plain", "outline", "sources", "findings")
        .prefetch_related(
            Prefetch("bylines", bylines),
            Prefetch("corrections", told, "told"),
            "topics",
        )[:LISTED]
    )


def entry_of(article: Article) -> Entry:
    """Return an article with all its text and notes."""
    address = absolute(article.get_absolute_url())
    corrections = article.told if article.revised_at else []
    context = {"article": article, "corrections": corrections}
    head = render_to_string("articles/_feed_head.html", context).strip()
    end = render_to_string("articles/_statements.html", {"article": article}).strip()
    image = image_of(article.lead_picture).url if article.lead_picture else ""
    is_closed = article.comments_are == Article.Comments.CLOSED
    return Entry(
        uid=article.uid,
        title=article.title,
        address=address,
        language=article.language,
        html=absolute_links(head, address)
        + full_text(article.html, article.notes_html, address)
        + end,
        updated_at=last_changed_at(article),
        published_at=published_on(article),
        summary=article.standfirst,
        people=tuple(person_on(byline) for byline in article.bylines.all()),
        subjects=(
            str(article.get_kind_display()),
            *(str(topic) for topic in article.topics.all()),
        ),
        image=image,
        comments="" if is_closed else f"{address}comments.atom",
    )


def last_changed_at(article: Article) -> datetime:
    """Return when readers were last told of a change: its publication or correction."""
    return max(filter(None, [article.published_at, article.revised_at]))


def published_on(article: Article) -> datetime | None:
    """Return the moment of first publication, or the start of the day it is dated.

    None where that day is not known: feeds have no way to name a month or a year.
    """
    if not article.dated or article.dated_precision != Precision.DAY:
        return None
    first = article.first_published_at
    if timezone.localdate(first) == article.dated:
        return first
    return timezone.make_aware(datetime.combine(article.dated, time.min))


def title_of_comments(article: Article) -> str:
    return _("Comments on “%(title)s”") % {"title": article.title}


def newest_comments(article: Article) -> list[Comment]:
    """Return the newest approved comments."""
    approved = article.comments.approved().order_by("-created_at", "-pk")
    return list(approved.select_related("in_reply_to")[:LISTED])


def entries_of_comments(article: Article, comments: Iterable[Comment]) -> list[Entry]:
    """Return comments as the page shows them, in one query more for their places.

    What was approved no more by then is left out.
    """
    order = article.comments.approved().oldest_first().values_list("pk", flat=True)
    places = {pk: place for place, pk in enumerate(order)}
    return [
        entry_of_comment(article, comment, places)
        for comment in comments
        if comment.pk in places
    ]


def entry_of_comment(
    article: Article, comment: Comment, places: dict[int, int]
) -> Entry:
    """Return one comment; its e-mail address stays where it is."""
    told = {"name": comment.name, "title": article.title}
    address = address_of(article, comment.pk, places)
    return Entry(
        uid=comment.uid,
        title=_("%(name)s on “%(title)s”") % told,
        address=address,
        language=article.language,
        html=absolute_links(comment_text(comment.text), address),
        updated_at=max(comment.created_at, comment.decided_at),
        published_at=comment.created_at,
        people=(Person(comment.name),),
        replies_to=answered_by(article, comment, places),
    )


def answered_by(article: Article, comment: Comment, places: dict[int, int]) -> Reply:
    """Return what a comment replies to, if readers can see it; else the article."""
    if comment.in_reply_to_id in places:
        address = address_of(article, comment.in_reply_to_id, places)
        return Reply(comment.in_reply_to.uid, address)
    return Reply(article.uid, absolute(article.get_absolute_url()))


def address_of(article: Article, key: int, places: dict[int, int]) -> str:
    """Return the address of a comment, on whichever page of comments it stands."""
    page = places[key] // SHOWN_AT_ONCE + 1
    query = f"?comments={page}" if page > 1 else ""
    return f"{absolute(article.get_absolute_url())}{query}#comment-{key}"
