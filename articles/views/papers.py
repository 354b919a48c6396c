"""An article to keep: as a PDF, as Markdown."""

from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from articles.content import texts_of
from articles.exporting import Citation, MarkdownFile, in_styles, to_markdown
from articles.models import Article, Attachment, Institution
from articles.publishing import CannotTypeset, typeset_article
from articles.publishing.derived import pictures_in, ready_note, worded
from articles.text import SourceTooLong

from .articles import ABOVE, corrections_of, disclaimer_of, topics_of
from .beside import of_article
from .citation import absolute, cite
from .frame import public_page
from .media import PDF_POLICY, StoredFile

PDF = "application/pdf"
# Seconds after which it is worth asking again: where others are before, or at all.
WHEN_BUSY, WHEN_REFUSED = 10, 3600


@public_page
@of_article
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
@of_article
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
