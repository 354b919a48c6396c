"""An article to keep and to cite: PDF, Markdown, citations, card, links."""

from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.content import texts_of
from articles.exporting import (
    FORMATS,
    CannotDraw,
    Card,
    Citation,
    MarkdownFile,
    draw_card,
    in_styles,
    to_linkset,
    to_markdown,
)
from articles.exporting.signposting import LINKSET_TYPE
from articles.models import Article, Attachment, Institution
from articles.publishing import (
    CARDS,
    SITE_CARDS,
    CachedFile,
    CannotTypeset,
    typeset_article,
)
from articles.publishing.derived import pictures_in, ready_note, worded
from articles.templatetags.article_tags import names
from articles.text import SourceTooLong
from articles.views.chrome import frame_of
from articles.views.citation import absolute, cite
from articles.views.errors import with_article
from articles.views.media import PDF_POLICY, StoredFile
from articles.views.responses import public_page

from .page import ABOVE, corrections_of, disclaimer_of, topics_of

PDF = "application/pdf"
# Seconds after which it is worth asking again: where others are before, or at all.
WHEN_BUSY, WHEN_REFUSED = 10, 3600
# Seconds after which it is worth asking again: where others are before, or at all.
CARD_WHEN_BUSY, WHEN_FAILED = 10, 3600
HEADERS = {
    # Longer than for a page, since nobody waits for news in it.
    "Cache-Control": "public, max-age=3600, stale-while-revalidate=86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@public_page
@with_article
def article_pdf(request: HttpRequest, article: Article) -> HttpResponse:
    """Send the designed report, if there is one, or the PDF that is made here."""
    headers = headers_of(article, "pdf")
    try:
        response = designed(article, headers) or HttpResponse(
            made(article), content_type=PDF, headers=headers
        )
    except CannotTypeset as error:
        return without_pdf(request, article, error)
    response["Content-Security-Policy"] = PDF_POLICY
    return response


def designed(article: Article, headers: dict[str, str]) -> HttpResponse | None:
    """Answer with the attached report, or with nothing where there is none to read."""
    report = article.attachments.filter(kind=Attachment.Kind.REPORT).first()
    if report is None:
        return None
    try:
        return StoredFile(Path(report.file.path), PDF, headers)
    except Http404:
        return None


def made(article: Article) -> bytes:
    """Return our own PDF. Raises CannotTypeset."""
    institution = Institution.current()
    citation = citation_of(article, institution)
    try:
        return typeset_article(
            article,
            citation,
            institution=institution,
            how_to_cite=in_styles(citation)["Chicago"].plain,
            corrections=corrections_of(article),
            disclaimer=disclaimer_of(article, institution),
        )
    except SourceTooLong as error:
        raise CannotTypeset("too-long", str(error)) from error


def citation_of(article: Article, institution: Institution, **details: Any) -> Citation:
    """Cite an article by what is stored; ``details`` are more arguments of ``cite``."""
    bylines = article.bylines.select_related("author")
    topics = [topic for topic in topics_of(article) if topic.axis in ABOVE]
    return cite(article, institution, bylines, topics=topics, **details)


def without_pdf(
    request: HttpRequest, article: Article, error: CannotTypeset
) -> HttpResponse:
    """Say that there is no PDF now, and where the article can be read and printed."""
    response = render(
        request,
        "articles/article_pdf.html",
        {"article": article, "code": error.code},
        status=HTTPStatus.SERVICE_UNAVAILABLE,
    )
    seconds = WHEN_BUSY if error.code == "busy" else WHEN_REFUSED
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


@public_page
@with_article
def article_markdown(request: HttpRequest, article: Article) -> HttpResponse:
    """Send the text as its author wrote it, with its notes."""
    institution = Institution.current()
    citation = citation_of(article, institution)
    file = MarkdownFile(
        **texts_of(article),
        language=article.language,
        kind=article.kind,
        address=citation.address,
        notes=[ready_note(note) for note in article.endnotes.all()],
        people=citation.people,
        dated=article.dated,
        precision=article.dated_precision,
        topics=[(topic.axis, str(topic)) for topic in topics_of(article)],
        doi=article.doi,
        isbn=article.isbn,
        report_number=article.report_number,
        licence=citation.licence,
        disclaimer=disclaimer_of(article, institution),
        pictures={
            str(picture.uid): absolute(picture.file.url)
            for picture in pictures_in(article.source)
        },
        words=worded(),
    )
    made_of = to_markdown(file).encode(errors="replace")
    return HttpResponse(
        made_of,
        content_type="text/markdown; charset=utf-8",
        headers=headers_of(article, "md"),
    )


def headers_of(article: Article, suffix: str) -> dict[str, str]:
    """Name a file after its article, and say where the article's page is."""
    page = absolute(article.get_absolute_url())
    return {
        "Content-Disposition": f'inline; filename="{article.slug}.{suffix}"',
        "Link": f'<{page}>; rel="canonical"',
    }


@public_page
@with_article
def citation_file(request: HttpRequest, article: Article, suffix: str) -> HttpResponse:
    """Send how to cite an article, to be opened by a reader's library of sources.

    It names the day on which it is handed out, so whoever keeps it asks again.
    """
    if suffix not in FORMATS:
        raise Http404
    citation = citation_of(
        article,
        Institution.current(),
        corrections=[correction.text for correction in corrections_of(article)],
        accessed=timezone.localdate(),
    )
    made = FORMATS[suffix]
    name = f"{article.slug}.{suffix}"
    return HttpResponse(
        made.write(citation),
        content_type=f"{made.content_type}; charset=utf-8",
        headers={
            "Cache-Control": "public, no-cache",
            "Content-Disposition": f'inline; filename="{name}"',
        },
    )


@public_page
@with_article
def article_card(request: HttpRequest, article: Article) -> HttpResponse:
    """Send the card of an article, in the article's language."""
    card = Card(
        kind=str(article.get_kind_display()),
        title=article.title,
        byline=names(article.bylines.select_related("author")),
        site_name=frame_of(request).site_name,
    )
    return send(card, CachedFile(CARDS, str(article.uid), card.key))


@public_page
def site_card(request: HttpRequest) -> HttpResponse:
    """Send the card of the site, which all its pages show that have none of their own."""
    frame = frame_of(request)
    card = Card(
        kind="",
        title=frame.full_name,
        byline=frame.institution.in_language("tagline"),
        site_name=frame.site_name,
    )
    return send(card, CachedFile(SITE_CARDS, frame.language, card.key))


def send(card: Card, kept: CachedFile) -> HttpResponse:
    """Send the kept picture, or have it drawn and keep it."""
    picture = kept.read()
    try:
        if picture is None:
            picture = draw_card(card)
            kept.write(picture)
    except CannotDraw as error:
        return without_card(error)
    return HttpResponse(picture, content_type="image/png", headers=HEADERS)


def without_card(error: CannotDraw) -> HttpResponse:
    """Say when to come again: who asks is a program."""
    seconds = CARD_WHEN_BUSY if error.code == "busy" else WHEN_FAILED
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=headers)


@public_page
@with_article
def linkset(request: HttpRequest, article: Article) -> HttpResponse:
    """Send the same links as the page's Link header, and those that lead back."""
    bylines = article.bylines.select_related("author")
    citation = cite(article, frame_of(request).institution, bylines)
    return HttpResponse(to_linkset(citation), content_type=LINKSET_TYPE)
