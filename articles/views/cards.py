"""Cards: the pictures that other sites show beside a link to this one."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from articles.exporting import CannotDraw, Card, draw_card
from articles.models import Article
from articles.publishing import CARDS, SITE_CARDS, KeptFile
from articles.templatetags.article_tags import names

from .beside import of_article
from .frame import frame_of, public_page

# Seconds after which it is worth asking again: where others are before, or at all.
WHEN_BUSY, WHEN_FAILED = 10, 3600
HEADERS = {
    # Longer than for a page, since nobody waits for news in it.
    "Cache-Control": "public, max-age=3600, stale-while-revalidate=86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@public_page
@of_article
def article_card(request: HttpRequest, article: Article) -> HttpResponse:
    """Send the card of an article, in the article's language."""
    card = Card(
        kind=str(article.get_kind_display()),
        title=article.title,
        byline=names(article.bylines.select_related("author")),
        site_name=frame_of(request).site_name,
    )
    return send(card, KeptFile(CARDS, str(article.uid), card.key))


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
    return send(card, KeptFile(SITE_CARDS, frame.language, card.key))


def send(card: Card, kept: KeptFile) -> HttpResponse:
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
    seconds = WHEN_BUSY if error.code == "busy" else WHEN_FAILED
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=headers)
