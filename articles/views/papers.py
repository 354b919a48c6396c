"""An article to keep: as a PDF, as Markdown."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.exporting import Citation, MarkdownFile, in_styles, to_markdown
from articles.models import Article, Attachment, Institution
from articles.publishing import CannotTypeset, typeset_article
from articles.publishing.rebuilding import pictures_in, ready_note, worded
from articles.text import SourceTooLong

from .articles import ABOVE, corrections_of, disclaimer_of, topics_of
from .beside import of_article
from .citation import absolute, cite
from .frame import public_page
from .media import PDF_POLICY

# Seconds after which it is worth asking again: where others are before, or at all.
WHEN_BUSY, WHEN_REFUSED = 10, 3600


@public_page
@of_article
def article_pdf(request: HttpRequest, article: Article) -> HttpResponse:
    """Send the designed report, if there is one, or the PDF that is made here."""
    content = designed(article)
    try:
        content = content or made(article)
    except CannotTypeset as error:
        return without_pdf(request, article, error)
    response = sent(article, content, "pdf", "application/pdf")
    response["Content-Security-Policy"] = PDF_POLICY
    return response


def designed(article: Article) -> bytes | None:
    """Return the attached report, or nothing where there is none to read."""
    report = article.attachments.filter(kind=Attachment.Kind.REPORT).first()
    if report is None:
        return None
    try:
        with report.file.open() as file:
            return file.read()
    except OSError:
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
        title=article.title,
        source=article.source,
        language=article.language,
        kind=article.kind,
        address=citation.address,
        notes=[ready_note(note) for note in article.endnotes.all()],
        standfirst=article.standfirst,
        people=citation.people,
        dated=article.dated,
        precision=article.dated_precision,
        topics=[(topic.axis, str(topic)) for topic in topics_of(article)],
        doi=article.doi,
        isbn=article.isbn,
        report_number=article.report_number,
        licence=citation.licence,
        picture_credit=article.picture_credit,
        disclaimer=disclaimer_of(article, institution),
        pictures={
            str(picture.uid): absolute(picture.file.url)
            for picture in pictures_in(article.source)
        },
        words=worded(),
    )
    made_of = to_markdown(file).encode(errors="replace")
    return sent(article, made_of, "md", "text/markdown; charset=utf-8")


def sent(
    article: Article, content: bytes, suffix: str, content_type: str
) -> HttpResponse:
    """Answer with a file that is named after the article, and says where its page is."""
    page = absolute(article.get_absolute_url())
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'inline; filename="{article.slug}.{suffix}"',
            "Link": f'<{page}>; rel="canonical"',
        },
    )
